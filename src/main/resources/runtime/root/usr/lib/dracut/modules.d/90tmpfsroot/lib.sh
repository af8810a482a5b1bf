# shellcheck shell=sh
# what the initrd's scripts share; read with `.`
# shellcheck source=/dev/null
. /usr/lib/tmpfsroot-fedora/identities

say() {
  echo "tmpfsroot: $*"
  echo "tmpfsroot: $*" >/dev/kmsg
}

# device_of TAG VALUE: the partition's path, once it is there; waits at most 30 s
device_of() {
  link=/dev/disk/by-$1/$2
  left=150
  until [ -b "$link" ]; do
    [ "$left" -gt 0 ] || return 1
    left=$((left - 1))
    sleep 0.2
  done
  echo "$link"
}

# clean DEVICE: replays the journal and looks at everything, repairing what it can; says what it
# did in $repaired; fails when something is left
# shellcheck disable=SC2034 # read by the caller
clean() {
  repaired=
  e2fsck -p "$1"
  e2fsck -f -p "$1"
  case $? in
    0) return 0 ;;
    1 | 2 | 3)
      repaired=repaired
      return 0
      ;;
  esac
  e2fsck -f -y "$1"
  case $? in
    0 | 1 | 2 | 3)
      repaired='repaired by force'
      return 0
      ;;
  esac
  return 1
}
