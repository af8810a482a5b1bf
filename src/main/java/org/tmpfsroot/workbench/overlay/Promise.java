package org.tmpfsroot.workbench.overlay;

import java.util.ArrayList;
import java.util.List;

/**
 * Something the installed system promises.
 *
 * @param text what is promised
 * @param keptBy what keeps it: a file of the {@link RuntimeOverlay} by its path, one of the
 *     kickstart's scripts as {@code kickstart/NAME.sh}, or a class as {@code package.Class}
 * @param provenBy the tests that prove it, as {@code package.Class.method}
 */
public record Promise(String text, List<String> keptBy, List<String> provenBy) {
  private static final String TEXT = "promise ";
  private static final String BY = "by ";
  private static final String TEST = "test ";

  public Promise {
    keptBy = List.copyOf(keptBy);
    provenBy = List.copyOf(provenBy);
  }

  /** All of them, as {@code runtime/promises} has them. */
  public static List<Promise> all() {
    List<Promise> all = new ArrayList<>();
    String text = "";
    List<String> keptBy = new ArrayList<>();
    List<String> provenBy = new ArrayList<>();
    for (String line : RuntimeOverlay.lines("promises")) {
      if (line.startsWith(TEXT)) {
        if (!text.isEmpty()) {
          all.add(new Promise(text, keptBy, provenBy));
        }
        text = line.substring(TEXT.length());
        keptBy.clear();
        provenBy.clear();
      } else if (line.startsWith(BY)) {
        keptBy.add(line.substring(BY.length()));
      } else if (line.startsWith(TEST)) {
        provenBy.add(line.substring(TEST.length()));
      } else {
        throw new IllegalStateException("runtime/promises: " + line);
      }
    }
    all.add(new Promise(text, keptBy, provenBy));
    return List.copyOf(all);
  }
}
