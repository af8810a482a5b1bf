#!/bin/bash
# install.sh KICKSTART OVERLAY BASE DISK: a small installer. Makes the partitions a kickstart asks
# for in the image file DISK, lays the tar file BASE down in place of packages, and runs the
# kickstart's sections after that unchanged. Runs in a mount namespace of its own.
set -euo pipefail
if [ "${INSTALLING:-}" != yes ]; then
  INSTALLING=yes exec unshare --mount "$0" "$@"
fi
kickstart=$1
overlay=$2
base=$3
disk=$4
work=$(mktemp -d "$disk.XXXXXX")
loop=
cleanup() {
  cd /
  umount -R /mnt/sysimage 2>/dev/null || true
  if [ -n "$loop" ]; then
    partx -d "$loop" 2>/dev/null || true
    losetup -d "$loop" || true
  fi
  rm -rf "$work"
}
trap cleanup EXIT

# NUMBER MOUNT FSTYPE MIB MKFSOPTIONS, and for btrfs the label in place of the options
plan() {
  awk '
    function value(name,   at, text) {
      at = index($0, "--" name "="); if (!at) return ""
      text = substr($0, at + length(name) + 3)
      if (substr(text, 1, 1) == "\"") { text = substr(text, 2); sub(/".*/, "", text) } else sub(/ .*/, "", text)
      return text }
    $1 == "part" { n++; mount[n] = $2; fs[n] = value("fstype"); size[n] = value("size"); mkfs[n] = value("mkfsoptions") }
    $1 == "btrfs" && $2 == "none" { for (i = 1; i <= n; i++) if (mount[i] == $4) label[i] = value("label") }
    # a volume may stand below its subvolume, in a file that a script writes
    $1 == "btrfs" && $2 != "none" { sub(/^LABEL=/, "", $5); place[$5] = $2 }
    END { for (i = 1; i <= n; i++) if (label[i] in place) mount[i] = place[label[i]]
      for (i = 1; i <= n; i++) print i, mount[i], fs[i], size[i], label[i] != "" ? label[i] : mkfs[i] }
  ' "$kickstart"
}
plan >"$work/plan"
{
  echo "label: gpt"
  while read -r _ _ fs size _; do
    case $fs in
      biosboot) echo "size=${size}MiB, type=21686148-6449-6E6F-744E-656564454649" ;;
      efi) echo "size=${size}MiB, type=U" ;;
      *) echo "size=${size}MiB, type=L" ;;
    esac
  done <"$work/plan"
} >"$work/table"
rm -f "$work/disk"
truncate -s "$(awk '{ n += $4 } END { print n + 4 }' "$work/plan")M" "$work/disk"
sfdisk -q "$work/disk" <"$work/table"
loop=$(losetup -f --show "$work/disk")
partx -a "$loop"

mount -t tmpfs tmpfs /mnt
mount -t tmpfs tmpfs /run
target=/mnt/sysimage
mkdir -p "$target" /run/install/repo
efi=
# this kernel has no vfat: the EFI partition is an ext4 until its files are known
make() {
  local device=${loop}p$1 mount=$2 fs=$3 options=$5
  case $fs in
    biosboot) return ;;
    efi)
      efi="$device $options"
      mkfs.ext4 -q -F "$device"
      ;;
    btrfs)
      mkfs.btrfs -q -f -L "$options" "$device"
      mkdir "$work/volume"
      mount "$device" "$work/volume"
      btrfs -q subvolume create "$work/volume/$options"
      umount "$work/volume"
      rmdir "$work/volume"
      mkdir -p "$target$mount"
      mount -o "subvol=$options" "$device" "$target$mount"
      return
      ;;
    *)
      # shellcheck disable=SC2086 # words
      "mkfs.$fs" -q -F $options "$device"
      ;;
  esac
  mkdir -p "$target$mount"
  mount "$device" "$target$mount"
}
while read -r -a words; do
  [ "${words[1]}" != / ] || make "${words[@]:0:4}" "${words[*]:4}"
done <"$work/plan"
while read -r -a words; do
  [ "${words[1]}" = / ] || make "${words[@]:0:4}" "${words[*]:4}"
done <"$work/plan"
tar -C "$target" --xattrs --xattrs-include='*' --numeric-owner -xpf "$base"
mount -t proc proc "$target/proc"
mount -t sysfs sysfs "$target/sys"
mount --rbind /dev "$target/dev"
mount -t tmpfs tmpfs "$target/run"

mkdir -p "$work/medium"
cp "$overlay" "$work/medium/custom-files.tar.gz"
mount --bind "$work/medium" /run/install/repo

awk -v out="$work/section" '
  /^%post/ { n++; inside = 1; file = out "." n; kind = /--nochroot/ ? "nochroot" : "chroot"; print kind > (file ".kind"); next }
  /^%end/ { inside = 0 }
  inside { print > file }
' "$kickstart"
for ((n = 1; ; n++)); do
  [ -e "$work/section.$n" ] || break
  if [ "$(cat "$work/section.$n.kind")" = nochroot ]; then
    run=(bash "$work/section.$n")
  else
    mkdir -p "$target/run/section"
    cp "$work/section.$n" "$target/run/section/ks"
    run=(chroot "$target" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root /usr/bin/bash /run/section/ks)
  fi
  "${run[@]}" >>"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
  }
done
mv "$work/log" "$disk.log"

cp -r "$target/boot/efi/." "$work/esp"
rm -rf "$work/esp/lost+found"
umount -R "$target"
read -r device options <<<"$efi"
# shellcheck disable=SC2086 # words
mkfs.vfat -F 32 $options "$device" >/dev/null
mcopy -s -i "$device" "$work"/esp/* ::
partx -d "$loop"
losetup -d "$loop"
loop=
mv "$work/disk" "$disk"
