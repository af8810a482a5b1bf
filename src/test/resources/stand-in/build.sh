#!/bin/bash
# Makes the stand-in for a distribution's installer in the folder $1, from Debian's kernel, GRUB and
# ISOLINUX: vmlinuz, initrd.img, and two base images with a foreign label in their boot menus:
#   grub-appended.iso    BIOS: GRUB;     EFI image only as appended partition
#   isolinux-in-tree.iso BIOS: ISOLINUX; EFI image as a file of the tree
# and installer.iso, like the first, whose system does what a kickstart says about disks.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1
label=FOREIGN-LABEL
mkdir -p "$out"
work=$(mktemp -d "$out/work.XXXXXX")
trap 'rm -rf "$work"' EXIT

kernel() {
  local name
  name=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image-/{print $2; exit}')
  mkdir "$work/deb" "$work/root"
  (cd "$work/deb" && apt-get -qq -o APT::Sandbox::User=root download "$name")
  dpkg-deb --fsys-tarfile "$work"/deb/*.deb | tar -x -C "$work/root" --wildcards './boot/vmlinuz*' \
    './lib/modules/*/modules.*' './lib/modules/*/kernel/fs/isofs' './lib/modules/*/kernel/fs/nls' \
    './lib/modules/*/kernel/fs/'{btrfs,ext4,fat,jbd2} './lib/modules/*/kernel/fs/mbcache.ko' \
    './lib/modules/*/kernel/drivers/'{ata,cdrom,scsi,usb,virtio,block,nvme} \
    './lib/modules/*/kernel/'{arch,block,crypto,lib}
  cp "$work"/root/boot/vmlinuz-* "$out/vmlinuz"
}

