package org.tmpfsroot.workbench.shell;

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
    List<LineSpan> spans =
        before.stream().map(word -> new LineSpan(0, 0, word, LineSpan.Kind.PLAIN)).toList();
    TypedCommand.of(commands, spans).ifPresent(typed -> behind(typed, reader, line, candidates));
  }

  private void firstWords(List<Candidate> candidates) {
    commands.nouns().forEach((noun, about) -> candidates.add(candidate(noun, about, true)));
    commands.of("").stream()
        .filter(command -> !command.isHidden())
        .forEach(c -> candidates.add(candidate(c.getName(), c.getDescription(), true)));
  }

  /** Completes the word behind what is typed of a command. */
  private static void behind(
      TypedCommand typed, LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String begun = line.word().substring(0, line.wordCursor());
    if (begun.startsWith("-") && !typed.ended()) {
      typed.optionsLeft().forEach(o -> candidates.add(candidate(o.shown(), o.description(), true)));
      return;
    }
    typed.expected().ifPresent(parameter -> values(typed, parameter, reader, line, candidates));
  }

  private static void values(
      TypedCommand typed,
      Parameter parameter,
      LineReader reader,
      ParsedLine line,
      List<Candidate> candidates) {
    if (parameter.conversion().isPath() && parameter.values().isEmpty()) {
      new FileNameCompleter().complete(reader, line, candidates);
      return;
    }
    String begun = line.word().substring(0, line.wordCursor());
    for (CompletionProposal proposal : typed.proposals(parameter, begun)) {
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
