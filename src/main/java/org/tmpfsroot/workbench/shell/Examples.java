package org.tmpfsroot.workbench.shell;

import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.script.Words;

/** A command's examples, told with what the open session has. */
final class Examples {
  /** The name that examples are written with. */
  private static final String USUAL_NAME = "gateway";

  private Examples() {}

  /** As they are written. */
  static List<String> written(MethodCommand command) {
    return command
        .getHelp()
        .lines()
        .filter(line -> line.startsWith(Manual.EXAMPLE))
        .map(line -> line.substring(Manual.EXAMPLE.length()))
        .toList();
  }

  /**
   * With the session's name for the usual one, and with a value that can be typed now for each that
   * cannot.
   *
   * @param session its name; empty when none is open
   */
  static List<String> now(Commands commands, MethodCommand command, String session) {
    return session.isEmpty()
        ? written(command)
        : written(command).stream().map(text -> now(commands, text, session)).toList();
  }

  private static String now(Commands commands, String example, String session) {
    List<LineSpan> spans = LineSpan.of(example);
    int name = example.indexOf(' ') < 0 ? 1 : 2;
    if (spans.size() <= name) {
      return example;
    }
    Optional<TypedCommand> begun = TypedCommand.of(commands, List.copyOf(spans.subList(0, name)));
    if (begun.isEmpty() || begun.get().words() != name) {
      return example;
    }
    TypedCommand typed = begun.get();
    StringBuilder told = new StringBuilder(typed.command().getName());
    for (LineSpan span : spans.subList(name, spans.size())) {
      String text = span.text();
      Optional<Parameter> parameter = typed.isOption(span) ? Optional.empty() : typed.expected();
      if (parameter.isPresent()) {
        text = value(typed, parameter.get(), text.replace(USUAL_NAME, session));
      }
      told.append(' ').append(typed.isOption(span) ? text : Words.quote(text));
      typed = typed.with(new LineSpan(0, 0, text, span.kind()));
    }
    return told.toString();
  }

  private static String value(TypedCommand typed, Parameter parameter, String written) {
    if (parameter.values().isEmpty() || parameter.conversion().isPath()) {
      return written;
    }
    boolean canBeTyped =
        typed.proposals(parameter, written).stream()
            .anyMatch(proposal -> proposal.value().equals(written));
    return canBeTyped
        ? written
        : typed.proposals(parameter, "").stream()
            .findFirst()
            .map(CompletionProposal::value)
            .orElse(written);
  }
}
