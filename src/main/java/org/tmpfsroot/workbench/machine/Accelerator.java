package org.tmpfsroot.workbench.machine;

/** Who carries out the machine's instructions. */
public enum Accelerator {
  /** The processor where a short trial shows that it can, else QEMU. */
  AUTO,
  /** The processor. */
  KVM,
  /** QEMU: everywhere, and ten times slower. */
  TCG
}
