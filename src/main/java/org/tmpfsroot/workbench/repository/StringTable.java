package org.tmpfsroot.workbench.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * Strings by number, kept as UTF-8 in one block: a million of them would otherwise be two million
 * objects. Those that were interned can be found again. Immutable and safe for several threads.
 */
final class StringTable {
  private final byte[] bytes;
  private final int[] ends;
  private final int[] slots;
  private final @Nullable String[] decoded;

  private StringTable(byte[] bytes, int[] ends, int[] slots) {
    this.bytes = bytes;
    this.ends = ends;
    this.slots = slots;
    this.decoded = new String[ends.length];
  }

  static StringTable read(Columns.Reader in) {
    return new StringTable(in.bytes(), in.ints(), in.ints());
  }

  void write(Columns.Writer out) throws IOException {
    out.bytes(bytes);
    out.ints(ends);
    out.ints(slots);
  }

  int size() {
    return ends.length;
  }

  String get(int id) {
    // a race decodes twice, which is harmless: strings are safely published by their final fields
    String known = decoded[id];
    if (known == null) {
      int start = id == 0 ? 0 : ends[id - 1];
      known = new String(bytes, start, ends[id] - start, StandardCharsets.UTF_8);
      decoded[id] = known;
    }
    return known;
  }

  /** Whether the string begins with that ASCII character. */
  boolean startsWith(int id, char first) {
    int start = id == 0 ? 0 : ends[id - 1];
    return start < ends[id] && bytes[start] == first;
  }

  /** Whether the string begins with those bytes of UTF-8. */
  boolean startsWith(int id, byte[] first) {
    int start = id == 0 ? 0 : ends[id - 1];
    int end = start + first.length;
    return end <= ends[id] && Arrays.equals(bytes, start, end, first, 0, first.length);
  }

  /** Orders two of them from the last to the first, by their bytes. */
  int compareDescending(int one, int other) {
    int start = one == 0 ? 0 : ends[one - 1];
    int otherStart = other == 0 ? 0 : ends[other - 1];
    return Arrays.compareUnsigned(bytes, otherStart, ends[other], bytes, start, ends[one]);
  }

  /** Number of an interned string, or -1. */
  int find(String wanted) {
    int mask = slots.length - 1;
    byte[] utf8 = wanted.getBytes(StandardCharsets.UTF_8);
    for (int slot = spread(wanted.hashCode()) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int id = slots[slot] - 1;
      int start = id == 0 ? 0 : ends[id - 1];
      if (Arrays.equals(bytes, start, ends[id], utf8, 0, utf8.length)) {
        return id;
      }
    }
    return -1;
  }

  /** Spreads a hash over the low bits, which choose the slot. */
  static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  /** Collects strings. For one thread. */
  static final class Builder {
    private static final int MOST_BYTES = 1 << 30;

    private @Nullable String[] strings = new String[1 << 12];
    private int size;
    private int[] slots = new int[1 << 14];
    private int interned;
    private long length;

    /** Number of the string; the same for equal ones. */
    int intern(String string) {
      int mask = slots.length - 1;
      int slot = spread(string.hashCode()) & mask;
      while (slots[slot] != 0) {
        int id = slots[slot] - 1;
        if (string.equals(strings[id])) {
          return id;
        }
        slot = (slot + 1) & mask;
      }
      int id = add(string);
      slots[slot] = id + 1;
      if (++interned * 2 > slots.length) {
        grow();
      }
      return id;
    }

    /** A number for a string that nobody will look for and that hardly repeats. */
    int add(String string) {
      length += string.length();
      if (length > MOST_BYTES) {
        throw Fault.world(
            "cannot hold the repositories' metadata",
            "its texts are larger than " + (MOST_BYTES >> 20) + " MiB",
            "use fewer repositories");
      }
      if (size == strings.length) {
        strings = Arrays.copyOf(strings, size * 2);
      }
      strings[size] = string;
      return size++;
    }

    String get(int id) {
      String string = strings[id];
      if (string == null) {
        throw new IndexOutOfBoundsException(id);
      }
      return string;
    }

    int size() {
      return size;
    }

    private void grow() {
      int[] larger = new int[slots.length * 2];
      int mask = larger.length - 1;
      for (int entry : slots) {
        if (entry != 0) {
          int slot = spread(get(entry - 1).hashCode()) & mask;
          while (larger[slot] != 0) {
            slot = (slot + 1) & mask;
          }
          larger[slot] = entry;
        }
      }
      slots = larger;
    }

    StringTable build() {
      byte[] bytes = new byte[(int) Math.min(Integer.MAX_VALUE - 8, length + 16)];
      int[] ends = new int[size];
      int end = 0;
      for (int id = 0; id < size; id++) {
        byte[] utf8 = get(id).getBytes(StandardCharsets.UTF_8);
        if (end + utf8.length > bytes.length) {
          bytes = Arrays.copyOf(bytes, bytes.length + (bytes.length >> 2) + utf8.length);
        }
        System.arraycopy(utf8, 0, bytes, end, utf8.length);
        end += utf8.length;
        ends[id] = end;
      }
      return new StringTable(bytes.length == end ? bytes : Arrays.copyOf(bytes, end), ends, slots);
    }
  }
}
