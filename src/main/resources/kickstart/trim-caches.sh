# shellcheck shell=bash
find /usr -xdev -depth -type d -name __pycache__ -exec rm -rf {} +
rm -rf /var/cache/dnf /var/cache/libdnf5 /var/lib/dnf/history*
