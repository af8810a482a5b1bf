package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** When a slot is marked good and when the machine is restarted, in a time that passes at once. */
@RequiresPeer("sh")
class ProveSlotTest {
  private static final Path SCRIPTS =
      Path.of("src/main/resources/runtime/root/usr/libexec/tmpfsroot");

  @TempDir Path folder;

  /** Services are asked for once a second of that time. */
  @Test
  void marksTheSlotOnceAllWereUpLongEnough() throws IOException {
    // 100 s without, then 10 s with, then one lapse
    program("systemctl", "t=$(wc -l <time); [ $t -ge 100 ] && [ $t -ne 110 ]");
    program("tmpfsroot-slot", "echo slot \"$@\" >>done");
    assertEquals(0, prove().exit());
    assertEquals("slot good\n", done());
    assertEquals(140, Files.readAllLines(folder.resolve("time")).size());
  }

  @ParameterizedTest
  @CsvSource({
    "'running=a good_a=0 good_b=1', reboot",
    "'running=b good_a=1 good_b=0', reboot",
    "'running=a good_a=1 good_b=1', ''",
    "'running=a good_a=0 good_b=0', ''",
    "'running=b good_a=0 good_b=1', ''"
  })
  void givesUpAtTheLimit(String state, String then) throws IOException {
    program("systemctl", "[ \"$1\" != reboot ] || echo reboot >>done; exit 3");
    program("tmpfsroot-slot", "echo " + state);
    Peer.Result result = prove();
    assertEquals(1, result.exit());
    assertEquals(then, done().strip());
    assertEquals(600, Files.readAllLines(folder.resolve("time")).size());
    assertEquals(
        "tmpfsroot: required services were not active for 30 s within 600 s",
        result.output().lines().findFirst().orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "quiet tmpfsroot.slot=a, '30 --force reboot'",
    "tmpfsroot.slot=a emergency, ''",
    "tmpfsroot.slot=a systemd.unit=emergency.target, ''",
    "root=UUID=x, ''"
  })
  void anEmergencyEndsInARestart(String cmdline, String then) throws IOException {
    program("sleep", "printf '%s ' \"$1\" >>done");
    program("systemctl", "echo \"$@\" >>done");
    Files.writeString(folder.resolve("cmdline"), cmdline + "\n");
    run("leave-emergency", "/proc/cmdline", folder.resolve("cmdline").toString());
    assertEquals(then, done().strip());
  }

  private Peer.Result prove() throws IOException {
    Files.writeString(folder.resolve("services"), "one.service\n\ntwo.service\n");
    Files.writeString(folder.resolve("time"), "");
    program("sleep", "echo >>time");
    return run(
        "prove-slot",
        "/usr/share/tmpfsroot-fedora/required-services",
        folder.resolve("services").toString());
  }

  private Peer.Result run(String script, String path, String with) throws IOException {
    Path copy = folder.resolve(script);
    Files.writeString(copy, Files.readString(SCRIPTS.resolve(script)).replace(path, with));
    String programs = folder.resolve("bin") + ":" + System.getenv("PATH");
    return Peer.runIn(folder, Map.of("PATH", programs), List.of("sh", copy.toString()));
  }

  private void program(String name, String body) throws IOException {
    Path programs = Files.createDirectories(folder.resolve("bin"));
    Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String done() throws IOException {
    Path done = folder.resolve("done");
    return Files.exists(done) ? Files.readString(done) : "";
  }
}
