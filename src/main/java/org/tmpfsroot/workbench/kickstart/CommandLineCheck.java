package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.release.CommandSyntax;
import org.tmpfsroot.workbench.release.CommandSyntax.Life;
import org.tmpfsroot.workbench.release.CommandSyntax.OptionSyntax;
import org.tmpfsroot.workbench.release.CommandSyntax.Rules;
import org.tmpfsroot.workbench.release.CommandSyntax.Value;
import org.tmpfsroot.workbench.release.KickstartSyntax;

/** Reads the words behind a command by its syntax, and finds what does not follow it. */
final class CommandLineCheck {
  private final String place;
  private final String command;
  private final CommandSyntax syntax;
  private final int release;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<String> arguments = new ArrayList<>();

  /**
   * Reads a line.
   *
   * @param command as it is called in messages
   * @param words those behind the command
   */
  CommandLineCheck(
      String place, String command, CommandSyntax syntax, List<String> words, int release) {
    this.place = place;
    this.command = command;
    this.syntax = syntax;
    this.release = release;
    if (!syntax.free()) {
      read(words);
      groups();
      count();
    }
  }

  /** Reads a command's line; nothing where there is no such command. */
  static Optional<CommandLineCheck> of(KickstartText.Statement statement, int release) {
    return KickstartSyntax.get()
        .command(statement.name())
        .map(
            syntax ->
                new CommandLineCheck(
                    statement.place(),
                    statement.name(),
                    syntax,
                    statement.words().subList(1, statement.words().size()),
                    release));
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** What was given, by the options' full names; empty text for those without a value. */
  Map<String, String> options() {
    return options;
  }

  /** The words that are no options. */
  List<String> given() {
    return arguments;
  }

  /** Words are counted and never shown: one may be a password. */
  private void count() {
    if (arguments.size() < syntax.least()) {
      find(
          KickstartCheck.ARGUMENT_MISSING,
          command + " does not say what it is about",
          "give " + (syntax.least() == 1 ? "one word" : syntax.least() + " words") + " behind it");
    } else if (arguments.size() > syntax.most()) {
      find(
          KickstartCheck.ARGUMENT_EXTRA,
          command + " has " + (arguments.size() - syntax.most()) + " words too many",
          "quote what belongs together, or remove it");
    }
  }

  private void read(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        arguments.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String typed = equals < 0 ? word : word.substring(0, equals);
      List<OptionSyntax> meant = meant(typed);
      if (meant.size() != 1) {
        unknown(typed);
        continue;
      }
      OptionSyntax option = meant.get(0);
      age(option);
      boolean takes = option.value() != Value.NONE && option.value() != Value.OPTIONAL;
      if (equals >= 0) {
        value(option, word.substring(equals + 1));
      } else if (takes && i + 1 < words.size() && !words.get(i + 1).startsWith("--")) {
        i++;
        value(option, words.get(i));
      } else if (takes) {
        find(
            KickstartCheck.OPTION_VALUE,
            option.name() + " has no value",
            "write it as " + option.name() + "=VALUE");
      } else {
        options.put(option.name(), "");
      }
    }
  }

  /** The option of that name, else those that begin with it. */
  private List<OptionSyntax> meant(String typed) {
    if (syntax.options().containsKey(typed)) {
      return Stream.ofNullable(syntax.options().get(typed)).toList();
    }
    return syntax.options().values().stream()
        .filter(option -> typed.length() > 2 && option.name().startsWith(typed))
        .toList();
  }

  private void unknown(String typed) {
    find(
        KickstartCheck.OPTION_UNKNOWN,
        command + " has no option " + typed,
        Nearest.sentence(
            typed,
            syntax.options().keySet().stream().sorted().toList(),
            syntax.options().isEmpty() ? "it takes none" : "see Fedora's kickstart reference"));
  }

  private void age(OptionSyntax option) {
    Life life = option.life();
    if (release < life.since()) {
      find(
          KickstartCheck.OPTION_TOO_NEW,
          command + " has " + option.name() + " only since Fedora " + life.since(),
          "remove it, or build for a later release");
    } else if (release >= life.removed()) {
      find(
          KickstartCheck.OPTION_REMOVED,
          command + " has no option " + option.name() + " since Fedora " + life.removed(),
          "remove it");
    } else if (release >= life.deprecated()) {
      find(
          KickstartCheck.OPTION_DEPRECATED,
          option.name() + " of " + command + " is on its way out",
          "do without it");
    }
  }

  private void value(OptionSyntax option, String value) {
    options.put(option.name(), value);
    if (option.value() == Value.NONE) {
      find(
          KickstartCheck.OPTION_VALUE,
          option.name() + " takes no value",
          "write it as " + option.name());
    } else if (option.value() == Value.NUMBER && !value.matches("-?[0-9]{1,18}")) {
      find(
          KickstartCheck.OPTION_NUMBER,
          option.name() + " wants a whole number",
          "write it as " + option.name() + "=1024");
    } else if (!option.choices().isEmpty() && !chosen(option, value)) {
      find(
          KickstartCheck.OPTION_CHOICE,
          option.name() + " has no value '" + value + "'",
          Nearest.sentence(
              value, option.choices(), "there are " + String.join(", ", option.choices())));
    }
  }

  private static boolean chosen(OptionSyntax option, String value) {
    return option
        .choices()
        .contains(option.value() == Value.CHOICE_ANY_CASE ? value.toLowerCase(Locale.ROOT) : value);
  }

  private void groups() {
    Rules rules = syntax.rules();
    for (List<String> apart : rules.apart()) {
      List<String> given = apart.stream().filter(this::has).toList();
      if (given.size() > 1) {
        find(
            KickstartCheck.OPTIONS_EXCLUSIVE,
            words(given, " and ") + " of " + command + " are not used together",
            "keep one of them");
      }
    }
    for (List<String> last : rules.last()) {
      List<String> given = last.stream().filter(this::has).toList();
      if (given.size() > 1) {
        find(
            KickstartCheck.OPTIONS_CONTRARY,
            "of " + words(given, " and ") + " of " + command + " only the last counts",
            "keep one of them");
      }
    }
    for (List<String> oneOf : rules.oneOf()) {
      if (oneOf.stream().noneMatch(this::has)) {
        find(KickstartCheck.OPTION_MISSING, command + " needs " + words(oneOf, " or "), "add it");
      }
    }
    for (List<String> needs : rules.needs()) {
      if (has(needs.get(0)) && !has(needs.get(1))) {
        find(
            KickstartCheck.OPTION_ALONE,
            needs.get(0) + " of " + command + " is refused without " + needs.get(1),
            "add " + needs.get(1) + ", or remove " + needs.get(0));
      }
    }
  }

  private boolean has(String option) {
    return option.equals(CommandSyntax.WORD) ? !arguments.isEmpty() : options.containsKey(option);
  }

  private static String words(List<String> options, String between) {
    return options.stream()
        .map(option -> option.equals(CommandSyntax.WORD) ? "a word" : option)
        .collect(Collectors.joining(between));
  }

  /** What the line is about, where two lines are not about the same; nothing where they may be. */
  Optional<List<String>> key() {
    List<String> key = new ArrayList<>();
    for (String part : syntax.rules().key()) {
      key.add(
          part.equals(CommandSyntax.WORD)
              ? arguments.stream().findFirst().orElse("")
              : options.getOrDefault(part, ""));
    }
    return Optional.of(key).filter(parts -> !parts.isEmpty());
  }

  private void find(KickstartCheck check, String text, String next) {
    findings.add(check.at(place, text, next));
  }
}
