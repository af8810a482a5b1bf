package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;

/**
 * What a build gave, on its way to where the user wants it: the product, what belongs to it, and a
 * checksum file in the form of Fedora's, which {@code sha256sum -c} reads, too.
 *
 * <p>All of it is on the disk under temporary names before the first file gets its own, and the
 * checksum file gets its own first and the product last: where it is there, so is what belongs to
 * it. Whoever is killed in between leaves the older product beside a checksum that does not fit it,
 * which {@code sha256sum -c} notices.
 *
 * @param digest the product's SHA-256
 * @param companions by what their names have after the product's
 */
public record Publication(Path product, Digest digest, SortedMap<String, Path> companions) {
  /** What the name of the checksum file has after the product's. */
  public static final String CHECKSUM = ".CHECKSUM";

  /** What the name of a detached signature has after the product's. */
  public static final String SIGNATURE = ".asc";

  public Publication {
    companions = Collections.unmodifiableSortedMap(new TreeMap<>(companions));
  }

  /** A product that nothing belongs to. */
  public static Publication of(Path product, Digest digest) {
    return new Publication(product, digest, new TreeMap<>());
  }

  /**
   * Replaces {@code target} and what is beside it. Within one file system the bytes are shared with
   * the cache, which notices when they are written to. A signature of an earlier product is
   * removed.
   *
   * @return what is beside the target now
   * @throws Fault (usage) when one of the files is a folder; (world) when one cannot be written
   * @throws Cancelled when the thread is interrupted
   */
  public List<Path> publish(Path target, Progress progress) {
    checkTarget(target);
    List<AtomicFile> replacements = new ArrayList<>();
    try {
      AtomicFile image = begin(target, replacements);
      share(product, image, progress);
      List<Path> beside = new ArrayList<>();
      beside.add(besides(target, CHECKSUM));
      Files.writeString(
          begin(besides(target, CHECKSUM), replacements).temporary(),
          checksum(target),
          StandardCharsets.UTF_8);
      for (String suffix : companions.keySet()) {
        beside.add(besides(target, suffix));
        share(companions.get(suffix), begin(besides(target, suffix), replacements), progress);
      }
      if (!companions.containsKey(SIGNATURE)) {
        // one that is not to be replaced may be what a killed program was about to replace
        AtomicFile.removeOrphansOf(besides(target, SIGNATURE));
      }
      boolean staysSigned = companions.containsKey(SIGNATURE) || isWholly(target);
      for (AtomicFile each : replacements) {
        each.force();
      }
      for (AtomicFile each : replacements.subList(1, replacements.size())) {
        each.commit();
      }
      if (!staysSigned) {
        Files.deleteIfExists(besides(target, SIGNATURE));
      }
      image.commit();
      Collections.sort(beside);
      return List.copyOf(beside);
    } catch (IOException e) {
      Cancelled.check();
      throw AtomicFile.cannotWrite(target, e);
    } finally {
      replacements.forEach(Publication::giveUp);
    }
  }

  private static AtomicFile begin(Path target, List<AtomicFile> replacements) throws IOException {
    AtomicFile replacement = AtomicFile.replacing(target);
    replacements.add(replacement);
    return replacement;
  }

  /** Only leaves something where the disk fails; then the next publication removes it. */
  private static void giveUp(AtomicFile replacement) {
    try {
      replacement.close();
    } catch (IOException e) {
      // what ended the publication is what the user has to know
    }
  }

  private static Path besides(Path target, String suffix) {
    return target.resolveSibling(target.getFileName() + suffix);
  }

  /**
   * Whether the very same bytes are there already, and nobody was killed in putting others in their
   * place: then a signature of them stays right.
   */
  private boolean isWholly(Path target) throws IOException {
    Path checksum = besides(target, CHECKSUM);
    return Files.exists(target)
        && Files.isSameFile(target, product)
        && (Files.notExists(checksum)
            || Files.readString(checksum, StandardCharsets.ISO_8859_1).contains(digest.hex()));
  }

  /** With a backslash before it where the name needs one inside, as coreutils writes it. */
  private String checksum(Path target) throws IOException {
    String name = target.getFileName().toString();
    String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    return "# %s: %d bytes\n%sSHA256 (%s) = %s\n"
        .formatted(
            escaped, Files.size(product), escaped.equals(name) ? "" : "\\", escaped, digest.hex());
  }

  /**
   * Refuses a target that cannot be replaced by a file, before the work begins.
   *
   * @throws Fault (usage)
   */
  public static void checkTarget(Path target) {
    for (String suffix : List.of("", CHECKSUM, SIGNATURE)) {
      Path place = besides(target, suffix);
      if (Files.isDirectory(place)) {
        throw Fault.usage(
            "cannot write " + place,
            "it is a folder",
            "name a file, as in `build run --output image.iso`");
      }
      if (AtomicFile.isSpecial(place)) {
        throw Fault.usage(
            "cannot write " + place,
            "it is a device or a pipe",
            "name a file; `iso write FILE DEVICE` then puts the image onto a stick");
      }
    }
  }

  private static void share(Path file, AtomicFile replacement, Progress progress)
      throws IOException {
    try {
      Files.createLink(replacement.temporary(), file);
    } catch (IOException | UnsupportedOperationException e) {
      copy(file, replacement.temporary(), progress);
    }
  }

  private static void copy(Path file, Path target, Progress progress) throws IOException {
    AtomicFile.createLike(target, file);
    try (Progress.Task task = progress.begin("copying " + file.getFileName(), Files.size(file));
        InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 20];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        Cancelled.check();
        out.write(buffer, 0, n);
        task.advance(n);
      }
    }
  }
}
