# shellcheck shell=bash
# started over the network with the medium plugged in: use it all the same
medium=/run/install/repo
if [ ! -e "$medium/.discinfo" ] && [ -e "/dev/disk/by-label/$volume_id" ]; then
  mkdir -p "$medium"
  mount -o ro "/dev/disk/by-label/$volume_id" "$medium"
fi
medium_device=$(findmnt --noheadings --output SOURCE --mountpoint "$medium" || :)
# shellcheck disable=SC2034 # for what follows
medium_disks=' '
if [ -b "$medium_device" ]; then
  medium_disks=" $(lsblk --noheadings --list --inverse --output NAME "$medium_device" | tr '\n' ' ')"
fi
