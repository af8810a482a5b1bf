package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tmpfsroot.workbench.disk.Layout;

/**
 * The boot menu of the installed system: one entry for each slot, the preferred one first tried,
 * each boot counted until the running system says that it is good.
 *
 * <p>Signed GRUB loads no module from a disk under Secure Boot, so only commands built into it are
 * used. State lies beside this file: {@code slots-1.env} and {@code slots-2.env}, written by the
 * running system one after the other, hold the same block with its number at its beginning and its
 * end, so that a torn or an old one is told; {@code tries.env} is written by GRUB and counts boots
 * since the last good one. Every block's values fit into one sector, and files are written over in
 * place, so that a power cut never reaches the file system's own structures.
 */
public record SlotMenu(KickstartInputs inputs) {
  private static final int TRIES = 3;
  private static final String SHARED_WORD = "kernel-options";

  /** The text of {@code EFI/fedora/grub.cfg}. */
  public String grubCfg() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# the boot menu of a system with its root in RAM; its state is in the files beside it");
    lines.add("set esp=\"$root\"");
    lines.add("set state=\"($esp)/EFI/fedora\"");
    lines.add("set timeout=3");
    addSerial(lines);
    addState(lines);
    addCount(lines);
    addLoader(lines);
    addSlot(lines, "a", Layout.SLOT_A);
    addSlot(lines, "b", Layout.SLOT_B);
    addEntry(lines, "a", "b");
    addEntry(lines, "b", "a");
    return String.join("\n", lines) + "\n";
  }

  /** On UEFI the firmware's own console reaches the serial line. */
  private void addSerial(List<String> lines) {
    SerialPort.of(inputs.system().serialConsole())
        .ifPresent(
            port ->
                lines.addAll(
                    List.of(
                        "if [ \"$grub_platform\" = pc ]; then",
                        "  serial --unit=" + port.unit() + " --speed=" + port.speed(),
                        "  terminal_input console serial",
                        "  terminal_output console serial",
                        "fi")));
  }

  private static void addState(List<String> lines) {
    for (String copy : List.of("1", "2")) {
      lines.add("if [ \"$valid\" != yes ]; then");
      lines.add("  set serial=\"\"");
      lines.add("  set end=\"\"");
      lines.add("  set preferred=\"\"");
      lines.add("  if [ -f \"$state/slots-" + copy + ".env\" ]; then");
      lines.add("    load_env --file \"$state/slots-" + copy + ".env\" serial preferred end");
      lines.add("  fi");
      lines.add("  if [ \"$serial\" != \"\" -a \"$serial\" = \"$end\" ]; then");
      lines.add("    if [ \"$preferred\" = a -o \"$preferred\" = b ]; then set valid=yes; fi");
      lines.add("  fi");
      lines.add("fi");
    }
    lines.add("if [ \"$valid\" != yes ]; then");
    lines.add("  echo 'tmpfsroot: the state of the slots is lost, slot A is taken'");
    lines.add("  set preferred=a");
    lines.add("fi");
    lines.add("if [ \"$preferred\" = a ]; then set other=b; else set other=a; fi");
  }

  /** GRUB has no arithmetic that every build shares: the count is a chain of comparisons. */
  private static void addCount(List<String> lines) {
    lines.add("set tries=0");
    lines.add(
        "if [ -f \"$state/tries.env\" ]; then load_env --file \"$state/tries.env\" tries; fi");
    for (int tries = 0; tries < 2 * TRIES; tries++) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s [ \"$tries\" = %d ]; then set next=%d; set chosen=\"$%s\"",
              tries == 0 ? "if" : "elif",
              tries,
              tries + 1,
              tries < TRIES ? "preferred" : "other"));
    }
    lines.add("else");
    lines.add("  if [ \"$tries\" = " + 2 * TRIES + " ]; then");
    lines.add("    echo 'tmpfsroot: neither slot came up in " + 2 * TRIES + " boots'");
    lines.add(
        "    echo 'tmpfsroot: they are tried again in five minutes, or when a key is pressed'");
    lines.add("    sleep --interruptible 300");
    lines.add("  fi");
    lines.add("  set next=1");
    lines.add("  set chosen=\"$preferred\"");
    lines.add("fi");
    lines.add("if [ \"$chosen\" = \"$other\" ]; then");
    lines.add("  echo \"tmpfsroot: slot $preferred did not come up, slot $other is taken\"");
    lines.add("fi");
    lines.add("set tries=\"$next\"");
    lines.add("save_env --file \"$state/tries.env\" tries");
    lines.add("set default=\"$chosen\"");
  }

  private void addLoader(List<String> lines) {
    lines.add("set load_kernel=linux");
    lines.add("set load_initrd=initrd");
    if (!inputs.release().kickstart().grubLinuxCommand().equals("linux")
        && inputs.arch().equals("x86_64")) {
      lines.add("if [ \"$grub_platform\" = efi ]; then");
      lines.add("  set load_kernel=" + inputs.release().kickstart().grubLinuxCommand());
      lines.add("  set load_initrd=" + inputs.release().kickstart().grubInitrdCommand());
      lines.add("fi");
    }
  }

  /** A slot may bring options of its own: {@code /boot/grub-opts} sets {@code slot_options}. */
  private void addSlot(List<String> lines, String slot, String mount) {
    String uuid = inputs.layout().uuid(mount).toString();
    String options =
        new KernelOptions(inputs)
            .ofTheSystem().stream()
                .map(word -> Quoting.grub(SHARED_WORD, word))
                .collect(Collectors.joining(" "));
    lines.add("function start_" + slot + " {");
    lines.add("  set root=\"$esp\"");
    lines.add("  search --no-floppy --fs-uuid --set=root " + uuid);
    lines.add("  set slot_options=\"\"");
    lines.add("  if [ -f /boot/grub-opts ]; then source /boot/grub-opts; fi");
    lines.add("  if [ -f /boot/vmlinuz -a -f /boot/initramfs.img ]; then");
    lines.add(
        "    if $load_kernel /boot/vmlinuz root=UUID="
            + uuid
            + " ro tmpfsroot.slot="
            + slot
            + " "
            + options
            + " $slot_options; then");
    lines.add("      if $load_initrd /boot/initramfs.img; then boot; fi");
    lines.add("    fi");
    lines.add("  fi");
    lines.add("  echo 'tmpfsroot: slot " + slot.toUpperCase(Locale.ROOT) + " cannot be loaded'");
    lines.add("}");
  }

  private static void addEntry(List<String> lines, String slot, String other) {
    lines.add("menuentry 'slot " + slot.toUpperCase(Locale.ROOT) + "' --id " + slot + " {");
    lines.add("  start_" + slot);
    lines.add("  start_" + other);
    lines.add("  echo 'tmpfsroot: neither slot can be loaded, restarting in a minute'");
    lines.add("  sleep 60");
    lines.add("  reboot");
    lines.add("}");
  }
}
