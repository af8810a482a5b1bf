package org.tmpfsroot.workbench.shell;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Progress;

/**
 * Where a command prints: a method that is a command takes it as a parameter. Control characters in
 * what is printed are written out, never sent.
 */
public interface Output {

  /** Prints one line. */
  void line(Styled text);

  /** Prints a sentence; a terminal that is narrower has it on several lines, broken at blanks. */
  default void line(String text) {
    line(Styled.plain(text));
  }

  /** Prints a line of somebody else's text, never broken by us. */
  default void verbatim(String text) {
    line(Styled.plain(text));
  }

  /** Prints what may be longer than the screen; at the prompt it can be leafed through. */
  default void page(List<Styled> lines) {
    lines.forEach(this::line);
  }

  /** The answer of who sits at the terminal; empty where nobody does. */
  default Optional<String> ask(String question) {
    return Optional.empty();
  }

  /**
   * The columns a line may have; {@link Integer#MAX_VALUE} where nothing is cut, as off a terminal.
   */
  int width();

  /** Where work that lasts tells how far it is; not part of the command's output. */
  Progress progress();

  /**
   * Gives the terminal to another program until that ends.
   *
   * @param environment added to this program's own
   * @return its exit status
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) where there is no terminal; (world) when it
   *     cannot be started
   */
  int handOver(List<String> command, Path folder, Map<String, String> environment);

  /**
   * The user's terminal for as long as it is not closed; empty where input or output is none, or
   * plain output is asked for. Nothing else is to be printed meanwhile.
   */
  default Optional<LentTerminal> lend() {
    return Optional.empty();
  }

  /** Prints a listing. */
  default void show(Table table, Format format) {
    if (format == Format.JSON) {
      json(table.tree());
    } else {
      page(table.lines(width()));
    }
  }

  /**
   * Prints a tree as JSON.
   *
   * @param tree maps (in the order of their keys' iteration), lists, text, numbers, booleans, sizes
   *     (as bytes), optionals (empty is null)
   */
  default void json(Object tree) {
    Json.text(tree).lines().forEach(this::verbatim);
  }

  /** Prints {@code key: value} lines, or the same as a JSON object. */
  default void show(Map<String, ?> facts, Format format) {
    if (format == Format.JSON) {
      json(facts);
      return;
    }
    int widest = facts.keySet().stream().mapToInt(Visible::width).max().orElse(0);
    String indent = " ".repeat(widest + ": ".length());
    facts.forEach(
        (key, value) -> {
          String text = Table.text(value);
          String line = key + ":" + indent.substring(Visible.width(key) + 1) + text;
          // a path or a digest is copied more often than it is read
          boolean isSentence = text.indexOf(' ') >= 0;
          (isSentence ? Visible.wrapped(line, width(), indent) : List.of(line))
              .forEach(this::verbatim);
        });
  }

  /** Prints to {@code writer}, without a limit of width and without progress. */
  static Output to(PrintWriter writer) {
    return new Output() {
      @Override
      public void line(Styled text) {
        writer.print(text.shown(false) + "\n");
      }

      @Override
      public int width() {
        return Integer.MAX_VALUE;
      }

      @Override
      public Progress progress() {
        return Progress.SILENT;
      }

      @Override
      public int handOver(List<String> command, Path folder, Map<String, String> environment) {
        throw Handover.noTerminal();
      }
    };
  }
}
