package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.Fault;

/** What there is to say of the word under the cursor, while a line is typed. */
final class WordHelp {
  private static final int MOST = 12;

  private final Commands commands;
  private final Manual manual;

  WordHelp(Commands commands, Manual manual) {
    this.commands = commands;
    this.manual = manual;
  }

  /** The lines to show for the word of {@code line} that {@code cursor} is in or behind. */
  List<String> of(String line, int cursor) {
    List<LineSpan> spans =
        LineSpan.of(line).stream()
            .filter(span -> span.kind() != LineSpan.Kind.COMMENT && span.from() <= cursor)
            .toList();
    boolean inWord = !spans.isEmpty() && spans.get(spans.size() - 1).to() >= cursor;
    List<LineSpan> before = inWord ? spans.subList(0, spans.size() - 1) : spans;
    LineSpan word =
        inWord
            ? spans.get(spans.size() - 1)
            : new LineSpan(cursor, cursor, "", LineSpan.Kind.PLAIN);
    Optional<TypedCommand> typed = TypedCommand.of(commands, List.copyOf(before));
    if (typed.isPresent()) {
      return ofParameter(typed.get(), word);
    }
    List<String> words =
        spans.stream().limit(2).map(LineSpan::text).filter(text -> !text.isEmpty()).toList();
    try {
      return manual.page(words);
    } catch (Fault fault) {
      return FaultText.of("", fault);
    }
  }

  private static List<String> ofParameter(TypedCommand typed, LineSpan word) {
    if (typed.isOption(word)) {
      return typed
          .command()
          .option(word.text().replaceFirst("=.*", ""))
          .map(option -> described(typed, option, ""))
          .orElseGet(() -> options(typed));
    }
    return typed
        .expected()
        .map(parameter -> described(typed, parameter, word.text()))
        .orElseGet(() -> options(typed));
  }

  private static List<String> options(TypedCommand typed) {
    List<String> lines = new ArrayList<>(List.of("usage: " + typed.command().usage()));
    typed.optionsLeft().forEach(each -> lines.add("  " + each.shown() + "  " + each.description()));
    return lines;
  }

  private static List<String> described(TypedCommand typed, Parameter parameter, String begun) {
    List<String> lines = new ArrayList<>();
    lines.add(parameter.usage() + "  " + Manual.described(parameter));
    List<CompletionProposal> fitting =
        typed.proposals(parameter, begun).stream()
            .filter(proposal -> proposal.value().startsWith(begun))
            .toList();
    fitting.stream()
        .limit(MOST)
        .forEach(
            proposal ->
                lines.add(
                    "  "
                        + proposal.value()
                        + Optional.ofNullable(proposal.description())
                            .map(text -> "  " + text)
                            .orElse("")));
    if (fitting.size() > MOST) {
      lines.add("  … and " + (fitting.size() - MOST) + " more: Tab lists them");
    }
    return lines;
  }
}
