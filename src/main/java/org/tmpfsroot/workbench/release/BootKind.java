package org.tmpfsroot.workbench.release;

import java.util.Locale;

/** What boots a release's installer image on a BIOS. */
public enum BootKind {
  /** {@code isolinux/isolinux.bin} with {@code isolinux.cfg}. */
  ISOLINUX,
  /** {@code images/eltorito.img}, reading {@code boot/grub2/grub.cfg}. */
  GRUB;

  static BootKind named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
