# shellcheck shell=bash
for folder in /usr/share/locale /usr/lib/locale; do
  [ -d "$folder" ] || continue
  find "$folder" -mindepth 1 -maxdepth 1 -type d \
    ! -name 'C.*' ! -name 'en*' ! -name "$language_code*" -exec rm -rf {} +
done
rm -rf /usr/share/i18n/locales
