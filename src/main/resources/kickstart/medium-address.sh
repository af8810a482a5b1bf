# shellcheck shell=bash
# started over the network: what served this system serves the medium, too
for word in $(</proc/cmdline); do
  case $word in
    inst.stage2=http://* | inst.stage2=https://*) http_url=${word#inst.stage2=} ;;
  esac
done
http_url=${http_url%/}
