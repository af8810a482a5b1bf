package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/** The help texts, made from what the commands say of themselves. */
public final class Manual {
  /** How a line of help begins that can be typed as it stands. */
  static final String EXAMPLE = "> ";

  private final Commands commands;

  public Manual(Commands commands) {
    this.commands = commands;
  }

  /**
   * The page for no word (everything), a noun, or a command.
   *
   * @throws Fault (usage) when there is no such page
   */
  public List<String> page(List<String> words) {
    if (words.isEmpty()) {
      return overview();
    }
    String name = String.join(" ", words);
    if (words.size() == 1 && commands.nouns().containsKey(name)) {
      return noun(name);
    }
    return command(
        commands
            .named(name)
            .orElseThrow(
                () ->
                    Fault.usage(
                        "there is no help for '" + name + "'",
                        Nearest.sentence(
                            name,
                            commands.all().stream().map(MethodCommand::getName).toList(),
                            "it is neither a command nor a noun"),
                        "type `help` for the list of commands")));
  }

  private List<String> overview() {
    List<String> page = new ArrayList<>();
    page.add("Commands are a noun and a verb; `help NOUN` lists the verbs.");
    page.add("");
    page.addAll(aligned(commands.nouns()));
    page.add("");
    Map<String, String> single = new LinkedHashMap<>();
    commands.of("").forEach(command -> single.put(command.usage(), command.getDescription()));
    page.addAll(aligned(single));
    return page;
  }

  private List<String> noun(String noun) {
    List<String> page = new ArrayList<>();
    page.add(noun + ": " + commands.nouns().get(noun));
    page.add("");
    Map<String, String> verbs = new LinkedHashMap<>();
    commands.of(noun).stream()
        .filter(command -> !command.isHidden())
        .forEach(command -> verbs.put(command.usage(), command.getDescription()));
    page.addAll(aligned(verbs));
    page.add("");
    page.add("More with `help " + noun + " VERB`.");
    return page;
  }

  private static List<String> command(MethodCommand command) {
    List<String> page = new ArrayList<>();
    page.add(command.getName() + ": " + command.getDescription());
    page.add("");
    page.add("usage: " + command.usage());
    Map<String, String> parameters = new LinkedHashMap<>();
    command.positionals().forEach(p -> parameters.put(p.shown(), described(p)));
    command.options().forEach(p -> parameters.put(p.shown(), described(p)));
    if (!parameters.isEmpty()) {
      page.add("");
      page.addAll(aligned(parameters));
    }
    if (!command.getHelp().isBlank()) {
      page.add("");
      page.addAll(command.getHelp().strip().lines().toList());
    }
    return page;
  }

  /** What a parameter is, its choices, and what stands in for it. */
  static String described(Parameter parameter) {
    String choices =
        parameter.conversion().choices().isEmpty()
            ? ""
            : " (" + String.join(", ", parameter.conversion().choices()) + ")";
    String standard = parameter.fallback().isEmpty() ? "" : " [" + parameter.fallback() + "]";
    return parameter.description() + choices + standard;
  }

  private static List<String> aligned(Map<String, String> pairs) {
    int widest =
        pairs.keySet().stream().mapToInt(String::length).filter(w -> w <= 40).max().orElse(0);
    List<String> lines = new ArrayList<>();
    pairs.forEach(
        (key, value) -> {
          if (key.length() > widest) {
            lines.add("  " + key);
            lines.add("  " + " ".repeat(widest) + "  " + value);
          } else {
            lines.add("  " + key + " ".repeat(widest - key.length()) + "  " + value);
          }
        });
    return lines;
  }
}
