package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The manual page, and how shells complete the program's call: made from the commands. */
public final class LauncherTexts {
  /** The forms there are. */
  public enum Form {
    TEXT,
    MAN,
    BASH,
    ZSH,
    FISH
  }

  private final Commands commands;

  LauncherTexts(Commands commands) {
    this.commands = commands;
  }

  /** The text of that form, line by line. */
  List<String> of(Form form) {
    return switch (form) {
      case TEXT -> throw new IllegalArgumentException("the pages of the manual are no one text");
      case MAN -> man();
      case BASH -> bash();
      case ZSH -> zsh();
      case FISH -> fish();
    };
  }

  private List<String> man() {
    List<String> page = new ArrayList<>();
    page.add(".TH WORKBENCH 1");
    // lines that cannot be stretched to the edge are no mistake
    page.add(".ad l");
    page.add(".SH NAME");
    page.add("workbench \\- build installer images of systems that survive power failure");
    page.add(".SH SYNOPSIS");
    for (String call :
        List.of(
            "",
            " \\fIFILE\\fR.wb [\\fINAME\\fR=\\fIVALUE\\fR...]",
            " \\-c \\fICOMMAND\\fR...",
            " \\-")) {
      page.add(".B workbench");
      page.add("[\\fIOPTION\\fR...]" + call);
      page.add(".br");
    }
    page.add(".SH DESCRIPTION");
    page.add("Opens a prompt, replays a file of commands, or runs the commands of the call or of");
    page.add("standard input.");
    page.add(".SH OPTIONS");
    for (LauncherOption option : LauncherOption.ALL) {
      page.add(".TP");
      page.add(".B " + troff(option.usage()));
      page.add(troff(option.description()));
    }
    page.add(".SH COMMANDS");
    for (MethodCommand command : shown()) {
      page.add(".SS " + troff(command.getName()));
      page.add(".B " + troff(command.usage()));
      page.add(".PP");
      page.add(troff(command.getDescription()) + ".");
      List<String> text =
          command.getHelp().strip().lines().filter(l -> !l.startsWith(Manual.EXAMPLE)).toList();
      text.forEach(line -> page.add(line.isBlank() ? ".PP" : troff(line)));
      List<Parameter> parameters = new ArrayList<>(command.positionals());
      parameters.addAll(command.options());
      for (Parameter parameter : parameters) {
        page.add(".TP");
        page.add(".B " + troff(parameter.shown()));
        page.add(troff(Manual.described(parameter)));
      }
      page.add(".PP");
      page.add(".nf");
      Examples.written(command).forEach(example -> page.add(troff("  " + example)));
      page.add(".fi");
    }
    page.add(".SH EXIT STATUS");
    page.add("0 done; 2 what was typed is wrong; 3 the session cannot be resolved or built as it");
    page.add("stands; 4 the world failed; 5 an error in the program; 130 cancelled.");
    HelpTexts.topics()
        .forEach(
            (name, topic) -> {
              page.add(".SH " + troff(name.toUpperCase(java.util.Locale.ROOT)));
              page.add(troff(topic.title()));
              page.add(".PP");
              page.add(".nf");
              topic.lines().forEach(line -> page.add(troff(line)));
              page.add(".fi");
            });
    return page;
  }

  private static String troff(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private List<String> bash() {
    return List.of(
        "# completion of the workbench's call for bash: source it",
        "_workbench() {",
        "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} IFS=$'\\n'",
        "  case $before in",
        "    --session) COMPREPLY=($(compgen -f -X '!*.json' -- \"$word\") $(compgen -d -- \"$word\")) ;;",
        "    --home) COMPREPLY=($(compgen -d -- \"$word\")) ;;",
        "    -c) COMPREPLY=($(compgen -W $'" + names("\\n") + "' -- \"${word#[\\'\\\"]}\"))",
        "        COMPREPLY=(\"${COMPREPLY[@]/#/\\'}\") COMPREPLY=(\"${COMPREPLY[@]/%/\\'}\") ;;",
        "    *) case $word in",
        "         -*) COMPREPLY=($(compgen -W $'" + options("\\n") + "' -- \"$word\")) ;;",
        "         *) COMPREPLY=($(compgen -f -X '!*.wb' -- \"$word\") $(compgen -d -- \"$word\")) ;;",
        "       esac ;;",
        "  esac",
        "}",
        "complete -o filenames -o nosort -F _workbench workbench");
  }

  private List<String> zsh() {
    List<String> lines = new ArrayList<>();
    lines.add("#compdef workbench");
    lines.add("# completion of the workbench's call for zsh: as _workbench in a folder of fpath");
    lines.add("local -a commands=(");
    shown().forEach(each -> lines.add("  " + quoted(each.getName() + ":" + each.getDescription())));
    lines.add(")");
    lines.add("_workbench_command() { _describe command commands }");
    lines.add("_arguments -s \\");
    for (LauncherOption option : LauncherOption.ALL) {
      String action =
          switch (option.value()) {
            case "FILE" -> ":session:_files -g \"*.json\"";
            case "DIR" -> ":folder:_files -/";
            case "COMMAND" -> ":command:_workbench_command";
            default -> "";
          };
      String name = option.name().equals("-c") ? "*-c" : option.name();
      lines.add("  " + quoted(name + "[" + option.description() + "]" + action) + " \\");
    }
    lines.add("  " + quoted("*:command file:_files -g \"*.wb\""));
    return lines;
  }

  private List<String> fish() {
    List<String> lines = new ArrayList<>();
    lines.add("# completion of the workbench's call for fish: into ~/.config/fish/completions");
    lines.add("complete -c workbench -f");
    lines.add("complete -c workbench -k -a '(__fish_complete_suffix .wb)'");
    for (LauncherOption option : LauncherOption.ALL) {
      String name = option.name().startsWith("--") ? "-l " + option.name().substring(2) : "-s c";
      String value =
          switch (option.value()) {
            case "FILE" -> " -r -k -a '(__fish_complete_suffix .json)'";
            case "DIR" -> " -r -a '(__fish_complete_directories)'";
            default -> "";
          };
      if (!option.value().equals("COMMAND")) {
        lines.add("complete -c workbench " + name + value + " -d " + quoted(option.description()));
      }
    }
    for (MethodCommand command : shown()) {
      lines.add(
          "complete -c workbench -s c -x -a "
              + quoted("'" + command.getName() + "'")
              + " -d "
              + quoted(command.getDescription()));
    }
    return lines;
  }

  private List<MethodCommand> shown() {
    return commands.all().stream().filter(command -> !command.isHidden()).toList();
  }

  private String names(String between) {
    return shown().stream().map(MethodCommand::getName).collect(Collectors.joining(between));
  }

  private static String options(String between) {
    return LauncherOption.ALL.stream()
        .map(LauncherOption::name)
        .collect(Collectors.joining(between));
  }

  /** In double quotes, as all three shells read it. */
  private static String quoted(String text) {
    return "\"" + text.replaceAll("([\\\\\"$\\x60])", "\\\\$1") + "\"";
  }
}
