package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.BiosBoot;
import org.tmpfsroot.workbench.iso.BiosLoader;
import org.tmpfsroot.workbench.iso.FatImage;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoExtractor;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.iso.IsoWriter;
import org.tmpfsroot.workbench.shell.Typed;

class IsoCommandsTest {
  private static final Instant WHEN = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private Path iso = Path.of("");
  private final Typed shell = Typed.to(new IsoCommands());

  @BeforeEach
  void writeAnImage() {
    iso = folder.resolve("some.iso");
    IsoTree tree =
        new IsoTree()
            .file("ks.cfg", text("text\nreboot\n"))
            .file("images/eltorito.img", IsoContent.ofBytes(new byte[4096]))
            .file("EFI/BOOT/grub.cfg", text("set timeout=1\n"))
            .link("EFI/link", "BOOT/grub.cfg");
    IsoWriter.write(
        IsoSpec.of("SOME", WHEN, new UUID(1, 2), tree)
            .withBios(new BiosBoot("images/eltorito.img", BiosLoader.GRUB, new byte[512]))
            .withEfiImage(IsoContent.ofBytes(FatImage.write("EFIBOOT", 1, WHEN, new TreeMap<>()))),
        iso,
        Progress.SILENT);
  }

  @Test
  void listsWhatIsBelowAPath() {
    assertEquals(
        """
        MODE  SIZE  KIND       PATH               TARGET
        0755   0 B  directory  EFI
        0755   0 B  directory  EFI/BOOT
        0644  14 B  file       EFI/BOOT/grub.cfg
        0777   0 B  symlink    EFI/link           BOOT/grub.cfg
        """,
        shell.run("iso list " + iso + " /EFI/").output());
  }

  @Test
  void showsLabelBootEntriesAndPartitions() throws IOException {
    JsonNode shown =
        new ObjectMapper().readTree(shell.run("iso show " + iso + " --format json").output());
    assertEquals("SOME", shown.get("volumeId").asText());
    assertEquals(Files.size(iso), shown.get("size").asLong());
    assertEquals("images/eltorito.img", shown.at("/bootEntries/0/path").asText());
    assertEquals("efi", shown.at("/bootEntries/1/platform").asText());
    assertTrue(shown.at("/bootEntries/1/path").isNull());
    assertEquals(3, shown.get("partitions").size());
    String table = shell.run("iso show " + iso + " --format table").output();
    assertTrue(table.contains("C12A7328-F81F-11D2-BA4B-00A0C93EC93B"), table);
  }

  @Test
  void printsTextsAndRefusesOtherFiles() {
    assertEquals("text\nreboot\n", shell.run("iso cat " + iso + " ks.cfg").output());
    assertEquals(ExitCode.USAGE, shell.run("iso cat " + iso + " images/eltorito.img").exit());
    assertEquals(ExitCode.USAGE, shell.run("iso cat " + iso + " EFI").exit());
    Typed.Result wrong = shell.run("iso cat " + iso + " ks.cgf");
    assertEquals(ExitCode.USAGE, wrong.exit());
    assertTrue(wrong.errors().contains("did you mean 'ks.cfg'?"), wrong.errors());
  }

  @Test
  void leavesNoFolderWhenItIsCancelled() throws IOException {
    Path out = folder.resolve("out");
    try (IsoImage image = IsoImage.open(iso)) {
      Thread.currentThread().interrupt();
      assertThrows(Cancelled.class, () -> IsoExtractor.extract(image, "EFI", out, Progress.SILENT));
    } finally {
      Thread.interrupted();
    }
    assertFalse(Files.exists(out));
  }

  @Test
  void extractsUnderTheOwnNameAndReplacesNothing() throws IOException {
    Path out = folder.resolve("out");
    Typed.Result first = shell.run("iso extract " + iso + " EFI " + out);
    assertEquals("2 files put into " + out + "\n", first.output());
    assertEquals("set timeout=1\n", Files.readString(out.resolve("EFI/BOOT/grub.cfg")));
    assertEquals(Path.of("BOOT/grub.cfg"), Files.readSymbolicLink(out.resolve("EFI/link")));
    Typed.Result second = shell.run("iso extract " + iso + " / " + out);
    assertEquals(ExitCode.USAGE, second.exit());
    assertTrue(second.errors().contains(out.resolve("EFI").toString()), second.errors());
    try (var left = Files.list(out)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void saysThatAFileIsNoImage() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no image");
    Typed.Result result = shell.run("iso show " + text);
    assertEquals(ExitCode.WORLD, result.exit());
    assertTrue(result.errors().contains(text + " is not an ISO image"), result.errors());
  }

  private static IsoContent text(String text) {
    return IsoContent.ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
