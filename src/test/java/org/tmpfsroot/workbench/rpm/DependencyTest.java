package org.tmpfsroot.workbench.rpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.Fault;

class DependencyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash",
        "bash >= 1:5.1-2",
        "libc.so.6(GLIBC_2.34)(64bit)",
        "/usr/bin/sh",
        "(a or b or c)",
        "(a >= 1.0 with a < 2.0)",
        "(a if (b and libfoo.so()(64bit)) else c)",
        "(python3dist(x) unless y)",
        "((a without b = 2) and c)"
      })
  void writesWhatItReads(String text) {
    assertEquals(text, Dependency.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a or b",
        "(a or b and c)",
        "(a >=)",
        "()",
        "(a if b else c else d)",
        "(a or b) c",
        "a b"
      })
  void refusesWhatRpmRefuses(String text) {
    assertThrows(Fault.class, () -> Dependency.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "a, a = 1, true",
    "a >= 2, a = 1-1, false",
    "a >= 2, a = 2-1, true",
    "a > 2, a = 2-1, false",
    "a < 2, a = 2~rc1-1, true",
    "a <= 2-1, a = 2-2, false",
    "a = 2, a = 2-7, true",
    "a = 1:2, a = 2, false",
    "a < 2, a > 1, true",
    "a < 1, a > 1, false",
    "a >= 5, a, true",
    "a, b, false"
  })
  void matchesRangesAsRpmDoes(String required, String provided, boolean expected) {
    assertEquals(
        expected,
        ((Capability) Dependency.parse(required))
            .isSatisfiedBy((Capability) Dependency.parse(provided)));
  }
}
