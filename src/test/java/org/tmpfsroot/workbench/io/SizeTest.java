package org.tmpfsroot.workbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;

class SizeTest {

  @ParameterizedTest
  @CsvSource({
    "512, 536870912",
    "512M, 536870912",
    "8G, 8589934592",
    "1.5GiB, 1610612736",
    "64k, 65536",
    "0, 0",
    "2TB, 2199023255552"
  })
  void readsSizes(String text, long bytes) {
    assertEquals(bytes, Size.parse(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "8X", "G", "1.0000001M", "99999999999999T", "8 G B"})
  void refusesWhatIsNoSize(String text) {
    assertEquals(ExitCode.USAGE, assertThrows(Fault.class, () -> Size.parse(text)).exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "512M", "8G", "3T", "65K"})
  void writesTheShortestForm(String text) {
    assertEquals(text, Size.parse(text).typed());
  }
}
