# shellcheck shell=bash
# commands nothing else brings
if command -v busybox >/dev/null; then
  for applet in $(busybox --list); do
    command -v "$applet" >/dev/null || ln -s "$(command -v busybox)" "/usr/local/bin/$applet"
  done
fi
# ids of the accounts that were laid down before any package
pwconv
grpconv
# the machine's own identity is made by its first boot and kept in /persist
: >/etc/machine-id
rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub /var/lib/systemd/random-seed
touch /persist/PROVISIONING
# a file system is found by what cannot be damaged with it: its partition
partition_of() {
  findmnt --noheadings --nofsroot --first-only --output SOURCE --mountpoint "$1"
}
identity_of() {
  local value
  value=$(blkid --match-tag "$2" --output value "$(partition_of "$1")")
  [ -n "$value" ] || refuse "the partition of $1 has no $2"
  echo "$value"
}
identify() {
  local value
  value=$(identity_of "$2" PARTUUID)
  printf '%s_PARTUUID=%s\n' "$1" "$value" >>/usr/lib/tmpfsroot-fedora/identities
}
identify SLOT_A /
identify SLOT_B /root2
identify PERSIST /persist
identify LOG /var/log
identify EFI /boot/efi
while read -r _ mount kind _; do
  [ "$kind" = btrfs ] || continue
  partition=$(identity_of "$mount" PARTUUID)
  volume=$(identity_of "$mount" UUID)
  printf '%s %s %s\n' "$mount" "$partition" "$volume"
done </etc/fstab >/usr/lib/tmpfsroot-fedora/volumes
