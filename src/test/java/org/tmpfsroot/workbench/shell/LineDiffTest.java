package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDiffTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a b c; a b c; ''",
        "a b c; a x c;   a,- b,+ x,  c",
        "a b c d e; b c d e;- a,  b,  c",
        "a b; a b c d;   a,  b,+ c,+ d",
        "''; a; + a",
        "x a b c d e f y; X a b c d e f Y;- x,+ X,  a,  b,  …,  e,  f,- y,+ Y",
      })
  void tellsWhatWentAndCame(String before, String after, String expected) {
    assertEquals(
        expected.strip(),
        String.join(
                ",", LineDiff.of(words(before), words(after)).stream().map(Styled::text).toList())
            .strip());
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