# initrd NAME INIT MODULE...: its system is INIT, whatever else is in $work/initrd stays in
initrd() {
  local name=$1 init=$2 version tree="$work/initrd"
  shift 2
  version=$(ls "$work/root/lib/modules")
  busybox depmod -b "$work/root" "$version"
  mkdir -p "$tree"/{bin,dev,proc,sys,run,tmp,mnt} "$tree/lib/modules/$version"
  cp "$(command -v busybox)" "$tree/bin/busybox"
  cp "$init" "$tree/init"
  chmod 755 "$tree/init"
  awk -v wanted="$*" '
    { file = $1; sub(/:$/, "", file); name = file; sub(/.*\//, "", name); sub(/\.ko.*/, "", name)
      gsub(/-/, "_", name); path[name] = file; needs[file] = substr($0, length($1) + 1) }
    function take(file,   i, n, parts) {
      if (file in taken) return
      taken[file] = 1; print file
      n = split(needs[file], parts, " "); for (i = 1; i <= n; i++) take(parts[i]) }
    END { n = split(wanted, names, " "); for (i = 1; i <= n; i++) if (names[i] in path) take(path[names[i]]) }
  ' "$work/root/lib/modules/$version/modules.dep" | while read -r file; do
    mkdir -p "$tree/lib/modules/$version/$(dirname "$file")"
    cp "$work/root/lib/modules/$version/$file" "$tree/lib/modules/$version/$file"
  done
  busybox depmod -b "$tree" "$version"
  (cd "$tree" && find . | LC_ALL=C sort | cpio -o -H newc --quiet | gzip -n) > "$out/$name"
  rm -rf "$tree"
}

# the programs the kickstart's scripts and the stand-in for the installer call, with their libraries
programs() {
  local tree="$work/initrd" name file library
  mkdir -p "$tree/bin" "$tree/usr"
  ln -s ../bin "$tree/usr/bin"
  for name in "$@"; do
    file=$(realpath "$(type -P "$name")")
    cp "$file" "$tree/bin/$name"
    ldd "$file" | awk '/=> \//{print $3} $1 ~ /^\//{print $1}' | while read -r library; do
      mkdir -p "$tree$(dirname "$library")"
      cp -L "$library" "$tree$library"
    done
  done
}

# what both images have: kernel, a file for the kickstart's place, the EFI loader with its menu
tree() {
  local tree=$1 initrd=$2
  mkdir -p "$tree"/images/pxeboot "$tree"/EFI/BOOT/fonts
  cp "$out/vmlinuz" "$tree/images/pxeboot/"
  cp "$out/$initrd" "$tree/images/pxeboot/initrd.img"
  printf 'search --no-floppy --set=root -l %s\nmenuentry "foreign menu" { linux /nothing }\n' \
    "'$label'" > "$tree/EFI/BOOT/grub.cfg"
  grub-mkimage -O x86_64-efi -p /EFI/BOOT -o "$tree/EFI/BOOT/BOOTX64.EFI" part_gpt part_msdos fat \
    iso9660 normal configfile linux search search_label echo serial terminal test sleep all_video
  cp "$tree/EFI/BOOT/BOOTX64.EFI" "$tree/EFI/BOOT/grubx64.efi"
  cp /usr/share/grub/unicode.pf2 "$tree/EFI/BOOT/fonts/" 2> /dev/null || echo font > "$tree/EFI/BOOT/fonts/unicode.pf2"
}

efi_image() {
  local image=$1 tree=$2
  truncate -s 12M "$image"
  mkfs.vfat -n ANACONDA "$image" > /dev/null
  mcopy -s -i "$image" "$tree/EFI" ::
}

# grub_appended NAME INITRD
grub_appended() {
  local name=$1 tree="$work/$1"
  tree "$tree" "$2"
  mkdir -p "$tree/boot/grub2"
  cp -r /usr/lib/grub/i386-pc "$tree/boot/grub2/"
  cp "$tree/EFI/BOOT/grub.cfg" "$tree/boot/grub2/grub.cfg"
  grub-mkimage -O i386-pc-eltorito -d /usr/lib/grub/i386-pc -p /boot/grub2 \
    -o "$tree/images/eltorito.img" iso9660 biosdisk
  rm -f "$work/efiboot.img"
  efi_image "$work/efiboot.img" "$tree"
  xorriso -as mkisofs -quiet -o "$work/$name.iso" -R -J -V "$label" \
    --grub2-mbr /usr/lib/grub/i386-pc/boot_hybrid.img -partition_offset 16 -appended_part_as_gpt \
    -append_partition 2 C12A7328-F81F-11D2-BA4B-00A0C93EC93B "$work/efiboot.img" \
    -iso_mbr_part_type EBD0A0A2-B9E5-4433-87C0-68B6B72699C7 -c boot.cat --boot-catalog-hide \
    -b images/eltorito.img -no-emul-boot -boot-load-size 4 -boot-info-table --grub2-boot-info \
    -eltorito-alt-boot -e '--interval:appended_partition_2:all::' -no-emul-boot "$tree"
}

isolinux_in_tree() {
  local tree="$work/isolinux"
  tree "$tree" initrd.img
  mkdir -p "$tree/isolinux"
  cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/{ldlinux,libcom32,libutil,menu}.c32 \
    "$tree/isolinux/"
  printf 'default foreign\nlabel foreign\n  kernel nothing\n' > "$tree/isolinux/isolinux.cfg"
  efi_image "$tree/images/efiboot.img" "$tree"
  xorriso -as mkisofs -quiet -o "$work/isolinux-in-tree.iso" -R -J -V "$label" \
    -isohybrid-mbr /usr/lib/ISOLINUX/isohdpfx.bin -isohybrid-gpt-basdat \
    -b isolinux/isolinux.bin -c isolinux/boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table \
    -eltorito-alt-boot -e images/efiboot.img -no-emul-boot "$tree"
}

kernel
drivers="isofs sr_mod sd_mod ata_piix ahci usb_storage uas xhci_pci ehci_pci uhci_hcd virtio_pci virtio_blk virtio_scsi"
# shellcheck disable=SC2086 # a list
initrd initrd.img "$here/init" $drivers
programs bash mount umount mountpoint lsblk findmnt blkid sfdisk partx blockdev mke2fs mkfs.vfat \
  mkfs.btrfs btrfs cp rm mkdir find sort sed awk tar gzip cmp head tr cat sync sha256sum
# shellcheck disable=SC2086
initrd installer.img "$here/installer" $drivers nvme ext4 btrfs vfat nls_cp437 nls_iso8859_1 \
  nls_ascii nls_utf8 crc32c_generic xxhash_generic sha256_generic blake2b_generic
grub_appended grub-appended initrd.img
grub_appended installer installer.img
isolinux_in_tree
mv "$work"/*.iso "$out/"
