package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;

class HookFolderTest {
  private static final String GOOD = "#!/bin/sh\necho good\n";

  @TempDir Path root;

  @Test
  void listsScriptsInTheOrderTheyRun() throws Exception {
    write("20-second.sh", GOOD, "rwxr-xr-x");
    write("10-first.sh", "#! /usr/bin/env bash\n", "rwxr-xr-x");
    write("data.txt", "no script", "rw-r--r--");
    Files.createDirectories(root.resolve("lib"));
    HookFolder hooks = HookFolder.read(root);
    assertEquals(List.of("10-first.sh", "20-second.sh"), hooks.hooks());
    assertEquals(4, hooks.entries().size());
  }

  @Test
  void namesEveryHookThatWouldNotRunAsMeant() throws Exception {
    write("10-bit.sh", GOOD, "rw-r--r--");
    write("20-shebang.sh", "echo no interpreter\n", "rwxr-xr-x");
    write("30-windows.sh", "#!/bin/sh\r\necho\r\n", "rwxr-xr-x");
    write("40-name", GOOD, "rwxr-xr-x");
    write("50-empty.sh", "", "rwxr-xr-x");
    Files.createDirectories(root.resolve("folder.sh"));
    Files.createSymbolicLink(root.resolve("60-nowhere.sh"), Path.of("missing"));
    write("70-good.sh", GOOD, "rwxr-xr-x");
    Fault fault = assertThrows(Fault.class, () -> HookFolder.read(root));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertEquals(
        List.of(
            "10-bit.sh has no run bit (chmod +x)",
            "20-shebang.sh does not begin with #! and the path of an interpreter",
            "30-windows.sh has Windows line ends",
            "40-name can be run but its name does not end in .sh",
            "50-empty.sh does not begin with #! and the path of an interpreter",
            "60-nowhere.sh is not a file"),
        List.of(fault.why().split("; ")));
    assertTrue(fault.what().contains(root.toString()));
  }

  private void write(String name, String text, String permissions) throws Exception {
    Path file = root.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
