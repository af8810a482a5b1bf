package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * A command with some of its words typed: what the next word would be. Unlike {@link StrictParser}
 * it forgives everything, since the line is not finished.
 *
 * @param command the command
 * @param words how many words of the line are its name: one or two
 * @param arguments what was typed for positional parameters
 * @param used the names of the options that were typed
 * @param waiting the option whose value comes next, if one does
 * @param ended whether a {@code --} was typed
 */
record TypedCommand(
    MethodCommand command,
    int words,
    List<String> arguments,
    List<String> used,
    Optional<Parameter> waiting,
    boolean ended) {

  /** The command that {@code line} begins with, after its first words and those behind them. */
  static Optional<TypedCommand> of(Commands commands, List<LineSpan> line) {
    Optional<MethodCommand> two =
        line.size() > 1
            ? commands.named(line.get(0).text() + " " + line.get(1).text())
            : Optional.empty();
    Optional<MethodCommand> named =
        two.isPresent() || line.isEmpty() ? two : commands.named(line.get(0).text());
    if (named.isEmpty()) {
      return Optional.empty();
    }
    int words = two.isPresent() ? 2 : 1;
    TypedCommand typed =
        new TypedCommand(named.get(), words, List.of(), List.of(), Optional.empty(), false);
    for (LineSpan span : line.subList(words, line.size())) {
      typed = typed.with(span);
    }
    return Optional.of(typed);
  }

  /** With one more word. */
  TypedCommand with(LineSpan span) {
    if (waiting.isPresent() && !isOption(span)) {
      boolean more = waiting.get().arity() == Parameter.Arity.MANY && allArgumentsTyped();
      return new TypedCommand(
          command, words, arguments, used, more ? waiting : Optional.empty(), ended);
    }
    if (isOption(span)) {
      if (span.text().equals("--")) {
        return new TypedCommand(command, words, arguments, used, Optional.empty(), true);
      }
      Optional<Parameter> option = command.option(span.text().replaceFirst("=.*", ""));
      List<String> names = new ArrayList<>(used);
      option.ifPresent(parameter -> names.add(parameter.name()));
      Optional<Parameter> next =
          option.filter(p -> p.arity() != Parameter.Arity.FLAG && span.text().indexOf('=') < 0);
      return new TypedCommand(command, words, arguments, List.copyOf(names), next, ended);
    }
    List<String> more = new ArrayList<>(arguments);
    more.add(span.text());
    return new TypedCommand(command, words, List.copyOf(more), used, Optional.empty(), ended);
  }

  /** Whether {@code span} would be an option here. */
  boolean isOption(LineSpan span) {
    return !ended && span.looksLikeOption();
  }

  /** What a next word would be a value of; empty when there can be none. */
  Optional<Parameter> expected() {
    return waiting.or(this::positional);
  }

  private Optional<Parameter> positional() {
    List<Parameter> positionals = command.positionals();
    if (arguments.size() < positionals.size()) {
      return Optional.of(positionals.get(arguments.size()));
    }
    return isEndless() ? Optional.of(positionals.get(positionals.size() - 1)) : Optional.empty();
  }

  /**
   * What can be typed for {@code parameter} behind what is typed already; none where that cannot be
   * told, such as without a session.
   */
  List<CompletionProposal> proposals(Parameter parameter, String begun) {
    try {
      return command.values(parameter, begun, arguments);
    } catch (Fault fault) {
      return List.of();
    }
  }

  /** The options that can still be typed. */
  List<Parameter> optionsLeft() {
    return command.options().stream()
        .filter(option -> option.arity() == Parameter.Arity.MANY || !used.contains(option.name()))
        .toList();
  }

  private boolean isEndless() {
    List<Parameter> positionals = command.positionals();
    return !positionals.isEmpty()
        && positionals.get(positionals.size() - 1).arity() == Parameter.Arity.MANY;
  }

  private boolean allArgumentsTyped() {
    return !isEndless() && arguments.size() >= command.positionals().size();
  }
}
