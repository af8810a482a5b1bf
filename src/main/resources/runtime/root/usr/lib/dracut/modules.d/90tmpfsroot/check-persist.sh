#!/bin/sh
# Repairs the persistent data's file system. It is never made anew: the system starts without it.
# shellcheck source=lib.sh
. /usr/libexec/tmpfsroot/lib.sh

if ! device=$(device_of partuuid "$PERSIST_PARTUUID"); then
  say "there is no partition for persistent data"
elif foreign "$device" "$PERSIST_UUID"; then
  say "the partition for persistent data holds another file system and is left alone"
elif ! clean "$device"; then
  say "the persistent data's file system is beyond repair"
elif [ -n "$repaired" ]; then
  say "the persistent data's file system was $repaired"
fi
