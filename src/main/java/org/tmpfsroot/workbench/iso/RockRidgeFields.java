package org.tmpfsroot.workbench.iso;

import java.io.ByteArrayOutputStream;
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

  /** Flags, length and one byte. */
  private static final int SMALLEST_COMPONENT = 3;

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
    LinkFields fields = new LinkFields();
    if (target.startsWith("/")) {
      fields.addSpecial(8);
    }
    for (String name : target.split("/+")) {
      switch (name) {
        case "" -> {
          // what stands before a leading slash
        }
        case "." -> fields.addSpecial(2);
        case ".." -> fields.addSpecial(4);
        default -> fields.addName(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    return fields.done();
  }

  /**
   * The SL fields of one target. Where it takes more than one, it is cut inside of a name:
   * libarchive loses the slash between two names when they are in different fields.
   */
  private static final class LinkFields {
    private final List<byte[]> fields = new ArrayList<>();
    private final ByteArrayOutputStream components = new ByteArrayOutputStream();

    void addSpecial(int flag) {
      if (room() < 2) {
        finish(true);
      }
      components.write(flag);
      components.write(0);
    }

    void addName(byte[] name) {
      int at = 0;
      while (name.length - at > room() - 2 - SMALLEST_COMPONENT) {
        int length = Math.min(room() - 2, name.length - at - 1);
        if (length > 0) {
          components.write(MORE_FOLLOWS);
          components.write(length);
          components.write(name, at, length);
          at += length;
        }
        finish(true);
      }
      components.write(0);
      components.write(name.length - at);
      components.write(name, at, name.length - at);
    }

    List<byte[]> done() {
      finish(false);
      return fields;
    }

    private int room() {
      return LONGEST_PIECE - components.size();
    }

    private void finish(boolean more) {
      byte[] field = field("SL", 5 + components.size());
      field[4] = (byte) (more ? MORE_FOLLOWS : 0);
      System.arraycopy(components.toByteArray(), 0, field, 5, components.size());
      fields.add(field);
      components.reset();
    }
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
