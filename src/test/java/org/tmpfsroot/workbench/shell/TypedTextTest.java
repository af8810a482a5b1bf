package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedTextTest {

  /** {@code /} stands for the end of a line. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "let A 'b, let A 'b, true",
        "let A 'b/c', let A 'b c', false",
        "let A \"b'/c\", let A \"b' c\", false",
        "let A \"b\\\"/c, let A \"b\\\" c, true",
        "let A 'b\\'/let B c, let A 'b\\'/let B c, false",
        "let A \\'/let B c, let A \\'/let B c, false",
        "let A b\\/c, let A b\\/c, false",
        "version # don't/let A 'b, version # don't/let A 'b, true",
        "let A b#'/c', let A b#' c', false"
      })
  void joinsTheLinesOfAQuote(String typed, String joined, boolean open) {
    TypedText text = TypedText.of(typed.replace('/', '\n'));
    assertEquals(joined, text.joined().replace('\n', '/'));
    assertEquals(open, text.open());
  }
}
