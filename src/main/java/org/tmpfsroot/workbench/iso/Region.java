package org.tmpfsroot.workbench.iso;

import java.util.List;

/**
 * A stretch of an image that is one thing.
 *
 * @param before how many bytes of that thing stand elsewhere, before these
 * @param structure as in {@link BytePlace}
 * @param path as in {@link BytePlace}
 */
record Region(Extent extent, long before, String structure, String path, Fields fields) {

  /** The fields of a stretch; the first one that holds a byte counts. */
  interface Fields {
    Fields NONE = bytes -> List.of();

    /**
     * @param bytes the whole stretch
     */
    List<Field> in(byte[] bytes);
  }

  /**
   * A field.
   *
   * @param offset from the beginning of the stretch
   */
  record Field(String name, int offset, int length) {
    boolean holds(long within) {
      return within >= offset && within < offset + (long) length;
    }
  }

  static Region of(long offset, long length, String structure, Fields fields) {
    return new Region(new Extent(offset, length), 0, structure, "", fields);
  }

  Region about(String newPath) {
    return new Region(extent, before, structure, newPath, fields);
  }

  boolean holds(long offset) {
    return offset >= extent.offset() && offset < extent.end();
  }

  BytePlace at(long offset, ImageFile file) {
    long within = offset - extent.offset();
    List<Field> known =
        fields == Fields.NONE
            ? List.of()
            : fields.in(file.bytes(extent.offset(), Math.toIntExact(extent.length())));
    for (Field field : known) {
      if (field.holds(within)) {
        return new BytePlace(
            structure,
            path,
            before + within,
            field.name(),
            new Extent(extent.offset() + field.offset(), field.length()));
      }
    }
    return new BytePlace(structure, path, before + within, "", new Extent(offset, 1));
  }
}
