#!/bin/bash
# disk.sh FILE: a disk as an installation leaves it behind, small and with few files: all that
# damage can be done to is there. Needs no rights and no mounts.
set -euo pipefail
disk=$1
work=$(mktemp -d "$disk.XXXXXX")
trap 'rm -rf "$work"' EXIT
slot_a=64eb4db5-3385-46a5-a3d5-c48197a53555
slot_b=d2ada949-7fff-4257-91e9-793b25b0df02
persist=ff9691f9-7c97-4411-8f44-12685ee4a003
log=ff9691f9-7c97-4411-8f44-12685ee4a006

truncate -s 360M "$disk"
sfdisk -q "$disk" <<END
label: gpt
size=16M, type=U
size=16M, type=L
size=16M, type=L
size=8M, type=L
size=24M, type=L
size=120M, type=L
size=120M, type=L
END
place() { # NUMBER FILE: into the partition
  start=$(sfdisk -l -o Device,Start "$disk" | awk -v n="$1" '$1 ~ n "$" { print $2 }' | tail -n 1)
  dd if="$2" of="$disk" bs=512 seek="$start" conv=notrunc,sparse status=none
}

mkdir -p "$work/a/boot" "$work/a/usr/lib/tmpfsroot-fedora" "$work/a/usr/lib/modules/6.1"
head -c 300000 /dev/urandom >"$work/a/usr/lib/modules/6.1/vmlinuz"
head -c 700000 /dev/urandom >"$work/a/boot/initramfs-6.1.img"
ln -s ../usr/lib/modules/6.1/vmlinuz "$work/a/boot/vmlinuz"
ln -s initramfs-6.1.img "$work/a/boot/initramfs.img"
printf 'SLOT_A_UUID=%s\nPERSIST_UUID=%s\nLOG_UUID=%s\n' "$slot_a" "$persist" "$log" \
  >"$work/a/usr/lib/tmpfsroot-fedora/identities"
mkdir -p "$work/log/journal" "$work/persist/system"
for i in $(seq 200); do echo "line $i" >"$work/log/journal/file-$i"; done
echo key >"$work/persist/system/key"
mkdir "$work/data"
echo data >"$work/data/file"

truncate -s 16M "$work/2" "$work/3"
truncate -s 8M "$work/4"
truncate -s 24M "$work/5"
mke2fs -q -t ext4 -U "$slot_a" -d "$work/a" "$work/2"
mke2fs -q -t ext4 -U "$slot_b" -d "$work/a" "$work/3"
mke2fs -q -t ext4 -U "$persist" -d "$work/persist" "$work/4"
mke2fs -q -t ext4 -U "$log" -d "$work/log" "$work/5"
for each in 6:opt 7:var_lib_docker; do
  truncate -s 120M "$work/${each%:*}"
  mkfs.btrfs -q -L "${each#*:}" --rootdir "$work/data" "$work/${each%:*}" >/dev/null
done

truncate -s 16M "$work/1"
mkfs.vfat -n ESP "$work/1" >/dev/null
block() { # one of GRUB's, of 1024 bytes
  { printf '# GRUB Environment Block\n%s\n' "$1"; head -c 1024 /dev/zero | tr '\0' '#'; } | head -c 1024
}
block $'serial=1\npreferred=a\ngood_a=1\ngood_b=1\nend=1' >"$work/slots-1.env"
cp "$work/slots-1.env" "$work/slots-2.env"
block tries=0 >"$work/tries.env"
cat >"$work/grub.cfg" <<END
function start_a {
  set root="\$esp"
  search --no-floppy --fs-uuid --set=root $slot_a
}
function start_b {
  set root="\$esp"
  search --no-floppy --fs-uuid --set=root $slot_b
}
END
mmd -i "$work/1" ::/EFI ::/EFI/fedora
mcopy -i "$work/1" "$work/grub.cfg" "$work"/*.env ::/EFI/fedora/
for n in 1 2 3 4 5 6 7; do place "$n" "$work/$n"; done
