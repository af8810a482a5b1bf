# shellcheck shell=bash
target=/mnt/sysimage
if [ -e "$target/.room-for-slot-b" ]; then
  rm "$target/.room-for-slot-b"
  umount /var/tmp
fi
work=$target/var/tmp/tmpfsroot
mkdir -p "$work"
from_medium custom-files.tar.gz "$work/custom-files.tar.gz"
# numeric owners: this system has not the accounts of the other one
tar --extract --gzip --numeric-owner --preserve-permissions --file "$work/custom-files.tar.gz" --directory "$work"
tar --create --numeric-owner --directory "$work/root" . |
  tar --extract --numeric-owner --preserve-permissions --no-overwrite-dir --keep-directory-symlink --directory "$target"
rm "$work/custom-files.tar.gz"
