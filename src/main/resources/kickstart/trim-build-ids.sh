# shellcheck shell=bash
rm -rf /usr/lib/.build-id
