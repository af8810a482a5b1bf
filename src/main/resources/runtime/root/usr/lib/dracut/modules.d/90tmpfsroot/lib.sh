# shellcheck shell=sh
# what the initrd's scripts share; read with `.`
# shellcheck source=/dev/null
. /usr/lib/tmpfsroot-fedora/identities

# once: the journal has what a service says, the kernel's ring buffer what came before the journal
say() {
  echo "tmpfsroot: $*"
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

# foreign DEVICE UUID: whether another file system than ours is there; one that cannot be told any
# more is ours, as it lies in our partition
foreign() {
  found=$(blkid -p -s UUID -s TYPE -o value "$1")
  [ $? -ne 8 ] || return 0
  case $found in
    '' | *"$2"*) return 1 ;;
  esac
}

# settled DEVICE: whether its file system knows of nothing to be replayed or repaired. Only looks: a
# repair that finds nothing to do writes the superblock all the same, and a cut could tear it
settled() {
  case $(e2fsck -n "$1" 2>&1) in
    *'skipping journal recovery'*) return 1 ;;
    *': clean, '*) return 0 ;;
  esac
  return 1
}

# clean DEVICE: replays the journal, then looks at everything, repairing what it can; says in
# $replayed and $repaired what it did; fails when something is left
# shellcheck disable=SC2034 # read by the caller
clean() {
  replayed=
  repaired=
  if settled "$1" && e2fsck -f -n "$1"; then
    return 0
  fi
  words=$(e2fsck -p "$1" 2>&1)
  status=$?
  echo "$words"
  case $words in
    *'recovering journal'*) replayed=replayed ;;
  esac
  [ "$status" -eq 0 ] || [ "$status" -ge 4 ] || [ -n "$replayed" ] || repaired=repaired
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
