package org.tmpfsroot.workbench.kickstart;

import java.util.List;
import java.util.stream.Collectors;

/** The boot menu of the installer image: one entry, which starts the installation after a pause. */
public record InstallerMenu(KickstartInputs inputs) {
  private static final int PAUSE_SECONDS = 10;
  private static final String KERNEL = "/images/pxeboot/vmlinuz";
  private static final String INITRD = "/images/pxeboot/initrd.img";
  private static final String PC = "x86_64";

  /** What the menu's entry is called; the same in all its forms. */
  public String title() {
    return "Install Fedora "
        + inputs.release().number()
        + " from "
        + Quoting.line("volume-id", inputs.volumeId())
        + " (erases the disk)";
  }

  /** For {@code EFI/BOOT/grub.cfg}, read by GRUB's EFI build. */
  public String efiGrubCfg() {
    return inputs.arch().equals(PC)
        ? grubCfg(
            inputs.release().kickstart().grubLinuxCommand(),
            inputs.release().kickstart().grubInitrdCommand())
        : grubCfg("linux", "initrd");
  }

  /** For {@code boot/grub2/grub.cfg}, read by GRUB's BIOS build. */
  public String biosGrubCfg() {
    return grubCfg("linux", "initrd");
  }

  /**
   * For {@code isolinux/isolinux.cfg}. It loads no module, so it works with any isolinux; without
   * one a prompt is all there is to see.
   */
  public String isolinuxCfg() {
    return String.join(
        "\n",
        serialPort(),
        "menu title " + title(),
        "default install",
        "prompt 1",
        "timeout " + PAUSE_SECONDS * 10,
        "label install",
        "  menu label " + title(),
        "  kernel " + KERNEL,
        "  append initrd="
            + INITRD
            + " "
            + String.join(" ", new KernelOptions(inputs).ofTheInstaller()),
        "");
  }

  private String grubCfg(String linux, String initrd) {
    List<String> words = new KernelOptions(inputs).ofTheInstaller();
    String options =
        words.stream()
            .map(word -> Quoting.grub("kernel-options", word))
            .collect(Collectors.joining(" "));
    return String.join(
        "\n",
        grubTerminals(),
        "set default=0",
        "set timeout=" + PAUSE_SECONDS,
        "search --no-floppy --set=root --label " + Quoting.grub("volume-id", inputs.volumeId()),
        "menuentry " + Quoting.grub("volume-id", title()) + " {",
        "  " + linux + " " + KERNEL + " " + options,
        "  " + initrd + " " + INITRD,
        "}",
        "");
  }

  /** A GRUB that lacks a driver for the port shows the menu on the screen alone. */
  private String grubTerminals() {
    return SerialPort.of(inputs.system().serialConsole())
        .map(
            port ->
                String.join(
                    "\n",
                    "if serial --unit=" + port.unit() + " --speed=" + port.speed() + "; then",
                    "  terminal_input console serial",
                    "  terminal_output console serial",
                    "fi"))
        .orElse("# no serial port");
  }

  private String serialPort() {
    return SerialPort.of(inputs.system().serialConsole())
        .map(port -> "serial " + port.unit() + " " + port.speed())
        .orElse("# no serial port");
  }
}
