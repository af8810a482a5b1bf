package org.tmpfsroot.workbench.iso;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.iso.Region.Field;

/** The fields of the structures of fixed form, as the standards number their bytes. */
final class FieldTables {
  private static final int DIRECTORY_FIXED = 33;
  private static final Map<String, List<Field>> ROCK_RIDGE =
      Map.of(
          "PX",
          List.of(
              new Field("mode", 4, 8),
              new Field("number of links", 12, 8),
              new Field("owner", 20, 8),
              new Field("group", 28, 8),
              new Field("serial number", 36, 8)),
          "TF",
          List.of(new Field("dates", 5, 250)),
          "NM",
          List.of(new Field("name", 5, 250)),
          "SL",
          List.of(new Field("link target", 5, 250)),
          "CE",
          List.of(new Field("place of more fields", 4, 24)));

  private FieldTables() {}

  /** A primary or Joliet volume descriptor (ECMA-119 8.4, 8.5). */
  static List<Field> volumeDescriptor(byte[] bytes) {
    return List.of(
        new Field("type", 0, 1),
        new Field("identifier", 1, 5),
        new Field("version", 6, 1),
        new Field("flags", 7, 1),
        new Field("system id", 8, 32),
        new Field("volume id", 40, 32),
        new Field("number of blocks", 80, 8),
        new Field("escape sequences", 88, 32),
        new Field("number of volumes", 120, 4),
        new Field("number of this volume", 124, 4),
        new Field("block size", 128, 4),
        new Field("length of the path table", 132, 8),
        new Field("block of the path table, little-endian", 140, 4),
        new Field("block of the second path table, little-endian", 144, 4),
        new Field("block of the path table, big-endian", 148, 4),
        new Field("block of the second path table, big-endian", 152, 4),
        new Field("record of the root directory", 156, 34),
        new Field("volume set id", 190, 128),
        new Field("publisher", 318, 128),
        new Field("preparer", 446, 128),
        new Field("application", 574, 128),
        new Field("copyright file", 702, 37),
        new Field("abstract file", 739, 37),
        new Field("bibliography file", 776, 37),
        new Field("date of creation", 813, 17),
        new Field("date of modification", 830, 17),
        new Field("date of expiry", 847, 17),
        new Field("date of effect", 864, 17),
        new Field("file structure version", 881, 1),
        new Field("digest for the media check", 883, 512));
  }

  /** The boot record (El Torito 1.0, figure 7). */
  static List<Field> bootRecord(byte[] bytes) {
    return List.of(
        new Field("identifier", 1, 5),
        new Field("boot system id", 7, 32),
        new Field("block of the boot catalogue", 71, 4));
  }

  /** The boot catalogue's entry of validation (El Torito 1.0, figure 2). */
  static List<Field> validationEntry(byte[] bytes) {
    return List.of(
        new Field("header id", 0, 1),
        new Field("platform", 1, 1),
        new Field("manufacturer", 4, 24),
        new Field("checksum", 28, 2),
        new Field("key bytes", 30, 2));
  }

  /** An entry of the boot catalogue, or the header of a section (figures 3 to 5). */
  static List<Field> bootEntry(byte[] bytes) {
    int indicator = LittleEndian.u8(bytes, 0);
    return indicator == 0x90 || indicator == 0x91
        ? List.of(
            new Field("indicator", 0, 1),
            new Field("platform", 1, 1),
            new Field("number of entries", 2, 2),
            new Field("section id", 4, 28))
        : List.of(
            new Field("indicator", 0, 1),
            new Field("emulation", 1, 1),
            new Field("load segment", 2, 2),
            new Field("system type", 4, 1),
            new Field("number of sectors loaded", 6, 2),
            new Field("block of the boot image", 8, 4),
            new Field("selection criteria", 12, 20));
  }

