package org.tmpfsroot.workbench.kickstart;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PC's serial port as boot loaders name it.
 *
 * @param unit 0 for {@code ttyS0}
 * @param speed in bits a second
 */
record SerialPort(int unit, int speed) {
  private static final Pattern CONSOLE = Pattern.compile("ttyS([0-3])(?:,([0-9]{3,7}).*)?");
  private static final String USUAL_SPEED = "115200";

  /** Nothing for a console that is not one of a PC's serial ports. */
  static Optional<SerialPort> of(String console) {
    Matcher matcher = CONSOLE.matcher(console);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String speed = matcher.group(2) == null ? USUAL_SPEED : matcher.group(2);
    return Optional.of(new SerialPort(Integer.parseInt(matcher.group(1)), Integer.parseInt(speed)));
  }
}
