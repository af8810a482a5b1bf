package org.tmpfsroot.workbench.app;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.shell.LauncherOption;

/**
 * The words the program was started with.
 *
 * @param options what stands for a preference, by its name: {@code home}, {@code offline}, …
 * @param session the session file to open first; empty when there is none
 */
record Invocation(Mode mode, Map<String, String> options, String session) {

  /** What the call asks for. */
  sealed interface Mode {}

  /** The prompt. */
  record AtPrompt() implements Mode {}

  /** Standard input. */
  record FromInput() implements Mode {}

  /** The commands of {@code -c}. */
  record FromCall(List<String> commands) implements Mode {}

  /** A command file with {@code NAME=VALUE} words. */
  record FromFile(String file, List<String> assignments) implements Mode {}

  /** How to call the program. */
  record Help() implements Mode {}

  private static final List<String> SWITCHES = List.of("offline", "plain", "debug");
  private static final List<String> KNOWN =
      LauncherOption.ALL.stream().map(LauncherOption::name).toList();

  static final List<String> USAGE = usage();

  private static List<String> usage() {
    List<String> lines = new ArrayList<>();
    lines.add("usage: workbench [OPTION…]                        open the prompt");
    lines.add("       workbench [OPTION…] FILE.wb [NAME=VALUE…]  run a command file");
    lines.add("       workbench [OPTION…] -c COMMAND [-c …]      run commands");
    lines.add("       workbench [OPTION…] -                      run commands from standard input");
    lines.add("");
    for (LauncherOption option : LauncherOption.ALL) {
      String usage = option.usage();
      lines.add("  " + usage + " ".repeat(16 - usage.length()) + option.description());
    }
    lines.add("");
    lines.add("What can be typed at the prompt: workbench -c help");
    return List.copyOf(lines);
  }

  Invocation {
    options = Map.copyOf(options);
  }

  /**
   * Reads the words.
   *
   * @throws Fault (usage) when they are not a call
   */
  static Invocation parse(List<String> words) {
    Map<String, String> options = new TreeMap<>();
    List<String> commands = new ArrayList<>();
    String session = "";
    Iterator<String> left = words.iterator();
    while (left.hasNext()) {
      String typed = left.next();
      int equals = typed.startsWith("--") ? typed.indexOf('=') : -1;
      String word = equals < 0 ? typed : typed.substring(0, equals);
      String name = word.replaceFirst("^--", "");
      if (word.equals("-c")) {
        commands.add(value(word, left));
      } else if (!word.startsWith("-") || word.equals("-")) {
        return new Invocation(positional(word, left, commands), options, session);
      } else if (word.equals("--help") || word.equals("-h")) {
        return new Invocation(new Help(), options, session);
      } else if (word.equals("--version")) {
        commands.add("version");
      } else if (SWITCHES.contains(name)) {
        options.put(name, "true");
      } else if (word.equals("--home") || word.equals("--session")) {
        String value = equals < 0 ? value(word, left) : typed.substring(equals + 1);
        if (value.isEmpty()) {
          throw fault(word + " has no value", "a path must follow it");
        }
        if (word.equals("--session")) {
          session = value;
        } else {
          options.put(name, value);
        }
      } else {
        throw fault(
            "unknown option " + word,
            Nearest.sentence(word, KNOWN, "the options are " + String.join(", ", KNOWN)));
      }
    }
    Mode mode = commands.isEmpty() ? new AtPrompt() : new FromCall(List.copyOf(commands));
    return new Invocation(mode, options, session);
  }

  private static Mode positional(String word, Iterator<String> left, List<String> commands) {
    if (!commands.isEmpty()) {
      throw fault("'" + word + "' is one word too many", "commands are given with -c already");
    }
    List<String> assignments = new ArrayList<>();
    left.forEachRemaining(assignments::add);
    if (!word.equals("-")) {
      return new FromFile(word, List.copyOf(assignments));
    }
    if (!assignments.isEmpty()) {
      throw fault("'" + assignments.get(0) + "' is one word too many", "nothing can follow the -");
    }
    return new FromInput();
  }

  private static String value(String option, Iterator<String> left) {
    if (!left.hasNext()) {
      throw fault(option + " has no value", "a value must follow it");
    }
    return left.next();
  }

  private static Fault fault(String what, String why) {
    return Fault.usage(what, why, "see scripts/workbench --help");
  }
}
