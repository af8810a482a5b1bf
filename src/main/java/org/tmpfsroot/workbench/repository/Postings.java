package org.tmpfsroot.workbench.repository;

import java.util.Arrays;

/**
 * For each number of a string, entries in the order they were given: an inverted index, as two
 * columns.
 */
final class Postings {
  private static final int[] NOTHING = {};

  private final int[] start;
  private final int[] entries;

  private Postings(int[] start, int[] entries) {
    this.start = start;
    this.entries = entries;
  }

  /**
   * @param keys which string each entry belongs to
   * @param values the entries
   * @param keyCount above the largest key
   */
  static Postings of(int[] keys, int[] values, int keyCount) {
    int[] start = new int[keyCount + 1];
    for (int key : keys) {
      start[key + 1]++;
    }
    for (int key = 0; key < keyCount; key++) {
      start[key + 1] += start[key];
    }
    int[] next = Arrays.copyOf(start, keyCount);
    int[] entries = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      entries[next[keys[i]]++] = values[i];
    }
    return new Postings(start, entries);
  }

  /** Nothing for a negative key, which stands for a string that does not exist. */
  int[] get(int key) {
    return has(key) ? Arrays.copyOfRange(entries, start[key], start[key + 1]) : NOTHING;
  }

  boolean has(int key) {
    return key >= 0 && key + 1 < start.length && start[key] < start[key + 1];
  }

  /** All keys that have entries, ascending. */
  int[] keys() {
    int[] keys = new int[start.length];
    int n = 0;
    for (int key = 0; key + 1 < start.length; key++) {
      if (start[key] < start[key + 1]) {
        keys[n++] = key;
      }
    }
    return Arrays.copyOf(keys, n);
  }
}
