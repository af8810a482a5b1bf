package org.tmpfsroot.workbench.rpm;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the "new ASCII" cpio archive of a payload (magic {@code 070701} and {@code 070702}) and
 * rpm's own short form of it (magic {@code 07070X} and a number in the header's file list), which
 * leaves sizes and names to the header and so has room for files over 4 GiB.
 */
final class CpioReader {
  private static final String TRAILER = "TRAILER!!!";
  private static final int MAGIC_LENGTH = 6;
  private static final int FIELD_LENGTH = 8;
  private static final int FIELDS = 13;
  private static final int SIZE_FIELD = 6;
  private static final int NAME_LENGTH_FIELD = 11;
  private static final int LONGEST_NAME = 8192;
  private static final int ALIGNMENT = 4;

  private final InputStream in;
  private long position;

  CpioReader(InputStream in) {
    this.in = in;
  }

  /** What stands before a file's content. */
  sealed interface Member {
    /** A full header. */
    record Named(String name, long size) implements Member {}

    /** The short form: the file's place in the header's list. */
    record Numbered(long number) implements Member {}

    /** The archive ends here. */
    record End() implements Member {}
  }

  /** Reads the next header; the content of the one before must have been read or skipped. */
  Member next() throws IOException {
    align();
    String magic = text(MAGIC_LENGTH);
    return switch (magic) {
      case "070701", "070702" -> named();
      case "07070X" -> {
        Member member = new Member.Numbered(hex(text(FIELD_LENGTH), 0));
        align();
        yield member;
      }
      default -> throw new IOException("its payload is not a cpio archive");
    };
  }

  private Member named() throws IOException {
    String fields = text(FIELDS * FIELD_LENGTH);
    long nameLength = hex(fields, NAME_LENGTH_FIELD);
    if (nameLength < 1 || nameLength > LONGEST_NAME) {
      throw new IOException("a file name in its payload is longer than any file system allows");
    }
    byte[] name = bytes((int) nameLength);
    align();
    if (name[name.length - 1] != 0) {
      throw new IOException("a file name in its payload has no end");
    }
    String text = Header.decode(name, 0, name.length - 1);
    return text.equals(TRAILER)
        ? new Member.End()
        : new Member.Named(text, hex(fields, SIZE_FIELD));
  }

  /** Reads content of the present member. */
  int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    if (n < 0) {
      throw new EOFException("its payload ends in the middle");
    }
    position += n;
    return n;
  }

  private static long hex(String fields, int field) throws IOException {
    String digits = fields.substring(field * FIELD_LENGTH, (field + 1) * FIELD_LENGTH);
    try {
      return Long.parseUnsignedLong(digits, 16);
    } catch (NumberFormatException e) {
      throw new IOException("a number in its payload is none", e);
    }
  }

  private void align() throws IOException {
    bytes((int) (-position & (ALIGNMENT - 1)));
  }

  private String text(int length) throws IOException {
    return new String(bytes(length), StandardCharsets.ISO_8859_1);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("its payload ends in the middle");
    }
    position += length;
    return bytes;
  }
}
