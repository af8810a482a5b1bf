package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/** The help texts, made from what the commands say of themselves. */
public final class Manual {
  /** How a line of help begins that can be typed as it stands. */
  static final String EXAMPLE = "> ";

  private static final String TOPICS = "topics";

  private final Commands commands;
  private final Supplier<ShellState> state;

  /**
   * The manual of these commands.
   *
   * @param state what examples are told with
   */
  public Manual(Commands commands, Supplier<ShellState> state) {
    this.commands = commands;
    this.state = state;
  }

  /** All of it as one text, or how a shell completes the program's call. */
  public List<String> as(LauncherTexts.Form form) {
    return new LauncherTexts(commands).of(form);
  }

  /** The names of all pages, each with its one line. */
  public Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>(commands.nouns());
    commands.of("").forEach(each -> pages.put(each.getName(), each.getDescription()));
    pages.put(TOPICS, "pages that explain a matter");
    HelpTexts.topics().forEach((name, topic) -> pages.putIfAbsent(name, topic.title()));
    return pages;
  }

  /** The second words that can follow {@code first} in a call for help. */
  public Map<String, String> pagesOf(String first) {
    Map<String, String> pages = new LinkedHashMap<>();
    if (first.equals(TOPICS)) {
      HelpTexts.topics().forEach((name, topic) -> pages.put(name, topic.title()));
    } else {
      commands.of(first).forEach(each -> pages.put(each.verb(), each.getDescription()));
    }
    return pages;
  }

  /**
   * The page for no word (everything), a noun, a command, {@code topics}, or a topic.
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
    Map<String, HelpTexts.Topic> topics = HelpTexts.topics();
    if (name.equals(TOPICS)) {
      return topics(topics);
    }
    String topic = words.get(0).equals(TOPICS) ? words.get(1) : name;
    if (words.get(0).equals(TOPICS) ? words.size() == 2 : commands.named(name).isEmpty()) {
      if (topics.containsKey(topic)) {
        List<String> page = new ArrayList<>(List.of(topic + ": " + topics.get(topic).title(), ""));
        page.addAll(topics.get(topic).lines());
        return page;
      }
    }
    return command(
        commands
            .named(name)
            .orElseThrow(
                () ->
                    Fault.usage(
                        "there is no help for '" + name + "'",
                        Nearest.sentence(
                            name, names(topics), "it is neither a command nor a noun nor a topic"),
                        "type `help` for the list of commands")));
  }

  private List<String> names(Map<String, HelpTexts.Topic> topics) {
    List<String> names =
        new ArrayList<>(commands.all().stream().map(MethodCommand::getName).toList());
    names.addAll(commands.nouns().keySet());
    topics.keySet().forEach(name -> names.add(TOPICS + " " + name));
    names.addAll(topics.keySet());
    return names;
  }

  private static List<String> topics(Map<String, HelpTexts.Topic> topics) {
    List<String> page = new ArrayList<>();
    page.add("Pages that explain a matter; `help topics NAME` shows one.");
    page.add("");
    Map<String, String> titles = new LinkedHashMap<>();
    topics.forEach((name, topic) -> titles.put(name, topic.title()));
    page.addAll(aligned(titles));
    return page;
  }

  private List<String> overview() {
    List<String> page = new ArrayList<>();
    page.add("Commands are a noun and a verb; `help NOUN` lists the verbs.");
    page.add("`help topics` lists pages about matters, `help topics start` is the first of them.");
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

  private List<String> command(MethodCommand command) {
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
    List<String> text =
        command.getHelp().strip().lines().filter(line -> !line.startsWith(EXAMPLE)).toList();
    String whole = String.join("\n", text).strip();
    if (!whole.isEmpty()) {
      page.add("");
      page.addAll(whole.lines().toList());
    }
    page.add("");
    Examples.now(commands, command, state.get().label()).forEach(each -> page.add(EXAMPLE + each));
    List<String> next =
        HelpTexts.next(command.getName()).stream()
            .filter(each -> !isCalled(each, command))
            .toList();
    if (!next.isEmpty()) {
      page.add("");
      page.add("next: " + String.join(", ", next.stream().map(each -> "`" + each + "`").toList()));
    }
    return page;
  }

  private static boolean isCalled(String text, MethodCommand command) {
    return text.equals(command.getName()) || text.startsWith(command.getName() + " ");
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
