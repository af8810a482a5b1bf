package org.tmpfsroot.workbench.shell;

/** How a listing is printed: the value of {@code --format}. */
public enum Format {
  /** For people. */
  TABLE,
  /** For programs: stable keys. */
  JSON
}
