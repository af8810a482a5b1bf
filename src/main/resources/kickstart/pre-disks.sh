# shellcheck shell=bash
# never the medium, and never a disk that is not there
for disk in "${install_disks[@]}"; do
  if [ ! -b "/dev/$disk" ]; then
    refuse "there is no disk $disk; this machine has $(lsblk --nodeps --noheadings --list --output NAME | tr '\n' ' ')"
  fi
  case $medium_disks in
    *" $disk "*) refuse "disk $disk holds the medium this installation runs from" ;;
  esac
done
