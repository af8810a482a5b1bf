#!/bin/sh
# Copies the root partition into the tmpfs at /sysroot. Where that fails the unit restarts the
# machine, and the boot menu comes to the other slot.
# shellcheck source=lib.sh
. /usr/libexec/tmpfsroot/lib.sh
source=/run/tmpfsroot/source

give_up() {
  say "$*; restarting"
  sync
  sleep 5
  exit 1
}

root=
read -r cmdline </proc/cmdline
for word in $cmdline; do
  case $word in
    root=*) root=${word#root=} ;;
  esac
done
case $root in
  UUID=*) device=$(device_of uuid "${root#UUID=}") ;;
  PARTUUID=*) device=$(device_of partuuid "${root#PARTUUID=}") ;;
  *) give_up "root=$root is neither UUID= nor PARTUUID=" ;;
esac || give_up "there is no partition $root"

settled "$device" || e2fsck -p "$device"
[ $? -lt 4 ] || give_up "the file system of $root is damaged"
mkdir -p "$source"
mount -t ext4 -o ro,noload "$device" "$source" || give_up "$root cannot be mounted"

used() {
  # file system, blocks, used: of what df says, in KiB
  df -Pk "$1" | {
    read -r _
    read -r _ _ kib _
    echo "$kib"
  }
}
available() {
  while read -r name kib _; do
    [ "$name" != MemAvailable: ] || echo "$kib"
  done </proc/meminfo
}
need=$(used "$source")
# the system itself wants some, too
least=$((need + need / 16 + 65536))
[ "$(available)" -gt "$least" ] || give_up "the root needs $((least / 1024)) MiB of RAM, $(($(available) / 1024)) are free"

# all but the kernels and what fsck keeps, hidden files included, in one go so that hard links hold
set --
for entry in "$source"/* "$source"/.[!.]* "$source"/..?*; do
  [ -e "$entry" ] || [ -L "$entry" ] || continue
  case ${entry##*/} in
    boot | lost+found) ;;
    *) set -- "$@" "$entry" ;;
  esac
done
cp -a "$@" /sysroot/ &
copy=$!
while kill -0 "$copy" 2>/dev/null; do
  sleep 1
  say "$(($(used /sysroot) / 1024)) of at most $((need / 1024)) MiB are in RAM"
done
wait "$copy" || give_up "the root was not copied whole"

mkdir -p /sysroot/boot
sed -i '/^[^#[:space:]]\{1,\}[[:space:]]\{1,\}\/[[:space:]]/d' /sysroot/etc/fstab
blkid -s UUID -o value "$device" >/sysroot/etc/rootfs-id || give_up "$root has no identity"
umount "$source" || give_up "$root cannot be unmounted"
rmdir "$source"
say "the root is in RAM"
