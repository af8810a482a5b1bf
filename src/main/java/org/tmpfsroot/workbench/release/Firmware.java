package org.tmpfsroot.workbench.release;

import java.util.List;
import java.util.Locale;
import org.tmpfsroot.workbench.fault.Choice;

/** What starts the installed system. The installer image itself always boots with either. */
public enum Firmware {
  UEFI,
  BIOS,
  BOTH;

  /**
   * Reads {@code uefi}, {@code bios} or {@code both}.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) for any other word
   */
  public static Firmware parse(String text) {
    return Choice.of("firmware", text, List.of(values()), Firmware::typed);
  }

  /** As typed and saved. */
  public String typed() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean startsByUefi() {
    return this != BIOS;
  }

  public boolean startsByBios() {
    return this != UEFI;
  }
}
