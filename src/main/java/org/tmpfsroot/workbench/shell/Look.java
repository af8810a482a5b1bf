package org.tmpfsroot.workbench.shell;

/** How much a terminal may be made use of. */
public enum Look {
  /** Lines after lines, as a screen reader wants them and a file keeps them. */
  PLAIN,
  /** A moving cursor, no colour. */
  MOVING,
  /** Both. */
  COLOUR
}
