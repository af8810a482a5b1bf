# shellcheck shell=bash
cd /var/tmp/tmpfsroot
for hook in hooks.d/*.sh; do
  [ -e "$hook" ] || continue
  tell "hook ${hook##*/}"
  "./$hook"
done
cd /
rm -rf /var/tmp/tmpfsroot
