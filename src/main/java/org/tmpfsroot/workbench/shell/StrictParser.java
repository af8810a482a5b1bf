package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ParsedInput;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.script.Word;

/**
 * Turns words into a {@link Call}. What it does not know is an error that names what is near:
 * nothing typed is ever ignored.
 */
final class StrictParser {
  private static final String HELP = "--help";

  private final Commands commands;

  StrictParser(Commands commands) {
    this.commands = commands;
  }

  /**
   * Parses a command; {@code --help} behind one becomes the call of {@code help} for it.
   *
   * @throws Fault (usage) when it is not a command as it can be typed
   */
  Call parse(List<Word> words) {
    Call call = recognise(words);
    call.command().convert(call.input());
    return call;
  }

  /** The same without a look at the values: a word may stand for one. */
  Call recognise(List<Word> words) {
    String first = words.get(0).text();
    if (words.size() > 1) {
      var two = commands.named(first + " " + words.get(1).text());
      if (two.isPresent()) {
        return call(two.get(), words.subList(2, words.size()));
      }
    }
    var one = commands.named(first);
    if (one.isPresent()) {
      return call(one.get(), words.subList(1, words.size()));
    }
    if (!commands.nouns().containsKey(first)) {
      throw badFirstWord(first, words);
    }
    if (words.size() > 1 && isHelp(words.get(1))) {
      return recognise(List.of(Word.of("help"), Word.of(first)));
    }
    throw badVerb(first, words);
  }

  private Fault badFirstWord(String first, List<Word> words) {
    // verb and noun the other way round, as many programs have them
    String second = words.size() > 1 ? words.get(1).text() : "";
    if (commands.nouns().containsKey(second) && commands.verbs(second).contains(first)) {
      return Fault.usage(
          "unknown command '" + first + "'",
          "what is worked on comes first, then what is done with it",
          "did you mean '" + second + " " + first + "'?");
    }
    List<String> with =
        commands.nouns().keySet().stream()
            .filter(noun -> commands.verbs(noun).contains(first))
            .map(noun -> noun + " " + first)
            .toList();
    return Fault.usage(
        "unknown command '" + first + "'",
        Nearest.sentence(
            first,
            commands.firstWords(),
            with.isEmpty()
                ? "no command begins with this word"
                : "no command begins with this word; there is " + String.join(", ", with)),
        "type `help` for the list of commands");
  }

  private Fault badVerb(String noun, List<Word> words) {
    List<String> verbs = commands.verbs(noun);
    String next = "type `help " + noun + "` for what can be done";
    if (words.size() == 1) {
      return Fault.usage(
          "'" + noun + "' needs a second word", "it is one of " + String.join(", ", verbs), next);
    }
    String typed = words.get(1).text();
    return Fault.usage(
        "unknown command '" + noun + " " + typed + "'",
        Nearest.sentence(
            typed, verbs, "after " + noun + " comes one of " + String.join(", ", verbs)),
        next);
  }

  private static boolean isHelp(Word word) {
    return !word.quoted() && (word.text().equals(HELP) || word.text().equals("-h"));
  }

  private Call call(MethodCommand command, List<Word> words) {
    if (words.stream()
        .takeWhile(word -> !word.text().equals("--"))
        .anyMatch(StrictParser::isHelp)) {
      List<Word> help = new ArrayList<>(List.of(Word.of("help")));
      for (String part : command.getName().split(" ")) {
        help.add(Word.of(part));
      }
      return recognise(help);
    }
    return new Call(command, new Reading(command, words).read());
  }

  /** One pass over the words after the command's name. */
  private static final class Reading {
    private final MethodCommand command;
    private final List<Word> words;
    private final List<CommandOption> options = new ArrayList<>();
    private final List<CommandArgument> arguments = new ArrayList<>();
    private int at;

    Reading(MethodCommand command, List<Word> words) {
      this.command = command;
      this.words = words;
    }

