# The distribution's own tools for building with Fedora 42, and no state. What FROM has already is
# not installed, so that an image with all of it needs no network.
ARG FROM=fedora:42
FROM ${FROM}
COPY certificates/ /etc/pki/ca-trust/source/anchors/
COPY certificates/ /usr/local/share/ca-certificates/
RUN if command -v update-ca-trust; then update-ca-trust; elif command -v update-ca-certificates; then update-ca-certificates; fi
RUN command -v dnf-3 && command -v createrepo_c && command -v xorriso && command -v mksquashfs \
    || { dnf -y --setopt=install_weak_deps=False install \
           python3-dnf dnf-plugins-core createrepo_c xorriso squashfs-tools \
         && dnf clean all; }
