package org.tmpfsroot.workbench.repository;

import java.util.Arrays;

/** A growing column of numbers. */
final class IntColumn {
  private int[] values;
  private int size;

  IntColumn() {
    this(16);
  }

  IntColumn(int capacity) {
    values = new int[Math.max(4, capacity)];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1) + 4);
    }
    values[size++] = value;
  }

  int get(int place) {
    return values[place];
  }

  void set(int place, int value) {
    values[place] = value;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void truncate(int newSize) {
    size = Math.min(size, newSize);
  }

  void addAll(IntColumn other) {
    if (values.length - size < other.size) {
      values = Arrays.copyOf(values, Math.max(size + other.size, size + (size >> 1)));
    }
    System.arraycopy(other.values, 0, values, size, other.size);
    size += other.size;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
