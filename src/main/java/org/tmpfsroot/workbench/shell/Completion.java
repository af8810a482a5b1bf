package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.springframework.shell.core.command.completion.CompletionProposal;

/** What can be typed next: nouns, verbs, options, and values where a command knows them. */
final class Completion implements Completer {
  private final Commands commands;

  Completion(Commands commands) {
    this.commands = commands;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> before = line.words().subList(0, line.wordIndex());
    if (before.isEmpty()) {
      firstWords(candidates);
      return;
    }
    String first = before.get(0);
    if (before.size() == 1 && commands.nouns().containsKey(first)) {
      commands.of(first).stream()
          .filter(command -> !command.isHidden())
          .forEach(c -> candidates.add(candidate(c.verb(), c.getDescription(), true)));
      return;
    }
    Optional<MethodCommand> two =
        before.size() > 1 ? commands.named(first + " " + before.get(1)) : Optional.empty();
    if (two.isPresent()) {
      behind(two.get(), before.subList(2, before.size()), reader, line, candidates);
    } else {
      commands
          .named(first)
          .ifPresent(
              one -> behind(one, before.subList(1, before.size()), reader, line, candidates));
    }
  }

  private void firstWords(List<Candidate> candidates) {
    commands.nouns().forEach((noun, about) -> candidates.add(candidate(noun, about, true)));
    commands.of("").stream()
        .filter(command -> !command.isHidden())
        .forEach(c -> candidates.add(candidate(c.getName(), c.getDescription(), true)));
  }

  /** Completes the word behind the words {@code typed} after the command's name. */
  private void behind(
      MethodCommand command,
      List<String> typed,
      LineReader reader,
      ParsedLine line,
      List<Candidate> candidates) {
    String begun = line.word().substring(0, line.wordCursor());
    List<String> used = new ArrayList<>();
    Optional<Parameter> waiting = Optional.empty();
    int arguments = 0;
    for (String word : typed) {
      if (waiting.isPresent()) {
        waiting = Optional.empty();
      } else if (word.startsWith("-") && word.length() > 1) {
        Optional<Parameter> option = command.option(word.replaceFirst("=.*", ""));
        option.ifPresent(parameter -> used.add(parameter.name()));
        waiting = option.filter(p -> p.arity() != Parameter.Arity.FLAG && word.indexOf('=') < 0);
      } else {
        arguments++;
      }
    }
    if (waiting.isPresent()) {
      values(command, waiting.get(), reader, line, candidates);
    } else if (begun.startsWith("-")) {
      command.options().stream()
          .filter(option -> option.arity() == Parameter.Arity.MANY || !used.contains(option.name()))
          .forEach(o -> candidates.add(candidate(o.shown(), o.description(), true)));
    } else {
      positional(command, arguments)
          .ifPresent(argument -> values(command, argument, reader, line, candidates));
    }
  }

  private static Optional<Parameter> positional(MethodCommand command, int index) {
    List<Parameter> positionals = command.positionals();
    if (positionals.isEmpty()) {
      return Optional.empty();
    }
    Parameter last = positionals.get(positionals.size() - 1);
    if (index < positionals.size()) {
      return Optional.of(positionals.get(index));
    }
    return last.arity() == Parameter.Arity.MANY ? Optional.of(last) : Optional.empty();
  }

  private static void values(
      MethodCommand command,
      Parameter parameter,
      LineReader reader,
      ParsedLine line,
      List<Candidate> candidates) {
    if (parameter.conversion().isPath() && parameter.values().isEmpty()) {
      new FileNameCompleter().complete(reader, line, candidates);
      return;
    }
    String begun = line.word().substring(0, line.wordCursor());
    for (CompletionProposal proposal : command.values(parameter, begun)) {
      candidates.add(
          candidate(
              proposal.value(),
              Optional.ofNullable(proposal.description()).orElse(""),
              proposal.complete()));
    }
  }

  private static Candidate candidate(String value, String description, boolean complete) {
    return new Candidate(
        value,
        Visible.safe(value),
        null,
        description.isEmpty() ? null : Visible.safe(description),
        null,
        null,
        complete);
  }
}
