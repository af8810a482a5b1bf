#!/bin/sh
# Restores the first superblock of a volume where a power cut tore it: the kernel looks at no other.
# The copy it is restored from is that of the last commit.
# shellcheck source=lib.sh
. /usr/libexec/tmpfsroot/lib.sh

# begins DEVICE: whether its first superblock is whole; a whole one is not written again
begins() {
  sum=$(btrfs inspect-internal dump-super "$1" 2>&1 | sed -n '/^csum[[:space:]]/p')
  case $sum in
    *'[match]') return 0 ;;
  esac
  return 1
}

while read -r mount partition volume; do
  if ! device=$(device_of partuuid "$partition"); then
    say "there is no partition for $mount"
  elif foreign "$device" "$volume"; then
    say "the partition for $mount holds another file system and is left alone"
  elif ! begins "$device"; then
    btrfs rescue super-recover -y "$device" </dev/null
    if begins "$device"; then
      say "the superblock of $mount was restored from its copy"
      # its label could not be read until now
      udevadm trigger --action=change "$device"
    else
      say "the file system of $mount is beyond repair"
    fi
  fi
done </usr/lib/tmpfsroot-fedora/volumes
