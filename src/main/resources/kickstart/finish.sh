# shellcheck shell=bash
target=/mnt/sysimage
slot_b=$target/root2
# folders of daemons, to be made again when the logs had to be wiped
find "$target/var/log" -xdev -mindepth 1 -type d -printf 'd /var/log/%P %#m %U %G -\n' |
  sort >"$target/usr/lib/tmpfiles.d/tmpfsroot-log.conf"
# slot B is slot A as it is now, whole, but for its identity
find "$slot_b" -mindepth 1 -maxdepth 1 ! -name lost+found -exec rm -rf {} +
cp --archive --one-file-system "$target/." "$slot_b/"
printf '%s\n' "$slot_a_uuid" >"$target/etc/rootfs-id"
printf '%s\n' "$slot_b_uuid" >"$slot_b/etc/rootfs-id"
for file in boot/vmlinuz boot/initramfs.img usr/lib/os-release; do
  cmp "$target/$file" "$slot_b/$file"
done
