package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;

/**
 * A name as a directory record holds it.
 *
 * @param space which tree it is in
 * @param directory whether it names a directory, which has neither extension nor version
 */
record Identifier(NameSpace space, String name, String extension, boolean directory)
    implements Comparable<Identifier> {

  /** The trees an image has, each with its own names. */
  enum NameSpace {
    /** ECMA-119 level 3: 31 of the characters A-Z 0-9 _ and one dot. */
    ISO(' '),
    /** Joliet: 64 characters of UCS-2. */
    JOLIET('\0');

    private final char padding;

    NameSpace(char padding) {
      this.padding = padding;
    }
  }

  byte[] bytes() {
    if (space == NameSpace.ISO) {
      String text = directory ? name : name + "." + extension + ";1";
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    String whole = extension.isEmpty() ? name : name + "." + extension;
    return (directory ? whole : whole + ";1").getBytes(StandardCharsets.UTF_16BE);
  }

  /** ECMA-119 9.3: by name, then by extension, the shorter filled up. */
  @Override
  public int compareTo(Identifier other) {
    int byName = compare(name, other.name);
    return byName != 0 ? byName : compare(extension, other.extension);
  }

  private int compare(String a, String b) {
    for (int i = 0; i < Math.max(a.length(), b.length()); i++) {
      char left = i < a.length() ? a.charAt(i) : space.padding;
      char right = i < b.length() ? b.charAt(i) : space.padding;
      if (left != right) {
        return Character.compare(left, right);
      }
    }
    return 0;
  }
}
