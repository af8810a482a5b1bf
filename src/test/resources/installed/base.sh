#!/bin/bash
# base.sh SUITE TAR: what a distribution's packages leave behind in the installed root before our
# kickstart's scripts run, from Debian's packages: bookworm has dracut 059 and systemd 252, trixie
# dracut 106 and systemd 257. Kernel and modules are bookworm's for both, and few.
set -euo pipefail
suite=$1
tar=$2
work=$(mktemp -d "$tar.XXXXXX")
trap 'rm -rf "$work"' EXIT
root=$work/root
packages=(
  systemd systemd-sysv udev dbus libpam-systemd dracut kmod xz-utils e2fsprogs btrfs-progs
  network-manager openssh-server chrony attr libcap2-bin iproute2 grub2-common grub-pc-bin
)
debootstrap --variant=minbase --include="$(
  IFS=,
  echo "${packages[*]}"
)" "$suite" "$root" http://deb.debian.org/debian >"$work/log" 2>&1 || {
  tail -n 20 "$work/log" >&2
  exit 1
}
rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/var/log/*.log \
  "$root"/etc/ssh/ssh_host_* "$root"/usr/lib/grub/i386-pc/*.image
# Debian's goes to boot/grub and looks for its menu there
cat >"$root/usr/sbin/grub2-install" <<'END'
#!/bin/bash
set -e
for word; do
  case $word in
    --boot-directory=*) boot=${word#*=} ;;
  esac
done
grub-install "$@"
mkdir -p "$boot/grub2"
echo 'configfile /grub2/grub.cfg' >"$boot/grub/grub.cfg"
END
chmod 755 "$root/usr/sbin/grub2-install"

name=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image-/{print $2; exit}')
mkdir "$work/deb" "$work/kernel"
(cd "$work/deb" && apt-get -qq -o APT::Sandbox::User=root download "$name")
dpkg-deb --fsys-tarfile "$work"/deb/*.deb | tar -x -C "$work/kernel" --wildcards './boot/vmlinuz*' \
  './lib/modules/*/modules.*' './lib/modules/*/kernel/'{arch/x86/crypto,block,crypto,fs,lib,net/core} \
  './lib/modules/*/kernel/drivers/'{ata,block,char,md,net,nvme,scsi,virtio}
release=$(ls "$work/kernel/lib/modules")
mkdir -p "$root/usr/lib/modules/$release"
busybox depmod -b "$work/kernel" "$release"
awk -v wanted="ext4 btrfs vfat nls_cp437 nls_ascii nls_iso8859_1 nls_utf8 autofs4 sd_mod virtio_pci virtio_blk
    virtio_scsi virtio_rng nvme ata_piix ahci ata_generic virtio_net loop crc32c_generic crc32c_intel
    xxhash_generic blake2b_generic sha256_generic" '
  { file = $1; sub(/:$/, "", file); name = file; sub(/.*\//, "", name); sub(/\.ko.*/, "", name)
    gsub(/-/, "_", name); path[name] = file; needs[file] = substr($0, length($1) + 1) }
  function take(file,   i, n, parts) {
    if (file == "" || file in taken) return
    taken[file] = 1; print file
    n = split(needs[file], parts, " "); for (i = 1; i <= n; i++) take(parts[i]) }
  END { n = split(wanted, names, " "); for (i = 1; i <= n; i++) take(path[names[i]]) }
' "$work/kernel/lib/modules/$release/modules.dep" |
  (cd "$work/kernel/lib/modules/$release" && xargs cp --parents -t "$root/usr/lib/modules/$release")
cp "$work/kernel/lib/modules/$release"/modules.{order,builtin,builtin.modinfo} "$root/usr/lib/modules/$release/"
mv "$work"/kernel/boot/vmlinuz-* "$root/usr/lib/modules/$release/vmlinuz"

# every second counts on an emulated machine; on the serial line there is another shell
rm -rf "$root"/usr/lib/udev/hwdb.{bin,d}
for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
  e2scrub_reap.service fstrim.timer serial-getty@ttyS0.service; do
  ln -sf /dev/null "$root/etc/systemd/system/$unit"
done

# of the modules built into Fedora's signed GRUB those that Debian's has, too
modules=(
  all_video boot btrfs cat configfile cryptodisk echo ext2 f2fs fat font gcry_rijndael gcry_rsa
  gcry_serpent gcry_sha256 gcry_twofish gcry_whirlpool gfxmenu gfxterm gzio halt hfsplus http
  iso9660 jpeg loadenv loopback linux lvm luks luks2 mdraid09 mdraid1x memdisk minicmd net normal
  part_apple part_gpt part_msdos password_pbkdf2 pgp png reboot regexp search search_fs_file
  search_fs_uuid search_label serial sleep squash4 syslinuxcfg test tftp video xfs zstd
  backtrace tpm usb usbserial_common usbserial_pl2303 usbserial_ftdi usbserial_usbdebug keylayouts
  at_keyboard efi_gop efi_uga efinet efifwsetup lsefi lsefimmap
)
mkdir -p "$root/boot/efi/EFI/fedora" "$root/boot/efi/EFI/BOOT"
# no module can be loaded later: there is none where it looks for them, as under Secure Boot
grub-mkimage -O x86_64-efi -p /EFI/fedora -o "$root/boot/efi/EFI/fedora/grubx64.efi" "${modules[@]}"
cp "$root/boot/efi/EFI/fedora/grubx64.efi" "$root/boot/efi/EFI/fedora/shimx64.efi"
cp "$root/boot/efi/EFI/fedora/grubx64.efi" "$root/boot/efi/EFI/BOOT/BOOTX64.EFI"

tar -C "$root" --xattrs --numeric-owner -cf "$work/tar" .
mv "$work/tar" "$tar"
