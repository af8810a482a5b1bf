package org.tmpfsroot.workbench.download;

/** Whether a file is still where it should be, as far as can be told without fetching it. */
public enum Presence {
  /** One source has it: a local file with the right digest, or a remote one of the right size. */
  WHOLE,
  /** What the sources have is another file. */
  ANOTHER_FILE,
  /** The sources answer that they do not have it. */
  GONE,
  /** No source could be asked. */
  UNREACHABLE
}
