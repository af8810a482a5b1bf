package org.tmpfsroot.workbench.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.release.Firmware;
import org.tmpfsroot.workbench.release.Release;
import org.tmpfsroot.workbench.release.Releases;

class SampleMirrorTest {
  @TempDir Path folder;

  private SampleMirror create(Path root) {
    return SampleMirror.create(root, Progress.SILENT);
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString(), Digest.sha256Of(file).hex());
      }
    }
    return contents;
  }

  @Test
  void isTheSameBytesWhereverItIsMade() throws IOException {
    create(folder.resolve("one"));
    create(folder.resolve("a/deeper/two"));
    assertEquals(contents(folder.resolve("one")), contents(folder.resolve("a/deeper/two")));
  }

  @Test
  void isLaidOutLikeAFedoraMirror() {
    SampleMirror mirror = create(folder.resolve("mirror"));
    Release release = Releases.of(44);
    release
        .repositories("x86_64")
        .forEach(
            repository ->
                assertTrue(
                    Files.exists(
                        mirror.root().resolve(repository.path()).resolve("repodata/repomd.xml"))));
    assertTrue(Files.exists(mirror.root().resolve(release.baseImage("x86_64").path())));
    assertTrue(Files.exists(mirror.root().resolve(release.baseImage("x86_64").checksumPath())));
    assertEquals(mirror.root().resolve("RPM-GPG-KEY-sample"), mirror.keyFile());
    assertTrue(Files.exists(mirror.keyFile()));
  }

  @Test
  void hasEveryPackageTheInstallerWants() {
    Set<String> names = new TreeSet<>();
    SamplePackages.of("fedora").forEach(each -> names.add(each.nevra().name()));
    for (Firmware firmware : Firmware.values()) {
      List<String> missing =
          Releases.of(44).installerPackages("x86_64", firmware).stream()
              .filter(name -> !names.contains(name))
              .toList();
      assertEquals(List.of(), missing, firmware.typed());
    }
  }

  @Test
  void replacesWhatItMadeAndNothingElse() throws IOException {
    Path root = folder.resolve("mirror");
    SampleMirror mirror = create(root);
    Map<String, String> first = contents(root);
    Files.writeString(mirror.keyFile(), "changed");
    Path note = Files.writeString(root.resolve("releases/44/note.txt"), "mine");
    Path old = Files.writeString(root.resolve("releases/old"), "of an earlier version");
    Path list = root.resolve(".sample-mirror");
    Files.writeString(list, Files.readString(list) + "releases/old\n");

    create(root);

    assertEquals("mine", Files.readString(note));
    assertFalse(Files.exists(old));
    Files.delete(note);
    assertEquals(first, contents(root));
  }

  @Test
  void neverLeavesItsFolderWhateverItsListSays() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "precious");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path linked = Files.writeString(elsewhere.resolve("file"), "precious");
    Path root = folder.resolve("mirror");
    create(root);
    Files.createSymbolicLink(root.resolve("link"), elsewhere);
    Path list = root.resolve(".sample-mirror");
    Files.writeString(list, Files.readString(list) + "../outside\n" + outside + "\nlink/file\n");
    Fault fault = assertThrows(Fault.class, () -> create(root));
    assertEquals(ExitCode.USAGE, fault.exitCode());
    assertEquals("precious", Files.readString(outside));
    assertEquals("precious", Files.readString(linked));
  }

  @Test
  void refusesAFolderOfOthers() throws IOException {
    Path root = Files.createDirectory(folder.resolve("work"));
    Path file = Files.writeString(root.resolve("thesis.txt"), "mine");
    Fault fault = assertThrows(Fault.class, () -> create(root));
    assertEquals(ExitCode.USAGE, fault.exitCode());
    assertEquals("cannot make the sample mirror in " + root, fault.what());
    assertEquals(Map.of("thesis.txt", Digest.sha256Of(file).hex()), contents(root));
  }

  @Test
  void refusesAFileOfOthersInItsWay() throws IOException {
    Path root = folder.resolve("mirror");
    SampleMirror mirror = create(root);
    Path list = root.resolve(".sample-mirror");
    Files.writeString(list, Files.readString(list).replace("RPM-GPG-KEY-sample\n", ""));
    Files.writeString(mirror.keyFile(), "a key of mine");
    assertThrows(Fault.class, () -> create(root));
    assertEquals("a key of mine", Files.readString(mirror.keyFile()));
  }

  @Test
  void leavesTheEarlierMirrorWholeWhenCancelled() throws IOException {
    Path root = folder.resolve("mirror");
    create(root);
    Map<String, String> before = contents(root);
    isCancelled(root);
    assertEquals(before, contents(root));
  }

  @Test
  void leavesNoFolderWhenCancelled() {
    isCancelled(folder.resolve("mirror"));
    assertFalse(Files.exists(folder.resolve("mirror")));
  }

  private void isCancelled(Path root) {
    Thread.currentThread().interrupt();
    try {
      assertThrows(Cancelled.class, () -> create(root));
    } finally {
      Thread.interrupted();
    }
  }
}