  /** The first sector of a disk (UEFI specification 5.2). */
  static List<Field> mbr(byte[] bytes) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("boot code", 0, 440));
    fields.add(new Field("disk signature", 440, 4));
    for (int i = 0; i < 4; i++) {
      int at = 446 + 16 * i;
      String of = " of partition " + (i + 1);
      fields.add(new Field("boot flag" + of, at, 1));
      fields.add(new Field("first sector (CHS)" + of, at + 1, 3));
      fields.add(new Field("type" + of, at + 4, 1));
      fields.add(new Field("last sector (CHS)" + of, at + 5, 3));
      fields.add(new Field("first sector" + of, at + 8, 4));
      fields.add(new Field("number of sectors" + of, at + 12, 4));
    }
    fields.add(new Field("signature", 510, 2));
    return fields;
  }

  /** The header of a GPT (UEFI specification 5.3.2). */
  static List<Field> gptHeader(byte[] bytes) {
    return List.of(
        new Field("signature", 0, 8),
        new Field("revision", 8, 4),
        new Field("header length", 12, 4),
        new Field("checksum of the header", 16, 4),
        new Field("own sector", 24, 8),
        new Field("sector of the other header", 32, 8),
        new Field("first usable sector", 40, 8),
        new Field("last usable sector", 48, 8),
        new Field("disk id", 56, 16),
        new Field("first sector of the entries", 72, 8),
        new Field("number of entries", 80, 4),
        new Field("length of an entry", 84, 4),
        new Field("checksum of the entries", 88, 4));
  }

  /** An entry of a GPT (UEFI specification 5.3.3). */
  static List<Field> gptEntry(byte[] bytes) {
    return List.of(
        new Field("type", 0, 16),
        new Field("id", 16, 16),
        new Field("first sector", 32, 8),
        new Field("last sector", 40, 8),
        new Field("attributes", 48, 8),
        new Field("name", 56, 72));
  }

  /** An entry of a path table (ECMA-119 9.4). */
  static List<Field> pathTableEntry(byte[] bytes) {
    return List.of(
        new Field("length of the name", 0, 1),
        new Field("length of the extended attributes", 1, 1),
        new Field("block", 2, 4),
        new Field("number of the parent", 6, 2),
        new Field("name", 8, LittleEndian.u8(bytes, 0)));
  }

  /** A directory record (ECMA-119 9.1) with the system use fields in it. */
  static List<Field> directoryRecord(byte[] bytes) {
    int name = LittleEndian.u8(bytes, 32);
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("length of the record", 0, 1));
    fields.add(new Field("length of the extended attributes", 1, 1));
    fields.add(new Field("first block", 2, 8));
    fields.add(new Field("size", 10, 8));
    fields.add(new Field("date", 18, 7));
    fields.add(new Field("flags", 25, 1));
    fields.add(new Field("interleaving", 26, 2));
    fields.add(new Field("number of the volume", 28, 4));
    fields.add(new Field("length of the name", 32, 1));
    fields.add(new Field("name", DIRECTORY_FIXED, name));
    int use = DIRECTORY_FIXED + name + (name % 2 == 0 ? 1 : 0);
    fields.addAll(systemUse(bytes, use));
    return fields;
  }

  /** The system use fields from {@code from} on (SUSP 1.12, RRIP 1.12). */
  static List<Field> systemUse(byte[] bytes, int from) {
    List<Field> fields = new ArrayList<>();
    int length;
    for (int at = from; at + 4 <= bytes.length; at += length) {
      length = LittleEndian.u8(bytes, at + 2);
      if (length < 4 || at + length > bytes.length) {
        break;
      }
      String signature = "" + (char) LittleEndian.u8(bytes, at) + (char) bytes[at + 1];
      for (Field known : ROCK_RIDGE.getOrDefault(signature, List.of())) {
        int room = Math.min(known.length(), length - known.offset());
        if (room > 0) {
          fields.add(new Field("Rock Ridge " + known.name(), at + known.offset(), room));
        }
      }
      fields.add(new Field("Rock Ridge field " + signature, at, length));
    }
    return fields;
  }

  /** The boot sector of a FAT file system (Microsoft's FAT specification 1.03, BPB). */
  static List<Field> fatBootSector(byte[] bytes) {
    return List.of(
        new Field("jump", 0, 3),
        new Field("name of the maker", 3, 8),
        new Field("sector length", 11, 2),
        new Field("sectors in a cluster", 13, 1),
        new Field("number of reserved sectors", 14, 2),
        new Field("number of tables", 16, 1),
        new Field("number of root entries", 17, 2),
        new Field("number of sectors", 19, 2),
        new Field("medium", 21, 1),
        new Field("length of a table", 22, 2),
        new Field("sectors in a track", 24, 2),
        new Field("number of heads", 26, 2),
        new Field("number of hidden sectors", 28, 4),
        new Field("number of sectors", 32, 4),
        new Field("serial number", 39, 4),
        new Field("label", 43, 11),
        new Field("file system type", 54, 8),
        new Field("boot code", 62, 448),
        new Field("signature", 510, 2));
  }

  /** An entry of a FAT directory. */
  static List<Field> fatEntry(byte[] bytes) {
    return List.of(
        new Field("name", 0, 11),
        new Field("attributes", 11, 2),
        new Field("date of creation", 13, 5),
        new Field("date of access", 18, 2),
        new Field("first cluster", 20, 2),
        new Field("date of change", 22, 4),
        new Field("first cluster", 26, 2),
        new Field("size", 28, 4));
  }
}
