package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.io.Serial;

/** Why bytes are not a whole FAT file system. */
final class FatDamage extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  FatDamage(String why) {
    super(why);
  }
}