    ParsedInput read() {
      boolean onlyArguments = false;
      while (at < words.size()) {
        Word word = words.get(at++);
        if (onlyArguments || word.quoted() || !looksLikeOption(word.text())) {
          argument(word.text());
        } else if (word.text().equals("--")) {
          onlyArguments = true;
        } else {
          option(word.text());
        }
      }
      refuseWhatIsMissing();
      return new ParsedInput(command.getName(), List.of(), options, arguments);
    }

    private static boolean looksLikeOption(String text) {
      return text.length() > 1 && text.startsWith("-") && !Character.isDigit(text.charAt(1));
    }

    private void argument(String text) {
      List<Parameter> positionals = command.positionals();
      boolean endless =
          !positionals.isEmpty()
              && positionals.get(positionals.size() - 1).arity() == Parameter.Arity.MANY;
      if (arguments.size() >= positionals.size() && !endless) {
        throw fault(
            "'" + text + "' is one word too many",
            positionals.isEmpty()
                ? "'" + command.getName() + "' takes no word without an option"
                : "'" + command.getName() + "' takes " + counted(positionals.size()));
      }
      arguments.add(new CommandArgument(arguments.size(), text));
    }

    private void option(String typed) {
      int equals = typed.startsWith("--") ? typed.indexOf('=') : -1;
      String name = equals < 0 ? typed : typed.substring(0, equals);
      Parameter option =
          command
              .option(name)
              .orElseThrow(
                  () ->
                      fault(
                          "unknown option " + name,
                          Nearest.sentence(
                              name,
                              command.options().stream().map(Parameter::shown).toList(),
                              optionsInWords())));
      boolean again = options.stream().anyMatch(o -> option.name().equals(o.longName()));
      if (again && option.arity() != Parameter.Arity.MANY) {
        throw fault(name + " stands there twice", "it can have only one value");
      }
      if (option.arity() == Parameter.Arity.FLAG) {
        if (equals >= 0) {
          throw fault(name + " takes no value", "it is a switch: it is there or not");
        }
        add(option, "true");
      } else if (equals >= 0) {
        add(option, typed.substring(equals + 1));
      } else {
        if (!valueFollows()) {
          throw fault(name + " has no value", "a value must follow it");
        }
        add(option, words.get(at++).text());
        while (option.arity() == Parameter.Arity.MANY && allArgumentsRead() && valueFollows()) {
          add(option, words.get(at++).text());
        }
      }
    }

    private boolean valueFollows() {
      return at < words.size()
          && (words.get(at).quoted() || !words.get(at).text().startsWith("--"));
    }

    /** Only then can further words belong to a list option. */
    private boolean allArgumentsRead() {
      List<Parameter> positionals = command.positionals();
      return positionals.stream().noneMatch(p -> p.arity() == Parameter.Arity.MANY)
          && arguments.size() >= positionals.size();
    }

    private void add(Parameter option, String value) {
      options.add(CommandOption.with().longName(option.name()).value(value).build());
    }

    private void refuseWhatIsMissing() {
      List<Parameter> positionals = command.positionals();
      for (int i = arguments.size(); i < positionals.size(); i++) {
        if (positionals.get(i).required()) {
          throw fault(positionals.get(i).shown() + " is missing", positionals.get(i).description());
        }
      }
      for (Parameter option : command.options()) {
        if (option.required()
            && options.stream().noneMatch(o -> option.name().equals(o.longName()))) {
          throw fault(option.shown() + " is missing", option.description());
        }
      }
    }

    private String optionsInWords() {
      List<Parameter> known = command.options();
      return known.isEmpty()
          ? "'" + command.getName() + "' has no options"
          : "its options are " + String.join(", ", known.stream().map(Parameter::shown).toList());
    }

    private static String counted(int words) {
      return words == 1 ? "one word" : words + " words";
    }

    private Fault fault(String what, String why) {
      return Fault.usage(
          what, why, "usage: " + command.usage() + "; more with `help " + command.getName() + "`");
    }
  }
}
