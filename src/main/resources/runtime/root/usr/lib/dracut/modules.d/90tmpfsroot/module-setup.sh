#!/usr/bin/bash
# The root in RAM, and the checks of what is mounted beside it. Taken only when asked for by name.

tools=(blkid cat cp df e2fsck ln mkdir mkfs.ext4 mount rm rmdir sed sleep sync udevadm umount)

check() {
  require_binaries "${tools[@]}" || return 1
  return 255
}

depends() {
  echo systemd base
}

installkernel() {
  hostonly='' instmods ext4 btrfs
}

install() {
  local name
  inst_multiple "${tools[@]}"
  # there is none where no volume is
  inst_multiple -o btrfs
  inst_simple /usr/lib/tmpfsroot-fedora/identities
  inst_simple /usr/lib/tmpfsroot-fedora/volumes
  # shellcheck disable=SC2154 # set by dracut
  inst_script "$moddir/generator.sh" "$systemdutildir/system-generators/tmpfsroot-generator"
  for name in copy-root check-log check-persist check-volumes complete-root; do
    inst_script "$moddir/$name.sh" "/usr/libexec/tmpfsroot/$name"
    # shellcheck disable=SC2154 # set by dracut
    inst_simple "$moddir/tmpfsroot-$name.service" "$systemdsystemunitdir/tmpfsroot-$name.service"
  done
  inst_simple "$moddir/lib.sh" /usr/libexec/tmpfsroot/lib.sh
  for name in check-log check-persist check-volumes; do
    enable_for initrd-root-fs.target "$name"
  done
  enable_for initrd.target complete-root
}

enable_for() {
  # shellcheck disable=SC2154 # set by dracut
  mkdir -p "$initdir$systemdsystemunitdir/$1.wants"
  ln -sf "../tmpfsroot-$2.service" "$initdir$systemdsystemunitdir/$1.wants/tmpfsroot-$2.service"
}
