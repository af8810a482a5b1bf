# shellcheck shell=bash
# a file of the medium, from where it is mounted, else over the network
medium=/run/install/repo
from_medium() {
  if [ -e "$medium/$1" ]; then
    cp -- "$medium/$1" "$2"
  elif [ -n "$http_url" ]; then
    curl --fail --silent --show-error --location --retry 5 --output "$2" "$http_url/$1"
  else
    refuse "there is no $1 on a medium labelled $volume_id"
  fi
}
