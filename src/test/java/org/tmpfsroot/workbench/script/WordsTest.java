package org.tmpfsroot.workbench.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private final Variables variables = new Variables(Map.of("E", "e v"), () -> "/tmp/run");

  private List<String> words(String text) {
    return Words.of(text, variables).stream().map(Word::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a  b\tc | [a, b, c]",
        "'a b'c\"d e\" | [a bcd e]",
        "a\\ b \\' \\\\ | [a b, ', \\]",
        "\"\\\" \\$ \\\\ \\x\" | [\" $ \\ \\x]",
        "a#b #c | [a#b]",
        "'' \"\" | [, ]",
        "$ $A {A} | [$, $A, {A}]",
        "${env.E} x${env.E}y | [e v, xe vy]",
        "'${env.E}' \"${env.E}\" | [${env.E}, e v]",
        "ü日本 | [ü日本]",
      })
  void splits(String text, String expected) {
    assertEquals(expected, words(text).toString());
  }

  @RepeatedTest(200)
  void readsBackWhatItQuotes(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    String characters = "ab '\"\\#$={}-~*\t日ü";
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    String quoted = Words.quote(text.toString());
    assertEquals(List.of(text.toString()), words(quoted), "seed " + seed + ": " + quoted);
    assertEquals(quoted.length(), Words.commentIn(quoted), "seed " + seed + ": " + quoted);
  }
}
