# shellcheck shell=bash
if [ -e "$medium/.discinfo" ]; then
  printf 'url --url=file://%s\n' "$medium" >/tmp/tmpfsroot-source.ks
else
  printf 'url --url="%s"\n' "$http_url" >/tmp/tmpfsroot-source.ks
fi
