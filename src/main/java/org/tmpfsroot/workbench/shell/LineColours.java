package org.tmpfsroot.workbench.shell;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;

/**
 * Colours the line while it is typed: what is known in one colour, what can only be wrong in
 * another. The word at the end is not called wrong while something known begins with it.
 */
final class LineColours implements Highlighter {
  private final Commands commands;

  LineColours(Commands commands) {
    this.commands = commands;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    StringBuilder shown = new StringBuilder();
    for (Styled.Piece piece : coloured(buffer).pieces()) {
      // the line's own newlines must stay
      String[] lines = piece.text().split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        shown.append(i == 0 ? "" : "\n").append(piece.style().on(lines[i]));
      }
    }
    return AttributedString.fromAnsi(shown.toString());
  }

  /** The whole line, character for character. */
  Styled coloured(String line) {
    List<LineSpan> spans =
        LineSpan.of(line).stream().filter(span -> span.kind() != LineSpan.Kind.COMMENT).toList();
    Styled coloured = Styled.EMPTY;
    int at = 0;
    for (int i = 0; i < spans.size(); i++) {
      LineSpan span = spans.get(i);
      coloured = coloured.and(Style.PLAIN, line.substring(at, span.from()));
      boolean last = span.to() == line.length();
      coloured = coloured.and(style(spans, i, last), line.substring(span.from(), span.to()));
      at = span.to();
    }
    String rest = line.substring(at);
    return coloured.and(rest.isBlank() ? Style.PLAIN : Style.FAINT, rest);
  }

  private Style style(List<LineSpan> spans, int index, boolean last) {
    LineSpan span = spans.get(index);
    boolean forgiving = index == 0 && span.text().startsWith("-");
    if (index == 0) {
      String word = forgiving ? span.text().substring(1) : span.text();
      return commands.named(word).isPresent()
          ? Style.COMMAND
          : of(word, commands.firstWords(), Style.COMMAND, last || word.isEmpty());
    }
    String noun = spans.get(0).text().replaceFirst("^-", "");
    if (index == 1 && commands.nouns().containsKey(noun)) {
      return of(span.text(), commands.verbs(noun), Style.COMMAND, last);
    }
    List<LineSpan> before = List.copyOf(spans.subList(0, index));
    return TypedCommand.of(commands, before)
        .map(typed -> style(typed, span, last))
        .orElse(Style.PLAIN);
  }

  private static Style style(TypedCommand typed, LineSpan span, boolean last) {
    if (typed.isOption(span)) {
      List<String> options = typed.command().options().stream().map(Parameter::shown).toList();
      String name = span.text().replaceFirst("=.*", "");
      return name.equals("--help") || name.equals("-h") || name.equals("--")
          ? Style.KEYWORD
          : typed.command().option(name).isPresent()
              ? Style.KEYWORD
              : of(name, options, Style.KEYWORD, last);
    }
    Optional<Parameter> parameter = typed.expected();
    if (parameter.isEmpty()) {
      return Style.BAD;
    }
    List<String> choices = parameter.get().conversion().choices();
    Style otherwise = span.kind() == LineSpan.Kind.QUOTED ? Style.QUOTED : Style.PLAIN;
    return choices.isEmpty() || span.text().contains("${")
        ? otherwise
        : of(span.text(), choices, otherwise, last);
  }

  private static Style of(String text, Collection<String> known, Style style, boolean typing) {
    return known.contains(text)
        ? style
        : typing && known.stream().anyMatch(each -> each.startsWith(text))
            ? Style.PLAIN
            : Style.BAD;
  }
}
