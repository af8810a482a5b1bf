package org.tmpfsroot.workbench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which disks are started after their power cut. */
class CutOrderTest {
  private static List<Integer> started(CutOrder.Boots boots, int times) {
    return IntStream.range(0, times).filter(i -> boots.has(i, times)).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "11, 11", "12, 12", "13, 12", "150, 12", "200, 12", "10000, 12"})
  void samplesTwelve(int times, int started) {
    assertEquals(started, started(CutOrder.Boots.SAMPLE, times).size());
  }

  @Test
  void spreadsThemEvenly() {
    assertEquals(
        List.of(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23), started(CutOrder.Boots.SAMPLE, 24));
  }

  @Test
  void startsEveryOneOrNone() {
    assertEquals(30, started(CutOrder.Boots.EVERY, 30).size());
    assertEquals(List.of(), started(CutOrder.Boots.NONE, 30));
  }
}
