package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole kickstarts as text. After a change that is meant, {@code -Dgolden.write=true} writes them
 * anew, to be read in the difference.
 */
class GoldenKickstartTest {
  private static final Path FOLDER = Path.of("src/test/resources/kickstart/golden");

  @ParameterizedTest
  @CsvSource({
    "34,x86_64", "34,aarch64",
    "36,x86_64", "36,aarch64",
    "37,x86_64", "37,aarch64",
    "40,x86_64", "40,aarch64",
    "44,x86_64", "44,aarch64"
  })
  void rendersAsBefore(int release, String arch) throws IOException {
    compare(release + "-" + arch + "-plain.ks", SampleInputs.plain(release, arch));
    compare(release + "-" + arch + "-full.ks", SampleInputs.full(release, arch));
  }

  private static void compare(String name, SampleInputs sample) throws IOException {
    Path file = FOLDER.resolve(name);
    String text = sample.rendered().text();
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertEquals(Files.readString(file), text, name);
  }
}
