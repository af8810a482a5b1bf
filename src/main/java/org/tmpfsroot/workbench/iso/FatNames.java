package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tmpfsroot.workbench.fault.Fault;

/** The short names of one directory's entries, and their long ones where those are needed. */
final class FatNames {
  private static final int LONGEST = 255;
  private static final int PIECE = 13;

  /** Where the 13 characters of a long name's piece are in its entry. */
  static final int[] PLACES = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

  private static final int ATTRIBUTE_LONG_NAME = 0x0f;
  private static final int LAST_PIECE = 0x40;
  private static final String FORBIDDEN = "\"*/:<>?\\|";
  private static final String SHORT_EXTRA = "$%'-_@~`!(){}^#&";

  /**
   * A name as it stands in a directory.
   *
   * @param shortName 11 bytes, filled up with spaces
   * @param longPieces the entries that stand before the short one; none when that says it all
   */
  record Name(byte[] shortName, List<byte[]> longPieces) {
    int entries() {
      return longPieces.size() + 1;
    }
  }

  private final Map<String, Name> names = new HashMap<>();
  private final Set<String> folded = new HashSet<>();
  private final Set<String> shorts = new HashSet<>();

  /** Adds a name of the path; once more is no error. */
  void add(String name, String path) {
    if (names.containsKey(name)) {
      return;
    }
    if (!isAllowed(name)) {
      throw Fault.session(
          "cannot put '" + path + "' into the EFI boot image",
          "'" + name + "' is no name FAT can hold",
          "give it another name");
    }
    if (!folded.add(name.toUpperCase(Locale.ROOT))) {
      throw Fault.session(
          "cannot put '" + path + "' into the EFI boot image",
          "another name there differs from '" + name + "' in the case of letters only",
          "remove one of them");
    }
    String plain = padded(name);
    boolean isShort = isShortName(name) && shorts.add(plain);
    byte[] shortName = (isShort ? plain : alias(name)).getBytes(StandardCharsets.US_ASCII);
    names.put(name, new Name(shortName, isShort ? List.of() : pieces(name, shortName)));
  }

  Name of(String name) {
    return Objects.requireNonNull(names.get(name));
  }

  private static boolean isAllowed(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST
        && !name.endsWith(".")
        && !name.endsWith(" ")
        && name.chars().allMatch(c -> c >= ' ' && FORBIDDEN.indexOf(c) < 0);
  }

  private static boolean isShortName(String name) {
    int dot = name.indexOf('.');
    String base = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot + 1);
    return !base.isEmpty()
        && base.length() <= 8
        && extension.length() <= 3
        && (base + extension).chars().allMatch(FatNames::isShortCharacter);
  }

  private static boolean isShortCharacter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || SHORT_EXTRA.indexOf(c) >= 0;
  }

  private static String padded(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? String.format(Locale.ROOT, "%-11s", name)
        : String.format(Locale.ROOT, "%-8s%-3s", name.substring(0, dot), name.substring(dot + 1));
  }

  /** {@code LONGNA~1.EXT}, with the first number that is free. */
  private String alias(String name) {
    int dot = name.lastIndexOf('.');
    String base = shortened(dot <= 0 ? name : name.substring(0, dot), 8);
    String extension = dot <= 0 ? "" : shortened(name.substring(dot + 1), 3);
    for (int i = 1; ; i++) {
      String tail = "~" + i;
      String head = base.substring(0, Math.min(base.length(), 8 - tail.length()));
      String candidate = String.format(Locale.ROOT, "%-8s%-3s", head + tail, extension);
      if (shorts.add(candidate)) {
        return candidate;
      }
    }
  }

  private static String shortened(String text, int length) {
    StringBuilder plain = new StringBuilder();
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      if (c != ' ' && c != '.' && plain.length() < length) {
        plain.append(isShortCharacter(c) ? c : '_');
      }
    }
    return plain.toString();
  }

  private static List<byte[]> pieces(String name, byte[] shortName) {
    int count = (name.length() + PIECE - 1) / PIECE;
    int sum = FatReader.checksum(shortName, 0);
    List<byte[]> pieces = new ArrayList<>();
    for (int number = count; number >= 1; number--) {
      byte[] piece = new byte[FatGeometry.DIRECTORY_ENTRY];
      Arrays.fill(piece, 1, piece.length, (byte) 0xff);
      piece[0] = (byte) (number == count ? number | LAST_PIECE : number);
      piece[11] = ATTRIBUTE_LONG_NAME;
      piece[12] = 0;
      piece[13] = (byte) sum;
      LittleEndian.put16(piece, 26, 0);
      for (int i = 0; i < PIECE; i++) {
        int at = (number - 1) * PIECE + i;
        if (at <= name.length()) {
          LittleEndian.put16(piece, PLACES[i], at < name.length() ? name.charAt(at) : 0);
        }
      }
      pieces.add(piece);
    }
    return pieces;
  }
}
