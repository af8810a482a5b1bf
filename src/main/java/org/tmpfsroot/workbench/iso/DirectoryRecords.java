package org.tmpfsroot.workbench.iso;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The records of one directory (ECMA-119 9.1), none of which crosses a block's end. */
final class DirectoryRecords {
  static final byte[] SELF = {0};
  static final byte[] PARENT = {1};
  static final int FLAG_DIRECTORY = 2;
  static final int FLAG_MORE_EXTENTS = 0x80;

  private static final int LONGEST = 254;
  private static final int FIXED = 33;

  private final Instant timestamp;
  private final ContinuationArea continuation;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  DirectoryRecords(Instant timestamp, ContinuationArea continuation) {
    this.timestamp = timestamp;
    this.continuation = continuation;
  }

  /**
   * @param block where the extent begins, as the record shall say
   * @param fields the system use fields; those without room go to the continuation area
   */
  void add(byte[] identifier, long block, long length, int flags, List<byte[]> fields) {
    byte[] head = record(timestamp, identifier, block, length, flags);
    List<byte[]> here = fields;
    if (head.length + RockRidgeFields.length(fields) > LONGEST) {
      int room = LONGEST - head.length - RockRidgeFields.CONTINUATION;
      int count = RockRidgeFields.howManyFit(fields, room);
      here = new ArrayList<>(fields.subList(0, count));
      here.add(continuation.put(fields.subList(count, fields.size())));
    }
    byte[] use = RockRidgeFields.join(here);
    int whole = head.length + use.length + use.length % 2;
    head[0] = (byte) whole;
    int used = bytes.size() % ImageFile.BLOCK;
    if (used + whole > ImageFile.BLOCK) {
      bytes.writeBytes(new byte[ImageFile.BLOCK - used]);
    }
    bytes.writeBytes(head);
    bytes.writeBytes(use);
    bytes.writeBytes(new byte[use.length % 2]);
  }

  /** A record without system use fields. */
  static byte[] record(Instant timestamp, byte[] identifier, long block, long length, int flags) {
    byte[] record = new byte[FIXED + identifier.length + (identifier.length + 1) % 2];
    record[0] = (byte) record.length;
    RockRidgeFields.putBoth(record, 2, block);
    RockRidgeFields.putBoth(record, 10, length);
    IsoDates.putShort(record, 18, timestamp);
    record[25] = (byte) flags;
    LittleEndian.put16(record, 28, 1);
    LittleEndian.put16(record, 30, 0x100);
    record[32] = (byte) identifier.length;
    System.arraycopy(identifier, 0, record, FIXED, identifier.length);
    return record;
  }

  /** All of them, in whole blocks. */
  byte[] blocks() {
    int used = bytes.size() % ImageFile.BLOCK;
    if (used > 0) {
      bytes.writeBytes(new byte[ImageFile.BLOCK - used]);
    }
    return bytes.toByteArray();
  }
}
