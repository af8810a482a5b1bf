# shellcheck shell=bash
# A library stays when another file has one of its names in it, be it for the linker or for dlopen.
# Names that are put together at run time (name services) are never touched; the package database
# and the linker's cache name every library and prove nothing.
names=$(mktemp)
mentions=$(mktemp)
find /usr/lib64 -maxdepth 1 -name 'lib*.so.*' ! -name 'libnss_*' -printf '%f\n' |
  while read -r name; do
    printf '%s %s\n' "$name" "$(readlink --canonicalize "/usr/lib64/$name")"
  done >"$names"
grep --recursive --with-filename --text --only-matching --fixed-strings \
  --file <(cut -d ' ' -f 1 "$names") --exclude-dir=sysimage --exclude=ld.so.cache \
  /etc /opt /usr/bin /usr/sbin /usr/lib /usr/lib64 /usr/libexec /usr/local >"$mentions" || :
awk '
  NR == FNR { file[$1] = $2; next }
  { name = $0; sub(/.*:/, "", name); path = substr($0, 1, length($0) - length(name) - 1) }
  path != file[name] { used[file[name]] = 1 }
  END { for (name in file) if (!(file[name] in used)) print "/usr/lib64/" name }
' "$names" "$mentions" | sort | xargs --no-run-if-empty --delimiter='\n' rm -f
rm -f "$names" "$mentions"
