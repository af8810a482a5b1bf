package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.io.Size;

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

  /**
   * The project that the document this system was first described in gives as its example: two
   * disks, four sizes of its own, and the packages it lists.
   */
  @Test
  void rendersTheExampleProject() throws IOException {
    SampleInputs sample = SampleInputs.plain(37, "x86_64");
    sample.disks = List.of(Disk.of("sda"), Disk.of("sdb"));
    sample.layout =
        Layout.standard()
            .withSize("/var/lib/docker", Size.parse("8192"))
            .withSize("/var/log", Size.parse("2048"))
            .withSize("/var/cache", Size.parse("4096"))
            .withSize("/opt", Size.parse("2048"));
    sample.provided =
        new Provided(
            Set.of("auditd.service", "chronyd.service", "docker.service", "firewalld.service"),
            Set.of("authselect", "bash", "busybox"),
            Optional.of("6.0.7-301.fc37.x86_64"));
    compare("example-37-x86_64.ks", sample);
    assertEquals(List.of(), KickstartChecks.of(sample.rendered(), sample.release, sample.firmware));
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
