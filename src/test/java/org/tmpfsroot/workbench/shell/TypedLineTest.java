package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.script.Words;

/** What is known of a line that is still being typed. */
class TypedLineTest {
  private final Commands commands =
      new Commands(new CommandRegistry(), List.of(new CommandClass<>(Sample.class, Sample::new)));

  /** Some commands of every kind. */
  @Noun(value = "paint", about = "walls")
  public static final class Sample {
    @Command(
        name = {"paint", "wall"},
        description = "paint a wall",
        help = "> paint wall red")
    public void wall(
        @Argument(index = 0, description = "its colour") @Values("colours") String colour,
        @Option(longName = "format", defaultValue = "table", description = "how") Format format,
        @Option(longName = "twice", description = "two coats") boolean twice) {}

    public List<CompletionProposal> colours(String begun, List<String> before) {
      return List.of(
          new CompletionProposal("red").description("like blood"), new CompletionProposal("blue"));
    }

    @Command(
        name = {"paint", "all"},
        description = "paint several things",
        help = "> paint all")
    public void all(@Argument(index = 0, description = "things") List<String> things) {}

    @Command(name = "stop", description = "stop", help = "> stop")
    public void stop() {}
  }

  private String colours(String line) {
    Styled coloured = new LineColours(commands).coloured(line);
    assertEquals(line, coloured.text());
    return coloured.pieces().stream()
        .filter(piece -> !piece.text().isBlank())
        .map(piece -> piece.style().name().charAt(0) + ":" + piece.text().strip())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "paint wall red | C:paint C:wall P:red",
        "pai | P:pai",
        "pai wall | B:pai P:wall",
        "paint wal | C:paint P:wal",
        "paint door | C:paint B:door",
        "-paint wall | C:-paint C:wall",
        "stop now | C:stop B:now",
        "paint wall red --twice | C:paint C:wall P:red K:--twice",
        "paint wall red --twi | C:paint C:wall P:red P:--twi",
        "paint wall red --thrice | C:paint C:wall P:red B:--thrice",
        "paint wall red --format jsn # x | C:paint C:wall P:red K:--format B:jsn F:# x",
        "paint wall red --format json | C:paint C:wall P:red K:--format P:json",
        "paint wall 'dark red' --format=json | C:paint C:wall Q:'dark red' K:--format=json",
        "paint wall red blue | C:paint C:wall P:red B:blue",
        "paint all a b c | C:paint C:all P:a P:b P:c",
        "paint all \"--twice\" | C:paint C:all Q:\"--twice\"",
      })
  void isColouredByWhatIsKnown(String line, String expected) {
    assertEquals(expected, colours(line));
  }

  @Test
  void keepsItsOwnLineEnds() {
    assertEquals("C:paint P:\\ C:wall P:red", colours("paint \\\nwall red"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b c",
        "  a  'b c'\td",
        "a\\ b \"c d\" e'f'g",
        "a '' b",
        "a # b",
        "a#b \\# c",
        "\"a \\\" b\" 'c\\'",
      })
  void isSplitAsTheFinishedLineIs(String line) {
    assertEquals(
        Words.of(line, new Variables(Map.of(), () -> "")).stream()
            .map(word -> word.text() + word.quoted())
            .toList(),
        LineSpan.of(line).stream()
            .filter(span -> span.kind() != LineSpan.Kind.COMMENT)
            .map(span -> span.text() + (span.kind() == LineSpan.Kind.QUOTED))
            .toList());
  }

  private String help(String lineWithCursor) {
    int cursor = lineWithCursor.indexOf('|');
    return String.join(
        "\n",
        new WordHelp(commands, new Manual(commands, () -> ShellState.EMPTY))
            .of(lineWithCursor.replace("|", ""), cursor));
  }

  @Test
  void isExplainedWordByWord() {
    assertTrue(help("pai|nt wall").startsWith("paint: walls"), help("pai|nt wall"));
    assertTrue(help("paint wa|ll").startsWith("paint wall: paint a wall"));
    assertEquals("COLOUR  its colour\n  red  like blood\n  blue", help("paint wall |"));
    assertEquals("COLOUR  its colour\n  red  like blood", help("paint wall r|"));
    assertTrue(help("paint wall red --tw|ice").endsWith("two coats"));
    assertTrue(help("paint wall red --format |").contains("(table, json) [table]"));
    assertTrue(help("paint wall red |").contains("--twice  two coats"));
    assertTrue(help("|").startsWith("Commands are a noun"));
    assertTrue(help("pani|").contains("there is no help for 'pani'"));
  }

  @Test
  void hasAPromptThatFitsTheWindow() {
    ShellState state = new ShellState("gateway", "44", true, List.of("lock", "build"));
    assertEquals("gateway 44* [lock and build stale]> ", PromptText.of(state, 80).shown(false));
    assertEquals("gateway*!> ", PromptText.of(state, 40).shown(false));
    assertEquals("workbench> ", PromptText.of(ShellState.EMPTY, 80).shown(false));
    assertTrue(PromptText.of(state, 80).shown(true).contains("\u001b[1mgateway\u001b[0m"));
  }
}
