# shellcheck shell=bash
rm -rf /usr/share/doc /usr/share/man /usr/share/info /usr/share/gtk-doc
