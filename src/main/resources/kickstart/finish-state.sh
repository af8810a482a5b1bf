# shellcheck shell=bash
# state blocks of one sector each, made once and from now on only written over in place
block() {
  local text
  text=$(printf '# GRUB Environment Block\n%s\n#' "$2")
  {
    printf '%s' "$text"
    head --bytes "$((1024 - ${#text}))" /dev/zero | tr '\0' '#'
  } >"$loader/$1"
}
block slots-1.env "$(printf 'serial=1\npreferred=a\ngood_a=0\ngood_b=0\nend=1')"
cp "$loader/slots-1.env" "$loader/slots-2.env"
block tries.env tries=0
