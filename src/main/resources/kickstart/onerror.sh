# shellcheck shell=bash
tell "installation : failed"
