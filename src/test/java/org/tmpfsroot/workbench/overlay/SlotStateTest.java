package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** The tool that keeps the slots' state, run on a folder that stands for the EFI partition. */
@RequiresPeer({"sh", "flock", "dd", "grub-editenv"})
class SlotStateTest {
  private static final Path TOOL =
      Path.of("src/main/resources/runtime/root/usr/bin/tmpfsroot-slot");

  @TempDir Path folder;
  private Path state;

  @BeforeEach
  void makeAnInstalledState() throws IOException {
    state = Files.createDirectories(folder.resolve("esp/EFI/fedora"));
    Files.writeString(folder.resolve("identities"), "EFI_PARTUUID=x\n");
    Files.writeString(folder.resolve("cmdline"), "root=UUID=x tmpfsroot.slot=b quiet\n");
    Path programs = Files.createDirectories(folder.resolve("bin"));
    for (String name : List.of("mount", "umount")) {
      Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\nexit 0\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    String padding = "#".repeat(1024);
    for (String name : List.of("slots-1.env", "slots-2.env", "tries.env")) {
      String text =
          "# GRUB Environment Block\n"
              + (name.equals("tries.env")
                  ? "tries=2\n"
                  : "serial=1\npreferred=a\ngood_a=1\ngood_b=0\nend=1\n");
      Files.writeString(state.resolve(name), (text + padding).substring(0, 1024));
    }
    Files.writeString(
        folder.resolve("tool"),
        Files.readString(TOOL)
            .replace("/usr/lib/tmpfsroot-fedora/identities", folder + "/identities")
            .replace("/run/tmpfsroot/esp", folder + "/esp")
            .replace("/run/tmpfsroot-slot.lock", folder + "/lock")
            .replace("/proc/cmdline", folder + "/cmdline"));
  }

  @Test
  void showsWhatIsPreferredAndWhatRuns() {
    assertEquals("running=b\npreferred=a\ngood_a=1\ngood_b=0\ntries=2\n", run().ok());
  }

  @Test
  void aGoodSlotIsPreferredAndTheCountBeginsAnew() throws IOException {
    run("good").ok();
    assertEquals("running=b\npreferred=b\ngood_a=1\ngood_b=1\ntries=0\n", run("show").ok());
    for (String name : List.of("slots-1.env", "slots-2.env")) {
      assertEquals(1024, Files.size(state.resolve(name)));
      assertEquals(
          "serial=2\npreferred=b\ngood_a=1\ngood_b=1\nend=2\n",
          Peer.run("grub-editenv", state.resolve(name).toString(), "list").ok());
    }
  }

  @Test
  void filesAreWrittenOverInPlace() throws IOException {
    Object before = Files.getAttribute(state.resolve("slots-1.env"), "unix:ino");
    run("use", "b").ok();
    assertEquals(before, Files.getAttribute(state.resolve("slots-1.env"), "unix:ino"));
  }

  @Test
  void aTornBlockIsPassedOverAndMadeWholeAgain() throws IOException {
    run("use", "b").ok();
    try (RandomAccessFile torn =
        new RandomAccessFile(state.resolve("slots-1.env").toFile(), "rw")) {
      torn.seek(60);
      torn.write(new byte[900]);
    }
    assertTrue(run().ok().contains("preferred=b"));
    run("use", "a").ok();
    assertEquals(
        "serial=3\npreferred=a\ngood_a=1\ngood_b=0\nend=3\n",
        Peer.run("grub-editenv", state.resolve("slots-1.env").toString(), "list").ok());
  }

  /** Sectors reach the disk in the order of the writes; the last one may be torn anywhere. */
  @Test
  void aCutAtAnySectorLeavesOneWholeCopy() throws IOException {
    List<String> names = List.of("slots-1.env", "slots-2.env", "tries.env");
    String before = run().ok();
    List<byte[]> old = new ArrayList<>();
    for (String name : names) {
      old.add(Files.readAllBytes(state.resolve(name)));
    }
    run("good").ok();
    String after = run().ok();
    List<byte[]> made = new ArrayList<>();
    for (String name : names) {
      made.add(Files.readAllBytes(state.resolve(name)));
    }
    for (int file = 0; file < names.size(); file++) {
      for (int reached = 0; reached <= 1024; reached += reached < 128 ? 8 : 448) {
        for (int i = 0; i < names.size(); i++) {
          byte[] bytes = (i < file ? made : old).get(i).clone();
          if (i == file) {
            System.arraycopy(made.get(i), 0, bytes, 0, reached);
          }
          Files.write(state.resolve(names.get(i)), bytes);
        }
        String seen = run().ok();
        String where = names.get(file) + " " + reached;
        String slots = seen.substring(0, seen.indexOf("tries="));
        assertTrue(before.startsWith(slots) || after.startsWith(slots), where + "\n" + seen);
        if (file > 0) {
          assertTrue(after.startsWith(slots), where + "\n" + seen);
        }
      }
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() throws IOException {
    assertNotEquals(0, run("use", "c").exit());
    assertNotEquals(0, run("frobnicate").exit());
    Files.writeString(folder.resolve("cmdline"), "root=UUID=x\n");
    Peer.Result result = run("good");
    assertNotEquals(0, result.exit());
    assertTrue(result.errors().contains("was not started from a slot"), result.errors());
  }

  private Peer.Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", folder.resolve("tool").toString()));
    command.addAll(List.of(arguments));
    String path = folder.resolve("bin") + ":" + System.getenv("PATH");
    return Peer.runIn(folder, Map.of("PATH", path), command);
  }
}
