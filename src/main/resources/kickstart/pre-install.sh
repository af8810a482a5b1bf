# shellcheck shell=bash
# accounts before packages: scriptlets and file owners find the ids they get on every machine
target=/mnt/sysimage
mkdir -p "$target/etc"
from_medium etc-passwd "$target/etc/passwd"
from_medium etc-group "$target/etc/group"
chmod 0644 "$target/etc/passwd" "$target/etc/group"
