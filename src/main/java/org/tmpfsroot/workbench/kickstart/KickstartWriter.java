package org.tmpfsroot.workbench.kickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tmpfsroot.workbench.kickstart.KickstartLine.Origin;
import org.tmpfsroot.workbench.kickstart.KickstartLine.Setting;
import org.tmpfsroot.workbench.kickstart.KickstartLine.Template;
import org.tmpfsroot.workbench.kickstart.KickstartLine.UserFile;

/** Collects a kickstart's lines with their origins. */
final class KickstartWriter {
  private static final String ROOT = "root";
  private static final String AGAIN = "/tmp/tmpfsroot-again.ks";
  private static final String AGAIN_END = "AGAIN_END";

  private final List<KickstartLine> lines = new ArrayList<>();
  private final Map<String, String> again = new LinkedHashMap<>();
  private final Set<String> leftOut;
  private String section = ROOT;
  private int own;

  /**
   * @param leftOut commands that are not written, since a user's text has them
   */
  KickstartWriter(Set<String> leftOut) {
    this.leftOut = Set.copyOf(leftOut);
  }

  /** Begins a section; {@code header} is its opening line without the percent sign. */
  void begin(String name, String header) {
    section = name;
    own = 0;
    own("%" + header);
  }

  void end() {
    own("%end");
    section = ROOT;
    own = 0;
    own("");
  }

  /** A line that is the same in every kickstart. */
  void own(String text) {
    own++;
    add(text, new Template(section, own));
  }

  /** A line that says what a setting says. */
  void setting(String key, String text) {
    add(text, new Setting(key));
  }

  /**
   * A command that the installer takes as it is meant, and that pykickstart holds for another one
   * said again: it tells volumes of btrfs apart by where they are mounted, also when that is
   * nowhere, networks by their device, also when they name none, and before Fedora 38 keys by their
   * user ({@code __eq__} of {@code F17_BTRFSData}, {@code FC3_NetworkData} and {@code
   * F22_SshKeyData}). The installer only logs that, but {@code ksvalidator} makes an error of it;
   * so these lines stand in a file that {@code %pre} writes.
   */
  void again(String key, String text) {
    if (again.isEmpty()) {
      own("%include " + AGAIN);
    }
    again.put(text, key);
  }

  /** The part of {@code %pre} that writes what was said again. */
  void writeAgain() {
    if (!again.isEmpty()) {
      own("cat >" + AGAIN + " <<'" + AGAIN_END + "'");
      again.forEach((text, key) -> setting(key, text));
      own(AGAIN_END);
    }
  }

  /** {@code variable=value} for the shell lines that follow. */
  void assign(String key, String variable, String value) {
    setting(key, variable + "=" + Quoting.shell(key, value));
  }

  /** The lines of a shell file of the program's, without its directive for the checker. */
  void shell(String name) {
    int number = 0;
    for (String text : resource(name).lines().toList()) {
      number++;
      if (number > 1) {
        add(text, new Template(name, number));
      }
    }
  }

  /** The lines of a user's text. */
  void user(UserPart part) {
    int number = 0;
    for (String text : part.text().lines().toList()) {
      number++;
      add(text, new UserFile(part.fileName(), number));
    }
  }

  Kickstart finished() {
    return new Kickstart(lines);
  }

  private void add(String text, Origin origin) {
    boolean replaced =
        section.equals(ROOT)
            && !(origin instanceof UserFile)
            && leftOut.contains(text.split(" ", 2)[0]);
    if (replaced) {
      return;
    }
    lines.add(new KickstartLine(text, section, origin));
  }

  private static String resource(String name) {
    try (InputStream in = KickstartWriter.class.getResourceAsStream("/kickstart/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no data file kickstart/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
