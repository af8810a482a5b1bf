package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class QuotingTest {
  private static final String HOSTILE = "'\"\\$`#;&|<>(){}[]*?!~^%@= \u00e9-a0";
  private static final long SEED = 20260101;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r", "\t", "a\u0000b", "\u001b[0m", "a\u0085b"})
  void letsNoControlCharacterThrough(String value) {
    for (var quote :
        List.<java.util.function.UnaryOperator<String>>of(
            text -> Quoting.kickstart("hostname", text),
            text -> Quoting.shell("hostname", text),
            text -> Quoting.grub("hostname", text),
            text -> Quoting.fstab("hostname", text))) {
      Fault fault = assertThrows(Fault.class, () -> quote.apply(value));
      assertEquals(ExitCode.SESSION, fault.exitCode());
      assertTrue(fault.what().contains("hostname"));
    }
  }

  @Test
  @RequiresPeer("bash")
  void aShellReadsBackWhatWasQuoted() throws Exception {
    List<String> values = hostileValues();
    StringBuilder script = new StringBuilder();
    values.forEach(
        value -> script.append("printf '%s\\n' ").append(Quoting.shell("x", value)).append('\n'));
    Path file = Files.writeString(folder.resolve("quoted.sh"), script);
    assertEquals(values, Peer.run("bash", file.toString()).ok().lines().toList(), "seed " + SEED);
  }

  /** pykickstart splits a line with Python's shlex, comments included. */
  @Test
  @RequiresPeer("python3")
  void pythonsShlexReadsBackWhatWasQuoted() throws Exception {
    List<String> values = hostileValues();
    StringBuilder lines = new StringBuilder();
    values.forEach(
        value -> lines.append("user --name=").append(Quoting.kickstart("x", value)).append('\n'));
    Path file = Files.writeString(folder.resolve("lines.ks"), lines);
    String program =
        """
        import shlex,sys
        for line in open(sys.argv[1], encoding='utf-8'):
            words = shlex.split(line, comments=True)
            print(len(words), words[-1][len('--name='):])
        """;
    List<String> expected = values.stream().map(value -> "2 " + value).toList();
    assertEquals(
        expected,
        Peer.run("python3", "-X", "utf8", "-c", program, file.toString()).ok().lines().toList(),
        "seed " + SEED);
  }

  @Test
  @RequiresPeer("grub-script-check")
  void grubTakesWhatWasQuotedAsOneWord() throws Exception {
    StringBuilder script = new StringBuilder();
    hostileValues()
        .forEach(value -> script.append("echo ").append(Quoting.grub("x", value)).append('\n'));
    Path file = Files.writeString(folder.resolve("quoted.cfg"), script);
    Peer.run("grub-script-check", file.toString()).ok();
  }

  @Test
  @RequiresPeer("findmnt")
  void mountToolsReadBackAFieldOfFstab() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("fstab"),
            "LABEL=x " + Quoting.fstab("x", "/a b\\c#d") + " ext4 ro 0 0\n");
    assertEquals(
        "/a b\\c#d",
        Peer.run(
                "findmnt",
                "--tab-file",
                file.toString(),
                "--noheadings",
                "--raw",
                "--output",
                "TARGET")
            .ok()
            .strip()
            .replace("\\x20", " ")
            .replace("\\x5c", "\\")
            .replace("\\x23", "#"));
  }

  @Test
  void leavesPlainWordsAlone() {
    assertEquals("en_US.UTF-8", Quoting.kickstart("language", "en_US.UTF-8"));
    assertFalse(Quoting.shell("x", "").isEmpty());
  }

  private static List<String> hostileValues() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> values =
        new ArrayList<>(List.of("'", "\"", "\\", "$(reboot)", "`id`", "a'b'c", "#", "x\\'"));
    for (int i = 0; i < 200; i++) {
      StringBuilder value = new StringBuilder();
      int length = 1 + random.nextInt(12);
      for (int j = 0; j < length; j++) {
        value.append(HOSTILE.charAt(random.nextInt(HOSTILE.length())));
      }
      values.add(value.toString());
    }
    return values;
  }
}
