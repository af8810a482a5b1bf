package org.tmpfsroot.workbench.fault;

import java.util.Locale;

/** One thing that is looked at before anything is built; the constants of an enum. */
public interface Check {
  /** The constant's name. */
  String name();

  /** How bad it is when it is not as it should be. */
  Finding.Severity severity();

  /** What it looks for, in one sentence without a full stop. */
  String about();

  /** As typed and shown: {@code disk-too-small}. */
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** That this is so, there. */
  default Finding at(String place, String text, String next) {
    return new Finding(severity(), id(), text, place, next);
  }
}
