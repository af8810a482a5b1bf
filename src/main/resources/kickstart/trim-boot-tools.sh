# shellcheck shell=bash
for package in grub2-tools grub2-tools-minimal grub2-tools-extra grub2-pc-modules pkgconf pkgconf-pkg-config; do
  if rpm --quiet --query "$package"; then
    rpm --erase --nodeps --noscripts "$package"
  fi
done
