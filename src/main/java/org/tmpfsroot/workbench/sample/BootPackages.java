package org.tmpfsroot.workbench.sample;

import java.util.List;

/** Stand-ins for the kernel, the boot loaders and the tools an installer needs. */
final class BootPackages {
  private static final String DIST = ".fc44";
  private static final String KERNEL = "6.19.12-300" + DIST;
  private static final String GRUB = "1:2.12-57" + DIST;
  private static final String UNAME = KERNEL + ".x86_64";

  private BootPackages() {}

  static List<StandIn> packages() {
    return List.of(
        StandIn.of("kernel-" + KERNEL + ".x86_64", "The Linux kernel")
            .provides("installonlypkg(kernel)")
            .requires("kernel-core-uname-r = " + UNAME, "kernel-modules-uname-r = " + UNAME),
        StandIn.of("kernel-core-" + KERNEL + ".x86_64", "The kernel's image")
            .provides("kernel-core-uname-r = " + UNAME, "installonlypkg(kernel)")
            .requiresFirst("coreutils", "systemd >= 254", "dracut")
            .requires("kernel-modules-core-uname-r = " + UNAME)
            .requires("(linux-firmware >= 20150904 if linux-firmware)")
            .text("/usr/lib/modules/" + UNAME + "/vmlinuz", "a stand-in of the sample mirror\n")
            .text("/usr/lib/modules/" + UNAME + "/config", "CONFIG_TMPFS=y\n"),
        modules("kernel-modules-core").requires("kmod"),
        modules("kernel-modules").requires("kernel-modules-core-uname-r = " + UNAME),
        StandIn.of("kmod-34.2-4" + DIST + ".x86_64", "Programs for kernel modules")
            .requires("libc.so.6(GLIBC_2.34)(64bit)")
            .programs("/usr/bin/kmod", "/usr/bin/modprobe"),
        StandIn.of("dracut-110-2" + DIST + ".x86_64", "Makes the initial RAM disk")
            .requires("bash >= 4", "coreutils", "util-linux", "/usr/bin/kmod")
            .requires("(systemd-udev if systemd)")
            .programs("/usr/bin/dracut"),
        grub("grub2-common", "noarch").directories("/boot/grub2"),
        grub("grub2-tools-minimal", "x86_64")
            .requires("grub2-common = " + GRUB, "libc.so.6(GLIBC_2.34)(64bit)")
            .programs("/usr/bin/grub2-editenv", "/usr/bin/grub2-mkpasswd-pbkdf2"),
        grub("grub2-tools", "x86_64")
            .requires("grub2-common = " + GRUB, "grub2-tools-minimal = " + GRUB)
            .programs("/usr/bin/grub2-install", "/usr/bin/grub2-mkconfig"),
        grub("grub2-tools-extra", "x86_64")
            .requires("grub2-common = " + GRUB, "grub2-tools-minimal = " + GRUB)
            .programs("/usr/bin/grub2-mkrescue"),
        StandIn.of("grubby-8.40-85" + DIST + ".x86_64", "Changes boot entries")
            .requires("grub2-tools-minimal", "bash")
            .programs("/usr/sbin/grubby"),
        grub("grub2-efi-x64", "x86_64")
            .provides("grub2-efi = " + GRUB, "bootloader(efi)")
            .requires("grub2-common = " + GRUB, "grub2-tools-minimal >= " + GRUB)
            .text("/boot/efi/EFI/fedora/grubx64.efi", "a stand-in of the sample mirror\n"),
        grub("grub2-pc", "x86_64")
            .provides("bootloader(bios)")
            .requires("grub2-tools = " + GRUB, "grub2-pc-modules = " + GRUB),
        grub("grub2-pc-modules", "noarch")
            .requires("grub2-common = " + GRUB)
            .text("/usr/lib/grub/i386-pc/normal.mod", "a stand-in of the sample mirror\n"),
        StandIn.of("shim-x64-16.1-5.x86_64", "The first boot loader of EFI firmware")
            .provides("shim = 16.1-5")
            .text("/boot/efi/EFI/BOOT/BOOTX64.EFI", "a stand-in of the sample mirror\n")
            .text("/boot/efi/EFI/fedora/shimx64.efi", "a stand-in of the sample mirror\n"),
        StandIn.of("efibootmgr-18-11" + DIST + ".x86_64", "Changes the firmware's boot order")
            .programs("/usr/bin/efibootmgr"),
        StandIn.of("e2fsprogs-1.47.4-1" + DIST + ".x86_64", "Programs for ext4")
            .programs("/usr/bin/mkfs.ext4", "/usr/bin/e2fsck", "/usr/bin/tune2fs"),
        StandIn.of("btrfs-progs-6.19.1-1" + DIST + ".x86_64", "Programs for btrfs")
            .programs("/usr/bin/btrfs", "/usr/bin/mkfs.btrfs"),
        StandIn.of("dosfstools-4.2-17" + DIST + ".x86_64", "Programs for FAT")
            .programs("/usr/bin/mkfs.vfat", "/usr/bin/fsck.vfat"),
        StandIn.of("kbd-2.9.0-3" + DIST + ".x86_64", "Keyboard maps and console fonts")
            .requires("kbd-misc = 2.9.0-3" + DIST)
            .programs("/usr/bin/loadkeys", "/usr/bin/setfont"),
        StandIn.of("kbd-misc-2.9.0-3" + DIST + ".noarch", "The maps and fonts")
            .text("/usr/lib/kbd/keymaps/xkb/us.map", "keymaps 0\n"),
        StandIn.of("authselect-1.7.0-1" + DIST + ".x86_64", "Chooses how users are checked")
            .requires("coreutils", "/usr/bin/sh")
            .programs("/usr/bin/authselect"));
  }

  private static StandIn modules(String name) {
    return StandIn.of(name + "-" + KERNEL + ".x86_64", "Modules of the kernel")
        .provides(name + "-uname-r = " + UNAME, "installonlypkg(kernel-module)")
        .text("/usr/lib/modules/" + UNAME + "/" + name + ".list", "tmpfs\n");
  }

  private static StandIn grub(String name, String arch) {
    return StandIn.of(name + "-" + GRUB + "." + arch, "A part of the GRUB boot loader");
  }
}
