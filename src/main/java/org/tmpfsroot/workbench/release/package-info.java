/**
 * What differs between Fedora releases, as data: {@code release/N.json} beside this package's
 * classes, named in {@code release/index}, and the keys the releases are signed with. {@link
 * org.tmpfsroot.workbench.release.Releases} is the way in. A release is added by a file and a line
 * in the index. Nothing here fetches anything: all addresses are relative to a mirror the caller
 * chooses, or templates for one.
 *
 * <p>The files' form: {@code {arch}} in any text stands for the RPM architecture. {@code baseImage}
 * names folder, image and CHECKSUM file on a mirror; {@code boot} is the BIOS boot loader of that
 * image; {@code installerPackages} lists what Anaconda itself asks for, which must therefore be in
 * an offline package set (its {@code bootloader/efi.py} and {@code grub2.py}, and blivet's file
 * systems), in every release all that some of them ask for; {@code kickstart} holds what a
 * kickstart must say differently. {@code kickstart-syntax} lists the language's words with the
 * releases that know them; it is read by {@link org.tmpfsroot.workbench.release.KickstartSyntax}.
 */
@NullMarked
package org.tmpfsroot.workbench.release;

import org.jspecify.annotations.NullMarked;
