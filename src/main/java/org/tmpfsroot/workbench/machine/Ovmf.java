package org.tmpfsroot.workbench.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * The two images of UEFI: the program, and its variables.
 *
 * @param variables as they are after a reset, or a machine's own copy
 */
record Ovmf(Path code, Path variables) {
  /** Where distributions put them, as they call them: Debian, Fedora, openSUSE and Arch. */
  private static final List<List<String>> PLACES =
      List.of(
          List.of("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"),
          List.of("/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"),
          List.of("/usr/share/edk2/ovmf/OVMF_CODE.fd", "/usr/share/edk2/ovmf/OVMF_VARS.fd"),
          List.of("/usr/share/qemu/ovmf-x86_64-code.bin", "/usr/share/qemu/ovmf-x86_64-vars.bin"),
          List.of("/usr/share/edk2/x64/OVMF_CODE.4m.fd", "/usr/share/edk2/x64/OVMF_VARS.4m.fd"));

  /**
   * This machine's.
   *
   * @throws Fault (world) naming the packages that bring it
   */
  static Ovmf find() {
    return below(Path.of("/"))
        .orElseThrow(
            () ->
                Fault.world(
                    "cannot start a machine with UEFI",
                    "this machine does not have the firmware OVMF",
                    "install the package ovmf (Debian) or edk2-ovmf (Fedora),"
                        + " or add --firmware bios"));
  }

  static Optional<Ovmf> below(Path root) {
    for (List<String> pair : PLACES) {
      Ovmf found =
          new Ovmf(root.resolve(pair.get(0).substring(1)), root.resolve(pair.get(1).substring(1)));
      if (Files.isReadable(found.code) && Files.isReadable(found.variables)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  Ovmf withVariables(Path copy) {
    return new Ovmf(code, copy);
  }
}
