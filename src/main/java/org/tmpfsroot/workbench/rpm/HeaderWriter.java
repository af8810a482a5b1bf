package org.tmpfsroot.workbench.rpm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/** Collects entries and writes them as one header, sorted by tag, inside a region. */
final class HeaderWriter {
  private static final int REGION_LENGTH = 16;

  private final SortedMap<Integer, Value> values = new TreeMap<>();

  private record Value(EntryType type, int count, byte[] bytes) {}

  HeaderWriter text(int tag, String text) {
    return put(tag, EntryType.STRING, 1, terminated(List.of(text)));
  }

  /** One text that could be translated. */
  HeaderWriter translatable(int tag, String text) {
    return put(tag, EntryType.I18N_STRING, 1, terminated(List.of(text)));
  }

  /** Nothing is written for an empty list: the format has no empty entries. */
  HeaderWriter texts(int tag, Collection<String> texts) {
    return put(tag, EntryType.STRING_ARRAY, texts.size(), terminated(texts));
  }

  HeaderWriter binary(int tag, byte[] bytes) {
    return put(tag, EntryType.BINARY, bytes.length, bytes);
  }

  HeaderWriter shorts(int tag, long... numbers) {
    return numbers(tag, EntryType.INT16, numbers, (out, n) -> out.putShort((short) n));
  }

  HeaderWriter ints(int tag, long... numbers) {
    return numbers(tag, EntryType.INT32, numbers, (out, n) -> out.putInt((int) n));
  }

  private HeaderWriter numbers(
      int tag, EntryType type, long[] numbers, ObjLongConsumer<ByteBuffer> write) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * type.size());
    for (long number : numbers) {
      write.accept(bytes, number);
    }
    return put(tag, type, numbers.length, bytes.array());
  }

  private HeaderWriter put(int tag, EntryType type, int count, byte[] bytes) {
    if (count > 0) {
      values.put(tag, new Value(type, count, bytes));
    }
    return this;
  }

  private static byte[] terminated(Collection<String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String text : texts) {
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  /** The header, magic first, all of it inside the region {@code regionTag}. */
  byte[] bytes(int regionTag) {
    int count = values.size() + 1;
    ByteBuffer index = ByteBuffer.allocate(values.size() * HeaderReader.ENTRY_LENGTH);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Map.Entry<Integer, Value> entry : values.entrySet()) {
      Value value = entry.getValue();
      while (data.size() % value.type.alignment() != 0) {
        data.write(0);
      }
      putEntry(index, entry.getKey(), value.type, data.size(), value.count);
      data.writeBytes(value.bytes);
    }
    int trailer = data.size();
    ByteBuffer header =
        ByteBuffer.allocate(
            HeaderReader.INTRO_LENGTH
                + count * HeaderReader.ENTRY_LENGTH
                + trailer
                + REGION_LENGTH);
    header.put(HeaderReader.MAGIC).putInt(count).putInt(trailer + REGION_LENGTH);
    putEntry(header, regionTag, EntryType.BINARY, trailer, REGION_LENGTH);
    header.put(index.flip()).put(data.toByteArray());
    putEntry(
        header, regionTag, EntryType.BINARY, -count * HeaderReader.ENTRY_LENGTH, REGION_LENGTH);
    return header.array();
  }

  private static void putEntry(ByteBuffer out, int tag, EntryType type, int offset, int count) {
    out.putInt(tag).putInt(type.number()).putInt(offset).putInt(count);
  }
}
