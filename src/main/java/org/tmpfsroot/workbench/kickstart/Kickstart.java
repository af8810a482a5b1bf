package org.tmpfsroot.workbench.kickstart;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rendered kickstart.
 *
 * @param lines in order, each with its origin
 */
public record Kickstart(List<KickstartLine> lines) {
  public Kickstart {
    lines = List.copyOf(lines);
  }

  /**
   * Makes the kickstart.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (session) when a value has a line break or another
   *     control character, when a text of the user's ends a section it did not begin or leaves one
   *     open, or when a required service is not among the packages
   */
  public static Kickstart render(KickstartInputs inputs) {
    UserParts parts = new UserParts(inputs.parts(), inputs.release().number());
    KickstartWriter writer = new KickstartWriter(parts.replaced());
    new RootCommands(inputs).write(writer);
    new StorageCommands(inputs).write(writer);
    parts.writeCommands(writer);
    new PreSections(inputs, parts).write(writer);
    new PostSections(inputs, parts).write(writer);
    return writer.finished();
  }

  /** The whole file, each line ended by a line feed. */
  public String text() {
    return lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
  }

  /** The names of the sections in order of first appearance. */
  public List<String> sections() {
    return lines.stream().map(KickstartLine::section).distinct().toList();
  }

  /** The lines of all sections with this name, none when there is no such section. */
  public List<KickstartLine> section(String name) {
    return lines.stream().filter(line -> line.section().equals(name)).toList();
  }
}
