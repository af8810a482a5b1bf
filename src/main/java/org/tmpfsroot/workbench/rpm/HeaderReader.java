package org.tmpfsroot.workbench.rpm;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * Reads one header and checks it as strictly as rpm's {@code hdrblobInit}: magic, counts, the
 * region that holds all entries, and for each entry its type, alignment and place. Counts and
 * lengths are believed only as far as the file is long.
 */
final class HeaderReader {
  static final byte[] MAGIC = {(byte) 0x8e, (byte) 0xad, (byte) 0xe8, 1, 0, 0, 0, 0};
  static final int INTRO_LENGTH = 16;
  static final int ENTRY_LENGTH = 16;

  private static final int REGION_LENGTH = 16;

  /** Which of the two headers is read; each has bounds of its own. */
  enum Kind {
    SIGNATURE("signature header", Tag.REGION_SIGNATURES, 32, 64 << 20),
    MAIN("header", Tag.REGION_IMMUTABLE, 65_535, 256 << 20);

    private final String title;
    private final int regionTag;
    private final int mostEntries;
    private final int mostData;

    Kind(String title, int regionTag, int mostEntries, int mostData) {
      this.title = title;
      this.regionTag = regionTag;
      this.mostEntries = mostEntries;
      this.mostData = mostData;
    }
  }

  private final String packageName;
  private final Kind kind;
  private final int count;
  private final byte[] index;
  private final byte[] data;

  private HeaderReader(String packageName, Kind kind, int count, byte[] index, byte[] data) {
    this.packageName = packageName;
    this.kind = kind;
    this.count = count;
    this.index = index;
    this.data = data;
  }

  /**
   * A header and the bytes it was read from.
   *
   * @param bytes all of it, magic first
   */
  record Read(Header header, byte[] bytes) {}

  /**
   * Reads the header that {@code in} stands at and leaves {@code in} right behind it.
   *
   * @param available bytes left in the file
   * @throws Fault (world) when it is not one
   */
  static Read read(DataInputStream in, long available, String packageName, Kind kind)
      throws IOException {
    byte[] intro = new byte[INTRO_LENGTH];
    try {
      in.readFully(intro);
      ByteBuffer fields = ByteBuffer.wrap(intro);
      byte[] magic = new byte[MAGIC.length];
      fields.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw Header.damaged(packageName, "its " + kind.title + " does not begin as one");
      }
      int count = fields.getInt();
      int length = fields.getInt();
      boolean sane =
          count >= 0 && count <= kind.mostEntries && length >= 0 && length <= kind.mostData;
      if (!sane) {
        throw Header.damaged(
            packageName, "its " + kind.title + " claims more entries or data than any has");
      }
      long total = (long) count * ENTRY_LENGTH + length;
      if (total > available - INTRO_LENGTH) {
        throw new EOFException();
      }
      byte[] bytes = new byte[Math.toIntExact(INTRO_LENGTH + total)];
      System.arraycopy(intro, 0, bytes, 0, INTRO_LENGTH);
      in.readFully(bytes, INTRO_LENGTH, bytes.length - INTRO_LENGTH);
      int dataStart = INTRO_LENGTH + count * ENTRY_LENGTH;
      HeaderReader reader =
          new HeaderReader(
              packageName,
              kind,
              count,
              Arrays.copyOfRange(bytes, INTRO_LENGTH, dataStart),
              Arrays.copyOfRange(bytes, dataStart, bytes.length));
      return new Read(reader.parse(), bytes);
    } catch (EOFException e) {
      throw Header.damaged(packageName, "it ends in the middle of its " + kind.title);
    }
  }

  private Header parse() {
    if (count == 0) {
      throw damaged("is empty");
    }
    ByteBuffer fields = ByteBuffer.wrap(index);
    boolean hasRegion = fields.getInt(0) == kind.regionTag;
    if (hasRegion) {
      checkRegion(fields);
    }
    Map<Integer, Header.Entry> entries = new HashMap<>();
    int end = 0;
    for (int i = hasRegion ? 1 : 0; i < count; i++) {
      int at = i * ENTRY_LENGTH;
      int tag = fields.getInt(at);
      Header.Entry entry =
          entry(
              tag,
              fields.getInt(at + 4),
              fields.getInt(at + 8),
              fields.getInt(at + 12),
              hasRegion ? data.length - REGION_LENGTH : data.length);
      if (entry.offset() < end) {
        throw damaged("has entries that overlap");
      }
      end = entry.offset() + entry.length();
      entries.putIfAbsent(tag, entry);
    }
    return new Header(packageName, entries, data);
  }

  /** The first entry says that all entries and all data belong to the region that is signed. */
  private void checkRegion(ByteBuffer fields) {
    int offset = fields.getInt(8);
    boolean entryFits =
        fields.getInt(4) == EntryType.BINARY.number()
            && fields.getInt(12) == REGION_LENGTH
            && offset >= 0
            && offset == data.length - REGION_LENGTH;
    if (!entryFits) {
      throw damaged("has entries outside its region");
    }
    ByteBuffer trailer = ByteBuffer.wrap(data, offset, REGION_LENGTH);
    int tag = trailer.getInt();
    boolean isOurs = tag == kind.regionTag || (kind == Kind.SIGNATURE && tag == Tag.HEADER_IMAGE);
    boolean trailerFits =
        isOurs
            && trailer.getInt() == EntryType.BINARY.number()
            && trailer.getInt() == -count * ENTRY_LENGTH
            && trailer.getInt() == REGION_LENGTH;
    if (!trailerFits) {
      throw damaged("has entries outside its region");
    }
  }

  private Header.Entry entry(int tag, int typeNumber, int offset, int entryCount, int dataEnd) {
    EntryType type =
        EntryType.numbered(typeNumber)
            .orElseThrow(() -> damaged("has an entry of unknown type " + typeNumber));
    boolean placed =
        tag >= Tag.FIRST_ORDINARY
            && offset >= 0
            && offset <= dataEnd
            && offset % type.alignment() == 0
            && entryCount >= 0
            && entryCount <= dataEnd - offset;
    if (!placed) {
      throw damaged("has an entry outside its data");
    }
    long length =
        type.isText()
            ? textLength(type, offset, entryCount, dataEnd)
            : (long) type.size() * entryCount;
    if (length <= 0 || length > dataEnd - offset) {
      throw damaged("has an entry outside its data");
    }
    return new Header.Entry(type, offset, entryCount, (int) length);
  }

  private int textLength(EntryType type, int offset, int entryCount, int dataEnd) {
    if (type == EntryType.STRING && entryCount != 1) {
      throw damaged("has a text that is several");
    }
    int at = offset;
    for (int i = 0; i < entryCount; i++) {
      while (at < dataEnd && data[at] != 0) {
        at++;
      }
      if (at == dataEnd) {
        throw damaged("has a text without an end");
      }
      at++;
    }
    return at - offset;
  }

  private Fault damaged(String why) {
    return Header.damaged(packageName, "its " + kind.title + " " + why);
  }
}
