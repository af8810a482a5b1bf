package org.tmpfsroot.workbench.rpm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.TestData;

class EvrTest {

  @Test
  @RequiresData("rpm-version-order.tsv")
  void ordersVersionsAsRpmDoes() throws IOException {
    try (Stream<String> lines = Files.lines(TestData.path("rpm-version-order.tsv"))) {
      lines.forEach(
          line -> {
            String[] row = line.split("\t");
            int expected = Integer.parseInt(row[2]);
            assertEquals(expected, sign(row[0], row[1]), line);
            assertEquals(-expected, sign(row[1], row[0]), line + " turned round");
          });
    }
  }

  private static int sign(String a, String b) {
    return Integer.signum(new Evr(0, a, "").compareTo(new Evr(0, b, "")));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0-1, 0, 1.0, 1",
    "2:1.0-1, 2, 1.0, 1",
    "1.0, 0, 1.0, ''",
    ":1.0, 0, 1.0, ''",
    "1.0~rc1^git-3.fc44, 0, 1.0~rc1^git, 3.fc44",
    "a:1, 0, a:1, ''"
  })
  void readsEpochVersionRelease(String text, int epoch, String version, String release) {
    assertEquals(new Evr(epoch, version, release), Evr.parse(text));
  }

  @Test
  void ignoresAnAbsentReleaseInDependencies() {
    assertEquals(0, Evr.parse("1.0").compareAsDependency(Evr.parse("1.0-7")));
  }
}
