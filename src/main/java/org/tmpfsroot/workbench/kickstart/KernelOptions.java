package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.List;

/** The words of the two kernel command lines. */
final class KernelOptions {
  private final KickstartInputs inputs;

  KernelOptions(KickstartInputs inputs) {
    this.inputs = inputs;
  }

  /** For the installer: it finds its image and its kickstart by the medium's label. */
  List<String> ofTheInstaller() {
    String label = "hd:LABEL=" + Quoting.line("volume-id", inputs.volumeId());
    List<String> words = new ArrayList<>();
    words.add("inst.stage2=" + label);
    words.add("inst.ks=" + label + ":/ks.cfg");
    addConsoles(words);
    addOwn(words);
    return words;
  }

  /**
   * For the installed system, but for what differs between the slots. A start that gets stuck ends
   * in a reboot, so that the boot menu comes to the other slot.
   */
  List<String> ofTheSystem() {
    List<String> words = new ArrayList<>();
    words.add("tmpfsroot.size=" + inputs.system().tmpfsSize().kernelValue());
    words.add("panic=10");
    words.add("rd.timeout=120");
    words.add("rd.shell=0");
    words.add("rd.emergency=reboot");
    if (inputs.system().selinux() == SelinuxMode.DISABLED) {
      words.add("selinux=0");
    } else {
      words.add("enforcing=0");
    }
    addConsoles(words);
    addOwn(words);
    return words;
  }

  private void addConsoles(List<String> words) {
    String serial = inputs.system().serialConsole();
    if (!serial.isEmpty()) {
      words.add("console=tty0");
      words.add("console=" + Quoting.line("serial-console", serial));
    }
  }

  private void addOwn(List<String> words) {
    String own = Quoting.line("kernel-options", inputs.system().kernelOptions());
    for (String word : own.split(" ", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
  }
}
