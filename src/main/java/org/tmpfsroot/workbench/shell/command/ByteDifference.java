package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.FirstDifference;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.BytePlace;
import org.tmpfsroot.workbench.iso.Extent;
import org.tmpfsroot.workbench.iso.IsoImage;

/**
 * Where an image begins to differ from the one that was meant.
 *
 * @param offset from the beginning of both
 * @param place what the byte belongs to in the one that was meant, or in the other where that one
 *     has ended
 * @param elsewhere what it belongs to in the other one, where that is something else
 * @param found what the image has there
 * @param meant what it should have
 */
record ByteDifference(
    long offset, BytePlace place, Optional<BytePlace> elsewhere, String found, String meant) {
  private static final int LONGEST_FIELD = 32;
  private static final int SHOWN = 16;
  private static final String NOTHING = "nothing, it ends there";

  /**
   * Compares every byte.
   *
   * @param image open on the file that was meant, which is whole
   */
  static Optional<ByteDifference> between(Path file, IsoImage image, Progress progress)
      throws IOException {
    OptionalLong at;
    try (InputStream one = Files.newInputStream(file);
        InputStream other = Files.newInputStream(image.file());
        Progress.Task task = progress.begin("comparing " + file.getFileName(), image.size())) {
      at = FirstDifference.of(one, other, task::advance);
    }
    return at.isEmpty() ? Optional.empty() : Optional.of(at(at.getAsLong(), file, image));
  }

  private static ByteDifference at(long offset, Path file, IsoImage image) throws IOException {
    Optional<BytePlace> elsewhere = placeIn(file, offset);
    BytePlace place =
        offset < image.size()
            ? image.placeOf(offset)
            : new BytePlace("end of the image", "", 0, "", new Extent(offset, 1));
    Extent shown =
        place.value().length() > LONGEST_FIELD ? new Extent(offset, SHOWN) : place.value();
    return new ByteDifference(
        offset,
        place,
        elsewhere.filter(
            other ->
                !other.structure().equals(place.structure()) || !other.path().equals(place.path())),
        value(file, shown),
        value(image.file(), shown));
  }

  /** Of an image whose directories are damaged nothing is known. */
  private static Optional<BytePlace> placeIn(Path file, long offset) throws IOException {
    try (IsoImage image = IsoImage.open(file)) {
      return offset < image.size() ? Optional.of(image.placeOf(offset)) : Optional.empty();
    } catch (Fault fault) {
      return Optional.empty();
    }
  }

  private static String value(Path file, Extent extent) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(Math.min(extent.offset(), Files.size(file)));
      bytes = in.readNBytes((int) extent.length());
    }
    if (bytes.length == 0) {
      return NOTHING;
    }
    String hex = HexFormat.ofDelimiter(" ").formatHex(bytes);
    return meaning(bytes).map(words -> hex + " (" + words + ")").orElse(hex);
  }

  /** Text where it is some, else a number where it is as long as one. */
  private static Optional<String> meaning(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return Optional.of("'" + text.stripTrailing() + "'");
    }
    if (bytes.length != 2 && bytes.length != 4 && bytes.length != 8) {
      return bytes.length == 1 ? Optional.of(String.valueOf(bytes[0] & 0xff)) : Optional.empty();
    }
    // ISO 9660 has its numbers twice, the second time with their most significant byte first
    int half = bytes.length / 2;
    boolean twice = true;
    for (int i = 0; i < half; i++) {
      twice &= bytes[i] == bytes[bytes.length - 1 - i];
    }
    long number = 0;
    for (int i = (twice ? half : bytes.length) - 1; i >= 0; i--) {
      number = (number << Byte.SIZE) | (bytes[i] & 0xff);
    }
    return Optional.of(Long.toUnsignedString(number));
  }

  /** For people: where it is, in one sentence without a full stop. */
  String inWords() {
    String inPart =
        place.within() == offset ? "" : ", byte " + place.within() + " of " + whole(place);
    return "byte " + offset + " of the image is in " + place.inWords() + inPart;
  }

  private static String whole(BytePlace place) {
    return place.field().isEmpty() ? "it" : "that";
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("offset", offset);
    tree.put("structure", place.structure());
    tree.put("path", place.path());
    tree.put("within", place.within());
    tree.put("field", place.field());
    tree.put("found", found);
    tree.put("built", meant);
    return tree;
  }
}
