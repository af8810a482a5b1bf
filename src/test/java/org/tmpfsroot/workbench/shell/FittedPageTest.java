package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.fault.Fault;

/** Text on a terminal that is narrower. */
class FittedPageTest {
  private static final List<String> PAGE =
      List.of(
          "paint wall: paint a wall",
          "",
          "usage: paint wall COLOUR [--twice]",
          "",
          "  COLOUR   what it is painted with",
          "  --twice  two coats",
          "",
          "A wall is painted from above to below, and from",
          "left to right.",
          "",
          "> paint wall red --twice 'and a third time'");

  @Test
  void leavesWhatFits() {
    assertSame(PAGE, FittedPage.of(PAGE, 48));
  }

  @Test
  void fillsParagraphsAndKeepsColumnsAndExamples() {
    assertEquals(
        List.of(
            "paint wall: paint a wall",
            "",
            "usage: paint wall COLOUR",
            "      [--twice]",
            "",
            "  COLOUR   what it is painted",
            "           with",
            "  --twice  two coats",
            "",
            "A wall is painted from above",
            "to below, and from left to",
            "right.",
            "",
            "> paint wall red --twice 'and a third time'"),
        FittedPage.of(PAGE, 30));
  }

  @Test
  void givesASecondColumnUpThatIsTooFarOut() {
    assertEquals(
        List.of("  COLOUR   what", "      it is", "      painted", "      with"),
        FittedPage.of(List.of(PAGE.get(4)), 16));
  }

  @Test
  void breaksAWordOnlyWhereItIsTooLong() {
    assertEquals(
        List.of("0123456789", "0123 and", "more"),
        Visible.wrapped("01234567890123 and more", 10, ""));
    assertEquals(List.of("日本", "語"), Visible.wrapped("日本語", 5, ""));
    assertEquals(List.of("a  b "), Visible.wrapped("a  b ", 5, ""));
  }

  @Test
  void keepsTheLabelsOfAFailureInTheMargin() {
    Fault fault = Fault.usage("no wall", "there is none here", "type `paint all`");
    assertEquals(
        List.of(
            "no wall",
            "  why:  there is",
            "        none",
            "        here",
            "  next: type",
            "        `paint",
            "        all`"),
        FaultText.fitted(FaultText.of("", fault), 16));
  }
}
