# shellcheck shell=bash
if [ -d /sys/firmware/efi ]; then started_by=uefi; else started_by=bios; fi
if [ "$firmware" != both ] && [ "$firmware" != "$started_by" ]; then
  refuse "this image installs systems that start by $firmware, this machine was started by $started_by"
fi
