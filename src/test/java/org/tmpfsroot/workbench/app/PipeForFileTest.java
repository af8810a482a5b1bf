package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/**
 * A pipe where a file is asked for: whoever opens it waits for ever, and whoever replaces it takes
 * it away from others. It stands for devices, too, which a test had better leave alone.
 */
class PipeForFileTest {
  private static final List<String> LINES =
      List.of(
          "session open PIPE",
          "session diff PIPE",
          "session import PIPE",
          "session save PIPE",
          "lock load PIPE",
          "lock diff PIPE",
          "release use 44 --base PIPE",
          "package add --file PIPE",
          "file use root PIPE",
          "file use ks.pre PIPE",
          "mirror use PIPE",
          "mirror use . --gpgkey PIPE",
          "repository add own --repofile PIPE",
          "repository add own --baseurl file:///none --gpgkey PIPE",
          "user add operator --key PIPE",
          "user add operator --password-hash-file PIPE",
          "kickstart save PIPE",
          "script record PIPE",
          "build run --output PIPE",
          "build verify PIPE",
          "iso show PIPE",
          "iso list PIPE",
          "iso check PIPE",
          "iso diff PIPE PIPE",
          "iso extract PIPE / out",
          "iso serve PIPE",
          "iso write PIPE /dev/none",
          "image boot PIPE",
          "image damage PIPE --what boot-count",
          "image cut PIPE --times 1 --seed 1");

  @TempDir Path folder;

  @Test
  @RequiresPeer("mkfifo")
  void isRefusedByEveryCommand() throws IOException {
    Path pipe = folder.resolve("pipe");
    Peer.run("mkfifo", pipe.toString()).ok();
    List<String> script = new ArrayList<>(List.of("session new robot --release 44 --disk sda"));
    // a command that fails does not end the file
    LINES.forEach(line -> script.add("-" + line.replace("PIPE", "pipe")));
    Files.write(folder.resolve("pipes.wb"), script);
    Ran ran = Ran.program(folder, Map.of(), "", List.of("pipes.wb"));
    assertEquals(0, ran.exit(), ran.errors());
    for (int number = 2; number <= script.size(); number++) {
      String refused = "pipes.wb:" + number + ": ";
      assertTrue(ran.errors().contains(refused), script.get(number - 1) + "\n" + ran.errors());
    }
    assertFalse(ran.errors().contains("did you mean 'pipe'"), ran.errors());
    assertTrue(AtomicFile.isSpecial(pipe));
  }
}
