#!/bin/sh
# Lays what makes this machine itself over the fresh root: host keys, machine id, connections.
# Where the log file system is not mounted a small one in RAM stands in for it.
# shellcheck source=lib.sh
. /usr/libexec/tmpfsroot/lib.sh

# mounted DIRECTORY: whether the root's line for it was followed
mounted() {
  while read -r _ place _; do
    [ "$place" != "$1" ] || return 0
  done </proc/mounts
  return 1
}

if ! mounted /sysroot/persist; then
  say "the system starts without its persistent data"
elif [ -d /sysroot/persist/system ]; then
  cp -a /sysroot/persist/system/. /sysroot/ || say "the machine's identity was not taken over whole"
fi
if ! mounted /sysroot/var/log; then
  mkdir -p /sysroot/var/log
  mount -t tmpfs -o mode=0755,size=10%,nodev,nosuid,noexec tmpfs /sysroot/var/log
  say "logs stay in RAM and are gone with the next start"
fi
