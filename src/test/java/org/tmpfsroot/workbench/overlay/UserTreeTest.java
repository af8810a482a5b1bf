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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class UserTreeTest {
  @TempDir Path root;

  @Test
  void takesEverythingHiddenFilesIncluded() throws Exception {
    write(".hidden", "rw-------");
    write("etc/ssh/sshd_config", "rw-r-----");
    write("usr/local/bin/tool", "rwxr-x--x");
    Files.createSymbolicLink(root.resolve("etc/alias"), Path.of("ssh/sshd_config"));
    Files.createSymbolicLink(root.resolve("etc/absolute"), Path.of("/usr/share/nothing"));
    List<String> shown =
        UserTree.read(root).entries().stream()
            .map(each -> Integer.toOctalString(each.mode()) + " " + each.path())
            .toList();
    assertEquals(
        List.of(
            "600 .hidden",
            "755 etc",
            "777 etc/absolute",
            "777 etc/alias",
            "755 etc/ssh",
            "640 etc/ssh/sshd_config",
            "755 usr",
            "755 usr/local",
            "755 usr/local/bin",
            "751 usr/local/bin/tool"),
        shown);
    assertTrue(
        UserTree.read(root).entries().stream()
            .allMatch(each -> each.owner().equals("root") && each.group().equals("root")));
  }

  @ParameterizedTest
  @CsvSource({"etc/out, ../../outside", "out, ..", "etc/deep, ../etc/../../x"})
  void refusesALinkThatLeadsOut(String name, String target) throws Exception {
    Path link = root.resolve(name);
    Files.createDirectories(link.resolveSibling("."));
    Files.createSymbolicLink(link, Path.of(target));
    Fault fault = assertThrows(Fault.class, () -> UserTree.read(root));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.what().contains(link.toString()), fault.what());
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    Fault fault = assertThrows(Fault.class, () -> UserTree.read(root.resolve("missing")));
    assertEquals(ExitCode.SESSION, fault.exitCode());
  }

  @Test
  @RequiresPeer("mkfifo")
  void refusesWhatIsNoFile() {
    Peer.run("mkfifo", root.resolve("pipe").toString()).ok();
    Fault fault = assertThrows(Fault.class, () -> UserTree.read(root));
    assertTrue(fault.what().contains("pipe"), fault.what());
  }

  private void write(String name, String permissions) throws Exception {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, name);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
