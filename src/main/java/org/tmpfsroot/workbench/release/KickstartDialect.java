package org.tmpfsroot.workbench.release;

/**
 * What a kickstart or a boot menu has to say differently for a release.
 *
 * @param authselectProfile the profile for local users: {@code minimal}, since authselect 1.5
 *     {@code local}
 * @param grubLinuxCommand how GRUB's EFI build on x86_64 loads a kernel: {@code linuxefi} before it
 *     was folded into {@code linux}
 * @param kdumpAddon whether the installer knows the kdump add-on section
 */
public record KickstartDialect(
    String authselectProfile, String grubLinuxCommand, boolean kdumpAddon) {

  /** The command that loads an initial RAM disk, of the same family. */
  public String grubInitrdCommand() {
    return grubLinuxCommand.equals("linuxefi") ? "initrdefi" : "initrd";
  }
}
