package org.tmpfsroot.workbench.rpm;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * One header of a package file, the signature header or the main one: typed values by tag. Made by
 * {@link HeaderReader}, which has checked that every value lies inside the data.
 */
final class Header {

  /**
   * Where an entry's values are.
   *
   * @param length bytes they take
   */
  record Entry(EntryType type, int offset, int count, int length) {}

  private final String packageName;
  private final Map<Integer, Entry> entries;
  private final byte[] data;

  Header(String packageName, Map<Integer, Entry> entries, byte[] data) {
    this.packageName = packageName;
    this.entries = new HashMap<>(entries);
    this.data = data;
  }

  /** The failure of a package whose values contradict each other or the format. */
  Fault damaged(String why) {
    return damaged(packageName, why);
  }

  static Fault damaged(String packageName, String why) {
    return Fault.world(
        "cannot read the package " + packageName, why, "fetch it again or from another mirror");
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** The text, or the first of several (the one that is not translated). */
  Optional<String> text(int tag) {
    return entry(tag)
        .map(
            entry -> {
              if (!entry.type().isText() || entry.count() == 0) {
                throw wrongType(tag);
              }
              return string(entry.offset());
            });
  }

  List<String> texts(int tag) {
    Optional<Entry> found = entry(tag);
    if (found.isEmpty()) {
      return List.of();
    }
    Entry entry = found.get();
    if (!entry.type().isText()) {
      throw wrongType(tag);
    }
    List<String> texts = new ArrayList<>(entry.count());
    int at = entry.offset();
    for (int i = 0; i < entry.count(); i++) {
      texts.add(string(at));
      at = endOfString(data, at) + 1;
    }
    return texts;
  }

  Optional<Long> number(int tag) {
    long[] numbers = numbers(tag);
    return numbers.length == 0 ? Optional.empty() : Optional.of(numbers[0]);
  }

  /** Unsigned values; empty when the entry is absent. */
  long[] numbers(int tag) {
    Optional<Entry> found = entry(tag);
    if (found.isEmpty()) {
      return new long[0];
    }
    Entry entry = found.get();
    ByteBuffer values = ByteBuffer.wrap(data, entry.offset(), entry.length());
    long[] numbers = new long[entry.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (entry.type()) {
            case CHAR, INT8 -> values.get() & 0xffL;
            case INT16 -> values.getShort() & 0xffffL;
            case INT32 -> values.getInt() & 0xffff_ffffL;
            case INT64 -> values.getLong();
            default -> throw wrongType(tag);
          };
    }
    return numbers;
  }

  Optional<byte[]> binary(int tag) {
    return entry(tag)
        .map(
            entry -> {
              if (entry.type() != EntryType.BINARY) {
                throw wrongType(tag);
              }
              return Arrays.copyOfRange(data, entry.offset(), entry.offset() + entry.length());
            });
  }

  private Optional<Entry> entry(int tag) {
    return Optional.ofNullable(entries.get(tag));
  }

  private Fault wrongType(int tag) {
    return damaged("its header entry " + tag + " is of the wrong type");
  }

  private String string(int offset) {
    return decode(data, offset, endOfString(data, offset));
  }

  static int endOfString(byte[] data, int from) {
    int end = from;
    while (data[end] != 0) {
      end++;
    }
    return end;
  }

  /** UTF-8, and Latin-1 where it is none: old packages say nothing of their encoding. */
  static String decode(byte[] bytes, int from, int to) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, to - from));
      return text.toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }
}
