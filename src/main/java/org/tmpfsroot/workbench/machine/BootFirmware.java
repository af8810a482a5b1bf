package org.tmpfsroot.workbench.machine;

/** What a machine starts with. */
public enum BootFirmware {
  /** SeaBIOS, which comes with QEMU. */
  BIOS,
  /** OVMF, with variables of its own that are forgotten afterwards. */
  UEFI
}
