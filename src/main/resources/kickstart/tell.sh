# shellcheck shell=bash
# what goes wrong is told on the console and on the serial line, with the command that failed
set -o errexit -o errtrace -o nounset -o pipefail
tell() {
  printf 'tmpfsroot: %s\n' "$*"
  if [ -n "$serial" ] && [ -c "/dev/$serial" ]; then
    printf 'tmpfsroot: %s\r\n' "$*" >"/dev/$serial" || :
  fi
}
refuse() {
  tell "$*"
  tell "installation : failed"
  trap - ERR
  exit 1
}
failed() {
  tell "section $section, line $2: '$3' ended with $1"
  tell "installation : failed"
}
trap 'failed "$?" "$LINENO" "$BASH_COMMAND"' ERR
