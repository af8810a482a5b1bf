# shellcheck shell=bash
# newer packages keep the loaders below /usr and leave their place on the EFI partition to others
for folder in /usr/lib/efi/*/*/EFI; do
  [ -d "$folder" ] || continue
  cp -r "$folder/." /boot/efi/EFI/
done
for loader in /boot/efi/EFI/fedora/shim*.efi /boot/efi/EFI/fedora/grub*.efi; do
  [ -e "$loader" ] || refuse "no package brought $loader"
done
