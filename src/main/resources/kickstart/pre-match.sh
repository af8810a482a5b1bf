# shellcheck shell=bash
property() {
  case $2 in
    size) lsblk --nodeps --noheadings --bytes --output SIZE "/dev/$1" ;;
    model) lsblk --nodeps --noheadings --output MODEL "/dev/$1" ;;
    serial) lsblk --nodeps --noheadings --output SERIAL "/dev/$1" ;;
    bus) lsblk --nodeps --noheadings --output TRAN "/dev/$1" ;;
    id | path)
      find "/dev/disk/by-$2" -lname "*/$1" -printf '%f\n' 2>/dev/null || :
      ;;
  esac
}
holds() {
  local value
  while read -r value; do
    case $2$3 in
      'size>=') [ "$value" -lt "$4" ] || return 0 ;;
      'size<=') [ "$value" -gt "$4" ] || return 0 ;;
      'size=') [ "$value" -ne "$4" ] || return 0 ;;
      *)
        # shellcheck disable=SC2053 # the value is a pattern
        [[ $value != $4 ]] || return 0
        ;;
    esac
  done < <(property "$1" "$2")
  return 1
}
# pick NAME PROPERTY COMPARISON VALUE ...: the one disk for which all terms hold
pick() {
  local name=$1 disk found=() term
  shift
  for disk in $(lsblk --nodeps --noheadings --list --output NAME,TYPE,RO | awk '$2 == "disk" && $3 == 0 { print $1 }'); do
    case $medium_disks$disk in *" $disk "* | *' zram'* | *' ram'*) continue ;; esac
    term=("$@")
    while [ "${#term[@]}" -gt 0 ]; do
      holds "$disk" "${term[@]:0:3}" || continue 2
      term=("${term[@]:3}")
    done
    found+=("$disk")
  done
  case ${#found[@]} in
    1) picked=${found[0]} ;;
    0) refuse "no disk of this machine is $name: $*" ;;
    *) refuse "more than one disk of this machine is $name: ${found[*]}" ;;
  esac
  tell "disk $name is $picked"
}
