# shellcheck shell=bash
sync
tell "installation : succeeded"
