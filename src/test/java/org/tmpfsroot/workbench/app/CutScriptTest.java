package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.Peer;

/** What {@code scripts/cut} has the program do. */
class CutScriptTest {
  @TempDir Path folder;

  @Test
  void handsOptionsAndValuesOn() throws IOException {
    Path script = Files.copy(Path.of("scripts/cut"), folder.resolve("cut"));
    Path launcher = folder.resolve("workbench");
    Files.writeString(launcher, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertTrue(launcher.toFile().setExecutable(true));
    String said =
        Peer.runIn(
                folder,
                Map.of(),
                List.of(
                    "/bin/bash",
                    script.toString(),
                    "my disk.raw",
                    "--load",
                    "60",
                    "--expect",
                    "it's up"))
            .ok();
    assertEquals(
        """
        -c
        image cut 'my disk.raw' --load '60' --expect 'it'\\''s up' --times 200 --seed 1
        """,
        said);
  }
}
