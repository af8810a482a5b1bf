package org.tmpfsroot.workbench.release;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/** What starts the installed system. The installer image itself always boots with either. */
public enum Firmware {
  UEFI,
  BIOS,
  BOTH;

  /**
   * Reads {@code uefi}, {@code bios} or {@code both}.
   *
   * @throws Fault (usage) for any other word
   */
  public static Firmware parse(String text) {
    for (Firmware firmware : values()) {
      if (firmware.typed().equals(text)) {
        return firmware;
      }
    }
    List<String> known = Stream.of(values()).map(Firmware::typed).toList();
    throw Fault.usage(
        "'" + text + "' is no firmware",
        "known are " + String.join(", ", known),
        Nearest.sentence(text, known, "type one of these"));
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
