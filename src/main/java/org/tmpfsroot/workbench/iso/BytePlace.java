package org.tmpfsroot.workbench.iso;

/**
 * What a byte of an image belongs to.
 *
 * @param structure what that is: {@code file}, {@code directory record of}, {@code GPT header}
 * @param path the file or directory it is about, as the image names it; empty when it is about none
 * @param within how many bytes of that come before it
 * @param field which of its fields, in words; empty when that is not known
 * @param value where that field is in the image, and the byte alone when the field is not known
 */
public record BytePlace(String structure, String path, long within, String field, Extent value) {

  /** For people: {@code the size in the directory record of EFI/BOOT}. */
  public String inWords() {
    String thing = "the " + structure + (path.isEmpty() ? "" : " " + path);
    return field.isEmpty() ? thing : "the " + field + " in " + thing;
  }
}
