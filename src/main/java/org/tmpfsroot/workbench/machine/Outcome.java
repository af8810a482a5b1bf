package org.tmpfsroot.workbench.machine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What came of waiting for a machine.
 *
 * @param text MET, TIMEOUT, OFF: the text waited for last, empty when there was none; REFUSED: the
 *     line that must not have come
 * @param took the time waited
 * @param lastLines the last the machine said
 */
public record Outcome(How how, String text, Duration took, List<String> lastLines) {

  /** How the waiting ended. */
  public enum How {
    /** All that was expected was seen. */
    MET,
    /** Something was seen that must not be. */
    REFUSED,
    /** The machine is off before all was seen. */
    OFF,
    /** Its power was cut from here. */
    CUT,
    /** The time was over. */
    TIMEOUT
  }

  public Outcome {
    lastLines = List.copyOf(lastLines);
  }

  public boolean isMet() {
    return how == How.MET;
  }

  /** For the end of a sentence about the machine. */
  public String inWords() {
    String seconds = String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    String wanted = text.isEmpty() ? "" : " before '" + text + "' was seen";
    return switch (how) {
      case MET -> "said '" + text + "' after " + seconds;
      case REFUSED -> "said '" + text + "' after " + seconds;
      case OFF -> "switched itself off after " + seconds + wanted;
      case CUT -> "was cut off after " + seconds + wanted;
      case TIMEOUT ->
          text.isEmpty()
              ? "was not off after " + seconds
              : "did not say '" + text + "' within " + seconds;
    };
  }
}
