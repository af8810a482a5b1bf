# shellcheck shell=bash
ldconfig
journalctl --update-catalog
