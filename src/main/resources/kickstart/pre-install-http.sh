# shellcheck shell=bash
# packages that are downloaded go to slot B's file system, which is empty until the end: Anaconda
# takes the place with the most room, so slot A gets a little less of it
if [ ! -e "$medium/.discinfo" ]; then
  mkdir -p /var/tmp
  mount --bind "$target/root2" /var/tmp
  fallocate --length 10MiB "$target/.room-for-slot-b"
fi
