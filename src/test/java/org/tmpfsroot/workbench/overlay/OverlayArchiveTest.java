package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class OverlayArchiveTest {
  @TempDir Path folder;

  @Test
  void sameFilesGiveTheSameBytes() throws Exception {
    Path one = pack("one", tree("a"));
    Path again = tree("b");
    Files.setLastModifiedTime(again.resolve(".profile"), FileTime.fromMillis(1));
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(pack("two", again)));
  }

  @Test
  @RequiresPeer("tar")
  void tarReadsOwnersModesAndHiddenFiles() throws Exception {
    String listing =
        Peer.run("tar", "--numeric-owner", "-tvzf", pack("a", tree("t")).toString()).ok();
    List<String> lines = listing.lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertTrue(
        lines.stream()
            .anyMatch(l -> l.startsWith("-rw------- 0/0 ") && l.endsWith(" root/.profile")),
        listing);
    assertTrue(
        lines.stream()
            .anyMatch(l -> l.startsWith("-rwxr-xr-x 0/0 ") && l.endsWith(" hooks.d/10-hook.sh")),
        listing);
    assertTrue(lines.stream().anyMatch(l -> l.endsWith(" root/etc/link -> ../.profile")), listing);
    assertTrue(lines.stream().anyMatch(l -> l.endsWith(" root/usr/bin/persist-edit")), listing);
    List<String> names =
        Peer.run("tar", "-tzf", folder.resolve("a.tar.gz").toString()).ok().lines().toList();
    assertEquals(names.stream().distinct().toList(), names);
    assertTrue(names.contains("root/" + "long/".repeat(40) + "name"), listing);
  }

  /** The command lines are those of the kickstart. */
  @Test
  @RequiresPeer({"tar", "bash"})
  void unpackingKeepsTheRootsFoldersAndLinks() throws Exception {
    Path archive = pack("a", tree("t"));
    Path target = Files.createDirectories(folder.resolve("target"));
    Files.createDirectories(target.resolve("usr/bin"));
    Files.createDirectories(target.resolve("etc"));
    Files.createSymbolicLink(target.resolve("bin"), Path.of("usr/bin"));
    Files.setPosixFilePermissions(
        target.resolve("usr/bin"), PosixFilePermissions.fromString("r-xr-xr-x"));
    String script =
        Files.readString(Path.of("src/main/resources/kickstart/post-nochroot.sh"))
            .replace("target=/mnt/sysimage", "target=" + target);
    Path run = folder.resolve("run.sh");
    Files.writeString(run, "set -eu\nfrom_medium() { cp \"" + archive + "\" \"$2\"; }\n" + script);
    Peer.run("bash", run.toString()).ok();
    assertTrue(Files.isSymbolicLink(target.resolve("bin")));
    assertTrue(Files.isRegularFile(target.resolve("usr/bin/own-tool")));
    assertEquals(
        "r-xr-xr-x",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("usr/bin"))));
    assertTrue(Files.isRegularFile(target.resolve(".profile")));
    assertTrue(Files.isExecutable(target.resolve("var/tmp/tmpfsroot/hooks.d/10-hook.sh")));
    assertTrue(Files.isDirectory(target.resolve("var/tmp/tmpfsroot/root")));
    assertFalse(Files.exists(target.resolve("var/tmp/tmpfsroot/custom-files.tar.gz")));
  }

  @Test
  void laterTreesWin() throws Exception {
    Path first = Files.createDirectories(folder.resolve("first/usr/bin"));
    Files.writeString(first.resolve("persist-edit"), "mine");
    List<OverlayEntry> merged =
        OverlayArchive.merged(List.of(UserTree.read(folder.resolve("first"))));
    OverlayEntry edited =
        merged.stream()
            .filter(each -> each.path().equals("usr/bin/persist-edit"))
            .findFirst()
            .orElseThrow();
    assertEquals(4, ((OverlayEntry.Regular) edited.content()).size());
  }

  @Test
  void refusesAFileWhereAFolderIs() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree/usr"));
    Files.writeString(tree.resolve("bin"), "no folder");
    UserTree read = UserTree.read(folder.resolve("tree"));
    Fault fault = assertThrows(Fault.class, () -> OverlayArchive.merged(List.of(read)));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.why().contains("/usr/bin"), fault.why());
  }

  @Test
  void leavesNothingWhenCancelled() throws Exception {
    UserTree tree = UserTree.read(tree("t"));
    Path out = Files.createDirectories(folder.resolve("out"));
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          Cancelled.class,
          () ->
              OverlayArchive.write(
                  out.resolve("a.tar.gz"), List.of(tree), List.of(), Progress.SILENT));
    } finally {
      Thread.interrupted();
    }
    try (Stream<Path> left = Files.list(out)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void refusesAFileThatGrewMeanwhile() throws Exception {
    Path root = tree("t");
    UserTree tree = UserTree.read(root);
    Files.writeString(root.resolve(".profile"), "longer than it was before");
    Path target = folder.resolve("a.tar.gz");
    Fault fault =
        assertThrows(
            Fault.class,
            () -> OverlayArchive.write(target, List.of(tree), List.of(), Progress.SILENT));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertFalse(Files.exists(target));
  }

  private Path pack(String name, Path tree) throws IOException {
    Path hooks = Files.createDirectories(folder.resolve("hooks"));
    Path hook = hooks.resolve("10-hook.sh");
    Files.writeString(hook, "#!/bin/sh\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path target = folder.resolve(name + ".tar.gz");
    OverlayArchive.write(
        target, List.of(UserTree.read(tree)), List.of(HookFolder.read(hooks)), Progress.SILENT);
    return target;
  }

  private Path tree(String name) throws IOException {
    Path tree = Files.createDirectories(folder.resolve(name));
    List<Path> files = new ArrayList<>();
    files.add(tree.resolve(".profile"));
    files.add(tree.resolve("bin/own-tool"));
    files.add(tree.resolve("long/".repeat(40) + "name"));
    for (Path file : files) {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, "content");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    Files.createDirectories(tree.resolve("etc"));
    Files.createSymbolicLink(tree.resolve("etc/link"), Path.of("../.profile"));
    return tree;
  }
}
