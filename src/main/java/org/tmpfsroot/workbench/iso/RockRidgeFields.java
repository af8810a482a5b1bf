package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the system use fields of RRIP 1.10 and SUSP 1.12 for one directory record. */
final class RockRidgeFields {
  static final int CONTINUATION = 28;

  private static final int LONGEST_PIECE = 250;
  private static final int MODE_DIRECTORY = 0040755;
  private static final int MODE_FILE = 0100644;
  private static final int MODE_EXECUTABLE = 0100755;
  private static final int MODE_LINK = 0120777;
  private static final int DATES_MODIFY_ACCESS_ATTRIBUTES = 0x0e;
  private static final int MORE_FOLLOWS = 1;

  private final Instant timestamp;

  RockRidgeFields(Instant timestamp) {
    this.timestamp = timestamp;
  }

  /** For a name in its parent's directory. */
  List<byte[]> named(TreeNode node) {
    List<byte[]> fields = attributes(node);
    byte[] name = node.name().getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < name.length; at += LONGEST_PIECE) {
      int end = Math.min(name.length, at + LONGEST_PIECE);
      byte[] field = field("NM", 5 + end - at);
      field[4] = (byte) (end < name.length ? MORE_FOLLOWS : 0);
      System.arraycopy(name, at, field, 5, end - at);
      fields.add(field);
    }
    if (node.what() instanceof IsoTree.Node.Link link) {
      fields.addAll(target(link.target()));
    }
    return fields;
  }

  /** For the entries a directory has for itself and for its parent. */
  List<byte[]> attributes(TreeNode node) {
    byte[] posix = field("PX", 36);
    putBoth(posix, 4, mode(node));
    putBoth(posix, 12, links(node));
    byte[] dates = field("TF", 5 + 3 * IsoDates.SHORT_LENGTH);
    dates[4] = DATES_MODIFY_ACCESS_ATTRIBUTES;
    for (int i = 0; i < 3; i++) {
      IsoDates.putShort(dates, 5 + i * IsoDates.SHORT_LENGTH, timestamp);
    }
    return new ArrayList<>(List.of(posix, dates));
  }

  /** For the entry the root has for itself, which announces the protocol. */
  List<byte[]> root(TreeNode root) {
    byte[] announcement = field("SP", 7);
    announcement[4] = (byte) 0xbe;
    announcement[5] = (byte) 0xef;
    List<byte[]> fields = new ArrayList<>();
    fields.add(announcement);
    fields.addAll(attributes(root));
    fields.add(extensionReference());
    return fields;
  }

  /** The texts RRIP 1.10 (section 4.3) prescribes. */
  private static byte[] extensionReference() {
    String id = "RRIP_1991A";
    String description =
        "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS";
    String source =
        "PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER IDENTIFIER IN"
            + " PRIMARY VOLUME DESCRIPTOR FOR CONTACT INFORMATION.";
    byte[] text = (id + description + source).getBytes(StandardCharsets.US_ASCII);
    byte[] field = field("ER", 8 + text.length);
    field[4] = (byte) id.length();
    field[5] = (byte) description.length();
    field[6] = (byte) source.length();
    field[7] = 1;
    System.arraycopy(text, 0, field, 8, text.length);
    return field;
  }

  private static List<byte[]> target(String target) {
    List<byte[]> fields = new ArrayList<>();
    byte[] room = new byte[LONGEST_PIECE];
    int used = 0;
    for (byte[] component : components(target)) {
      if (used + component.length > room.length) {
        fields.add(link(room, used, true));
        used = 0;
      }
      System.arraycopy(component, 0, room, used, component.length);
      used += component.length;
    }
    fields.add(link(room, used, false));
    return fields;
  }

  /** Flags, length and bytes of each component; long names in pieces that say they go on. */
  private static List<byte[]> components(String target) {
    List<byte[]> components = new ArrayList<>();
    if (target.startsWith("/")) {
      components.add(new byte[] {8, 0});
    }
    for (String name : target.split("/+")) {
      switch (name) {
        case "" -> {
          // what stands before a leading slash
        }
        case "." -> components.add(new byte[] {2, 0});
        case ".." -> components.add(new byte[] {4, 0});
        default -> {
          byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
          for (int at = 0; at < bytes.length; at += LONGEST_PIECE - 2) {
            int length = Math.min(bytes.length - at, LONGEST_PIECE - 2);
            byte[] component = new byte[2 + length];
            component[0] = (byte) (at + length < bytes.length ? MORE_FOLLOWS : 0);
            component[1] = (byte) length;
            System.arraycopy(bytes, at, component, 2, length);
            components.add(component);
          }
        }
      }
    }
    return components;
  }

  private static byte[] link(byte[] components, int length, boolean more) {
    byte[] field = field("SL", 5 + length);
    field[4] = (byte) (more ? MORE_FOLLOWS : 0);
    System.arraycopy(components, 0, field, 5, length);
    return field;
  }

  /** Where the fields that do not fit go on. */
  static byte[] continuation(long block, int offset, int length) {
    byte[] field = field("CE", CONTINUATION);
    putBoth(field, 4, block);
    putBoth(field, 12, offset);
    putBoth(field, 20, length);
    return field;
  }

  static int length(List<byte[]> fields) {
    return fields.stream().mapToInt(field -> field.length).sum();
  }

  private static int mode(TreeNode node) {
    if (node.what() instanceof IsoTree.Node.File file) {
      return file.executable() ? MODE_EXECUTABLE : MODE_FILE;
    }
    return node.isDirectory() ? MODE_DIRECTORY : MODE_LINK;
  }

  private static long links(TreeNode node) {
    return node.isDirectory()
        ? 2 + node.children().stream().filter(TreeNode::isDirectory).count()
        : 1;
  }

  private static byte[] field(String signature, int length) {
    byte[] field = new byte[length];
    field[0] = (byte) signature.charAt(0);
    field[1] = (byte) signature.charAt(1);
    field[2] = (byte) length;
    field[3] = 1;
    return field;
  }

  /** A number in both byte orders (ECMA-119 7.3.3). */
  static void putBoth(byte[] bytes, int at, long value) {
    LittleEndian.put32(bytes, at, value);
    LittleEndian.put32(bytes, at + 4, Integer.reverseBytes((int) value));
  }

  /** A prefix of {@code fields} that fits into {@code room}, with what is left of it. */
  static int howManyFit(List<byte[]> fields, int room) {
    int used = 0;
    int count = 0;
    while (count < fields.size() && used + fields.get(count).length <= room) {
      used += fields.get(count).length;
      count++;
    }
    return count;
  }

  static byte[] join(List<byte[]> fields) {
    byte[] joined = new byte[length(fields)];
    int at = 0;
    for (byte[] field : fields) {
      System.arraycopy(field, 0, joined, at, field.length);
      at += field.length;
    }
    return Arrays.copyOf(joined, at);
  }
}
