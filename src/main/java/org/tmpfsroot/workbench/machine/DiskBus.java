package org.tmpfsroot.workbench.machine;

/** How a disk is attached; the name that Linux gives to the first one. */
public enum DiskBus {
  /** {@code sda}, on a virtio SCSI controller. */
  SCSI,
  /** {@code vda}. */
  VIRTIO,
  /** {@code nvme0n1}. */
  NVME
}
