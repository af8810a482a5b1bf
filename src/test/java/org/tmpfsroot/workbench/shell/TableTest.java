package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.io.Size;

class TableTest {
  private final Table table =
      Table.of("name", "installedSize", "tags", "locked", "note")
          .andForPrograms("digest")
          .row("tmux", Size.ofMiB(2), List.of("a", "b"), true, Optional.of("x"), "ab")
          .row("zsh\u001b[2J", Size.ofMiB(17), List.of(), false, Optional.empty(), "cd");

  @Test
  void alignsTextAndNumbers() {
    assertEquals(
        """
        NAME        INSTALLED SIZE  TAGS  LOCKED  NOTE
        tmux               2.0 MiB  a, b  yes     x
        zsh\\x1b[2J        17.0 MiB        no
        """,
        String.join("\n", texts(table.lines(Integer.MAX_VALUE))) + "\n");
  }

  private static List<String> texts(List<Styled> lines) {
    return lines.stream().map(line -> line.shown(false)).toList();
  }

  @Test
  void cutsTheWidestColumnsToTheWidth() {
    List<String> lines =
        texts(
            Table.of("name", "summary")
                .row("tmux", "a terminal multiplexer for everyone")
                .row("日本語", "x")
                .lines(20));
    assertEquals("tmux    a terminal …", lines.get(1));
    assertTrue(lines.stream().allMatch(line -> Visible.width(line) <= 20), lines.toString());
  }

  private final Table sentences =
      Table.of("what", "why")
          .inFull()
          .row("hook-name", "its name has a blank in it")
          .row("no-lock", "none");

  @Test
  void hasSentencesGoOnBelow() {
    assertEquals(
        List.of(
            "WHAT       WHY",
            "hook-name  its name has a",
            "           blank in it",
            "no-lock    none"),
        texts(sentences.lines(27)));
  }

  @Test
  void hasCellsBelowEachOtherWhereColumnsWouldBeTooNarrow() {
    assertEquals(
        List.of(
            "WHAT  hook-name",
            "WHY   its name has",
            "      a blank in",
            "      it",
            "",
            "WHAT  no-lock",
            "WHY   none"),
        texts(sentences.lines(18)));
  }

  @Test
  void drawsBarsToScaleInTheirColumn() {
    Table bars =
        Table.of("name", "bar").row("tmux", Bar.of(8, 16)).row("zsh-completions", Bar.of(16, 16));
    assertEquals("tmux             ####################", texts(bars.lines(100)).get(1));
    assertEquals("tmux             ####", texts(bars.lines(25)).get(1));
    assertEquals("zsh-completions  ########", texts(bars.lines(25)).get(2));
  }

  @Test
  void printsTheSameForPrograms() {
    StringWriter text = new StringWriter();
    Output.to(new PrintWriter(text)).show(table, Format.JSON);
    assertEquals(
        """
        [
          {
            "name" : "tmux",
            "installedSize" : 2097152,
            "tags" : [
              "a",
              "b"
            ],
            "locked" : true,
            "note" : "x",
            "digest" : "ab"
          },
          {
            "name" : "zsh\\u001B[2J",
            "installedSize" : 17825792,
            "tags" : [ ],
            "locked" : false,
            "note" : null,
            "digest" : "cd"
          }
        ]
        """,
        text.toString());
  }

  @Test
  void printsAnEmptyListingAsAnEmptyArray() {
    StringWriter text = new StringWriter();
    Output.to(new PrintWriter(text)).show(Table.of("name"), Format.JSON);
    assertEquals("[ ]\n", text.toString());
  }
}
