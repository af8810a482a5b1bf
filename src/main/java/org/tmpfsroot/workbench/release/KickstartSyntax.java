package org.tmpfsroot.workbench.release;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kickstart language as the known releases have it: every command and section with the releases
 * it lives in, the differences as data in {@code release/kickstart-syntax}.
 */
public final class KickstartSyntax {
  private static final KickstartSyntax READ =
      KickstartSyntaxReader.read(
          new String(Resources.bytes("kickstart-syntax"), StandardCharsets.UTF_8));

  private final Map<String, CommandSyntax> commands;
  private final Map<String, CommandSyntax> sections;
  private final List<List<List<String>>> apart;

  KickstartSyntax(
      Map<String, CommandSyntax> commands,
      Map<String, CommandSyntax> sections,
      List<List<List<String>>> apart) {
    this.commands = Map.copyOf(commands);
    this.sections = Map.copyOf(sections);
    this.apart = List.copyOf(apart);
  }

  /** The one there is. */
  public static KickstartSyntax get() {
    return READ;
  }

  /** A command by its name or another name of it. */
  public Optional<CommandSyntax> command(String name) {
    return Optional.ofNullable(commands.get(name));
  }

  /** A section by its name without the percent sign. */
  public Optional<CommandSyntax> section(String name) {
    return Optional.ofNullable(sections.get(name));
  }

  /** The names of commands that a release knows, sorted. */
  public List<String> commandsOf(int release) {
    return named(commands, release);
  }

  /** The names of sections that a release knows, sorted. */
  public List<String> sectionsOf(int release) {
    return named(sections, release);
  }

  /** Groups of commands: those of one entry's different groups are not used together. */
  public List<List<List<String>>> apart() {
    return apart;
  }

  private static List<String> named(Map<String, CommandSyntax> all, int release) {
    return all.entrySet().stream()
        .filter(
            each ->
                each.getValue().life().since() <= release
                    && release < each.getValue().life().removed())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
