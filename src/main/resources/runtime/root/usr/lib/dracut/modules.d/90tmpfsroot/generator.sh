#!/bin/sh
# Called by systemd as: generator NORMAL EARLY LATE. With tmpfsroot.size= on the kernel's command
# line the root becomes a tmpfs; the early folder wins over the mount that root= asks for.
early=$2
size=
read -r cmdline </proc/cmdline
for word in $cmdline; do
  case $word in
    tmpfsroot.size=*) size=${word#tmpfsroot.size=} ;;
  esac
done
[ -n "$size" ] || exit 0
case $size in
  *[!0-9KMGTkmgt%]* | [!0-9]*)
    echo "tmpfsroot: tmpfsroot.size=$size is no size, 50% of the RAM is taken" >/dev/kmsg
    size=50%
    ;;
esac
cat >"$early/sysroot.mount" <<EOF
[Unit]
Description=Root in RAM
DefaultDependencies=no
Before=initrd-root-fs.target

[Mount]
What=tmpfs
Where=/sysroot
Type=tmpfs
Options=mode=0755,size=$size
EOF
mkdir -p "$early/initrd-root-fs.target.requires"
ln -sf ../sysroot.mount "$early/initrd-root-fs.target.requires/sysroot.mount"
ln -sf /usr/lib/systemd/system/tmpfsroot-copy-root.service \
  "$early/initrd-root-fs.target.requires/tmpfsroot-copy-root.service"
