#!/bin/sh
# Makes the log file system usable: replay, repair, forced repair, and only then a new one. Nothing
# but the partition made by the installation is ever formatted.
# shellcheck source=lib.sh
. /usr/libexec/tmpfsroot/lib.sh
probe=/run/tmpfsroot/log

if ! device=$(device_of partuuid "$LOG_PARTUUID"); then
  say "there is no log partition; logs stay in RAM"
  exit 0
fi

count() {
  file=$probe/.tmpfsroot-$1
  number=0
  [ ! -s "$file" ] || read -r number <"$file"
  echo $((number + 1)) >"$file"
}

# usable EVENT: mounts it, writes and reads a probe, counts the event where there is one
usable() {
  mkdir -p "$probe"
  mount -t ext4 "$device" "$probe" || return 1
  echo probe >"$probe/.tmpfsroot-probe" && sync && read -r line <"$probe/.tmpfsroot-probe" &&
    [ "$line" = probe ] && rm "$probe/.tmpfsroot-probe" && { [ -z "$1" ] || count "$1"; }
  result=$?
  umount "$probe" || return 1
  return "$result"
}

if clean "$device"; then
  event=
  if [ -n "$repaired" ]; then
    say "the logs' file system was $repaired"
    event=repairs
  fi
  ! usable "$event" || exit 0
fi
say "the logs' file system is beyond repair and made anew"
mkfs.ext4 -q -F -U "$LOG_UUID" "$device" && usable wipes && exit 0
say "the log partition cannot be used; logs stay in RAM"
