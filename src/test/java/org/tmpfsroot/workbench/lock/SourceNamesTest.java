package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.repository.PackageIndex;

class SourceNamesTest {
  private static final PackageIndex NOTHING = PackageIndex.builder().build();

  private static List<String> names(String nvr, String... others) {
    List<LockList.Line> lines =
        Stream.concat(Stream.of(nvr), Stream.of(others))
            .map(each -> new LockList.Line(1, each))
            .toList();
    return new SourceNames(NOTHING, lines).of(lines.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "bash-5.3.9-3.fc44, bash, 5.3.9/3.fc44",
    "gtk+-2.0~rc1-1.fc44, gtk+, 2.0~rc1/1.fc44",
    "libstdc++-devel-15.2^20260101-1.fc44, libstdc++-devel, 15.2^20260101/1.fc44",
    "python3-a-b-1-2, python3-a-b, 1/2"
  })
  void takesALineApart(String nvr, String name, String folder) {
    LockList.Line line = new LockList.Line(1, nvr);
    assertEquals(name, line.name());
    assertEquals(folder, line.versionFolder());
    assertEquals(name, names(nvr).get(0));
  }

  @Test
  void guessesFromTheNameAndFromItsKin() {
    assertTrue(names("openssh-server-10.2p1-1.fc44").contains("openssh"));
    assertTrue(names("python3-requests-2-1.fc44").contains("python-requests"));
    assertTrue(names("libblkid-2.42-3.fc44", "util-linux-2.42-3.fc44").contains("util-linux"));
    assertEquals(List.of("libblkid"), names("libblkid-2.42-3.fc44", "util-linux-2.42-4.fc44"));
  }
}
