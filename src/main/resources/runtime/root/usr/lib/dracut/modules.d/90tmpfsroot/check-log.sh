#!/bin/sh
# Makes the log file system usable: replay, repair, forced repair, and only then a new one. Nothing
# but the partition made by the installation is ever formatted, and that one only when it does not
# hold another file system.
# shellcheck source=lib.sh
. /usr/libexec/tmpfsroot/lib.sh
probe=/run/tmpfsroot/log

if ! device=$(device_of partuuid "$LOG_PARTUUID"); then
  say "there is no log partition"
  exit 0
fi
if foreign "$device" "$LOG_UUID"; then
  say "the log partition holds another file system and is left alone"
  exit 0
fi

count() {
  file=$probe/.tmpfsroot-$1
  number=0
  [ ! -s "$file" ] || read -r number <"$file"
  echo $((number + 1)) >"$file"
}

# usable EVENT...: mounts it, writes and reads a probe, counts the events
usable() {
  mkdir -p "$probe"
  mount -t ext4 "$device" "$probe" || return 1
  echo probe >"$probe/.tmpfsroot-probe" && sync && read -r line <"$probe/.tmpfsroot-probe" &&
    [ "$line" = probe ] && rm "$probe/.tmpfsroot-probe"
  result=$?
  for event; do
    count "$event"
  done
  umount "$probe" || return 1
  return "$result"
}

set --
if clean "$device"; then
  if [ -n "$replayed" ]; then
    say "the logs' journal was replayed"
    set -- replays
  fi
  if [ -n "$repaired" ]; then
    say "the logs' file system was $repaired"
    set -- "$@" repairs
  fi
  ! usable "$@" || exit 0
fi
say "the logs' file system is beyond repair and made anew"
mkfs.ext4 -q -F -U "$LOG_UUID" "$device" && usable wipes && exit 0
say "the log partition cannot be used"
