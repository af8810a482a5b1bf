#!/bin/sh
# Lays what makes this machine itself over the fresh root: host keys, machine id, connections.
# shellcheck source=lib.sh
. /usr/libexec/tmpfsroot/lib.sh

if [ -d /sysroot/persist/system ]; then
  cp -a /sysroot/persist/system/. /sysroot/ || say "the machine's identity was not taken over whole"
fi
