package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Folder;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Link;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Regular;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class RuntimeOverlayTest {
  private static final Path FILES = Path.of("src/main/resources/runtime/root");
  private static final String MODULE = "usr/lib/dracut/modules.d/90tmpfsroot/";

  @Test
  void manifestNamesEveryFileAndItsFolders() throws IOException {
    Set<String> listed = new TreeSet<>();
    Set<String> folders = new TreeSet<>();
    for (OverlayEntry entry : RuntimeOverlay.entries()) {
      if (entry.content() instanceof Regular) {
        listed.add(entry.path());
      } else if (entry.content() instanceof Folder) {
        folders.add(entry.path());
      }
      int slash = entry.path().lastIndexOf('/');
      assertTrue(slash < 0 || folders.contains(entry.path().substring(0, slash)), entry.path());
    }
    Set<String> there = new TreeSet<>();
    try (Stream<Path> walk = Files.walk(FILES)) {
      walk.filter(Files::isRegularFile)
          .forEach(file -> there.add(FILES.relativize(file).toString()));
    }
    assertEquals(there, listed);
  }

  @Test
  void scriptsCanBeRunAndNothingElseCan() throws IOException {
    for (OverlayEntry entry : RuntimeOverlay.entries()) {
      if (entry.content() instanceof Regular) {
        boolean script = Files.readString(FILES.resolve(entry.path())).startsWith("#!");
        assertEquals(script ? 0755 : 0644, entry.mode(), entry.path());
      }
    }
  }

  @Test
  void wantedUnitsAreThere() {
    List<OverlayEntry> entries = RuntimeOverlay.entries();
    Set<String> paths = new TreeSet<>(entries.stream().map(OverlayEntry::path).toList());
    for (OverlayEntry entry : entries) {
      if (entry.content() instanceof Link link) {
        Path target = Path.of(entry.path()).resolveSibling(link.target()).normalize();
        assertTrue(paths.contains(target.toString()), entry.path());
      }
    }
  }

  @Test
  @RequiresPeer("shellcheck")
  void shellIsClean() throws IOException {
    List<String> command = new ArrayList<>(List.of("shellcheck", "-x", "--source-path=SCRIPTDIR"));
    for (OverlayEntry entry : RuntimeOverlay.entries()) {
      if (entry.content() instanceof Regular && isShell(entry.path())) {
        command.add(FILES.resolve(entry.path()).toString());
      }
    }
    assertTrue(command.size() > 10, command.toString());
    Peer.run(command.toArray(String[]::new)).ok();
  }

  @Test
  void initrdTakesAlongEveryToolItsScriptsName() throws IOException {
    String setup = Files.readString(FILES.resolve(MODULE + "module-setup.sh"));
    String tools = setup.substring(setup.indexOf("tools=(") + 7, setup.indexOf(')'));
    Set<String> declared = Set.of(tools.trim().split("\\s+"));
    Set<String> known =
        Set.of(
            "awk",
            "basename",
            "blkid",
            "cat",
            "chmod",
            "chown",
            "cp",
            "cut",
            "dd",
            "df",
            "dirname",
            "e2fsck",
            "find",
            "findmnt",
            "fsck",
            "grep",
            "head",
            "ln",
            "ls",
            "lsblk",
            "mkdir",
            "mkfs.ext4",
            "mount",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "sort",
            "stat",
            "sync",
            "tail",
            "tar",
            "touch",
            "tr",
            "udevadm",
            "umount",
            "xargs",
            "mountpoint");
    for (String name :
        List.of(
            "lib",
            "copy-root",
            "check-log",
            "check-persist",
            "check-volumes",
            "complete-root",
            "generator")) {
      Set<String> used = new TreeSet<>();
      for (String line : Files.readAllLines(FILES.resolve(MODULE + name + ".sh"))) {
        String code = line.strip();
        if (code.startsWith("#") || code.startsWith("say ")) {
          continue;
        }
        for (String command : code.split("[;|&(){}]+|\\b(if|then|until|while|do|else|!)\\b")) {
          String word = command.strip().split("\\s+", 2)[0];
          if (known.contains(word)) {
            used.add(word);
          }
        }
      }
      used.removeAll(declared);
      assertEquals(Set.of(), used, name);
    }
  }

  private static boolean isShell(String path) throws IOException {
    String text = Files.readString(FILES.resolve(path));
    return text.startsWith("#!") || text.startsWith("# shellcheck shell");
  }
}
