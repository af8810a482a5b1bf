package org.tmpfsroot.workbench.rpm;

import java.util.Optional;

/** How a header entry's values are stored; the place in this list is the number in the file. */
enum EntryType {
  NULL(1, 0),
  CHAR(1, 1),
  INT8(1, 1),
  INT16(2, 2),
  INT32(4, 4),
  INT64(8, 8),
  STRING(1, 0),
  BINARY(1, 1),
  STRING_ARRAY(1, 0),
  I18N_STRING(1, 0);

  private final int alignment;
  private final int size;

  EntryType(int alignment, int size) {
    this.alignment = alignment;
    this.size = size;
  }

  static Optional<EntryType> numbered(int number) {
    return number < 0 || number >= values().length
        ? Optional.empty()
        : Optional.of(values()[number]);
  }

  int number() {
    return ordinal();
  }

  /** The offset of its values is a multiple of this. */
  int alignment() {
    return alignment;
  }

  /** Bytes of one value; 0 for text, which ends with a zero byte. */
  int size() {
    return size;
  }

  boolean isText() {
    return this == STRING || this == STRING_ARRAY || this == I18N_STRING;
  }
}
