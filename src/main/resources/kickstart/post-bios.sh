# shellcheck shell=bash
# GRUB's core and its modules stand apart from both slots, on the EFI partition
disk=$(lsblk --noheadings --nodeps --output PKNAME "$(findmnt --noheadings --output SOURCE --mountpoint /boot/efi)")
grub2-install --target=i386-pc --boot-directory=/boot/efi --no-floppy \
  --modules='part_gpt fat ext2 normal configfile search search_fs_uuid loadenv test echo sleep reboot linux serial' \
  "/dev/$disk"
printf 'configfile /EFI/fedora/grub.cfg\n' >/boot/efi/grub2/grub.cfg
