package org.tmpfsroot.workbench.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.SmallDisk;

class PublicationTest {
  @TempDir Path folder;

  private Publication publication(String content, String... suffixes) throws IOException {
    Path product = Files.writeString(folder.resolve("product-" + content.length()), content);
    TreeMap<String, Path> companions = new TreeMap<>();
    for (String suffix : suffixes) {
      companions.put(
          suffix,
          Files.writeString(folder.resolve("made-" + content.length() + suffix), content + suffix));
    }
    return new Publication(product, Digest.sha256Of(product), companions);
  }

  @ParameterizedTest
  @RequiresPeer("sha256sum")
  @ValueSource(strings = {"plain.iso", "with (brackets) = and spaces.iso", "back\\slash\nline"})
  void givesAChecksumThatCoreutilsReads(String name) throws IOException {
    Path target = folder.resolve("out").resolve(name);
    List<Path> beside = publication("content", ".inputs.json").publish(target, Progress.SILENT);
    Path checksum = folder.resolve("out").resolve(name + ".CHECKSUM");
    assertEquals(List.of(checksum, folder.resolve("out").resolve(name + ".inputs.json")), beside);
    List<String> check = List.of("sha256sum", "--strict", "--check", checksum.toString());
    assertTrue(Peer.runIn(folder.resolve("out"), Map.of(), check).ok().endsWith(": OK\n"));
    Files.writeString(target, "CONTENT");
    assertEquals(1, Peer.runIn(folder.resolve("out"), Map.of(), check).exit());
  }

  @Test
  void saysItAsFedoraDoes() throws IOException {
    Path target = folder.resolve("image.iso");
    publication("content").publish(target, Progress.SILENT);
    assertEquals(
        "# image.iso: 7 bytes\nSHA256 (image.iso) = " + Digest.sha256Of(target).hex() + "\n",
        Files.readString(folder.resolve("image.iso.CHECKSUM")));
  }

  @Test
  void leavesNoSignatureOfAnotherImage() throws IOException {
    Path target = folder.resolve("image.iso");
    Path signature = folder.resolve("image.iso.asc");
    publication("first", ".asc").publish(target, Progress.SILENT);
    assertEquals("first.asc", Files.readString(signature));
    Publication second = publication("the second");
    second.publish(target, Progress.SILENT);
    assertFalse(Files.exists(signature));

    Files.writeString(signature, "the user's own, of the same bytes");
    second.publish(target, Progress.SILENT);
    assertTrue(Files.exists(signature));
  }

  @Test
  void leavesNothingBesideWhereTheVerySameFilesAreThere() throws IOException {
    Path place = Files.createDirectory(folder.resolve("out"));
    Publication publication = publication("content", ".asc");
    publication.publish(place.resolve("image.iso"), Progress.SILENT);
    publication.publish(place.resolve("image.iso"), Progress.SILENT);
    assertEquals(
        Set.of("image.iso", "image.iso.CHECKSUM", "image.iso.asc"), contents(place).keySet());
  }

  @Test
  void leavesNoSignatureWhereAProgramWasKilledInPuttingAnotherImage() throws IOException {
    Path target = folder.resolve("image.iso");
    Publication publication = publication("content");
    publication.publish(target, Progress.SILENT);
    Files.writeString(folder.resolve("image.iso.CHECKSUM"), "SHA256 (image.iso) = 0123\n");
    Files.writeString(folder.resolve("image.iso.asc"), "the other image's");
    publication.publish(target, Progress.SILENT);
    assertFalse(Files.exists(folder.resolve("image.iso.asc")));
  }

  @Test
  void refusesAFolderInAnyPlaceBeforeAnythingIsReplaced() throws IOException {
    Path target = Files.writeString(folder.resolve("image.iso"), "old");
    Files.createDirectory(folder.resolve("image.iso.CHECKSUM"));
    Publication publication = publication("new");
    Fault fault = assertThrows(Fault.class, () -> publication.publish(target, Progress.SILENT));
    assertEquals(ExitCode.USAGE, fault.exitCode());
    assertEquals("old", Files.readString(target));
  }

  @Test
  @RequiresPeer({"mount", "umount"})
  void replacesAllOrNothingWhereTheRoomEnds() throws IOException {
    Path place = Files.createDirectory(folder.resolve("small"));
    try (SmallDisk disk = SmallDisk.mount(place, 64 << 10)) {
      Path target = disk.path().resolve("image.iso");
      publication("old", ".asc", ".inputs.json").publish(target, Progress.SILENT);
      Map<String, String> before = contents(place);
      assertEquals(4, before.size());
      // the image fits, what belongs to it does not
      Publication large = publication("x".repeat(40 << 10), ".asc", ".inputs.json");
      assertThrows(Fault.class, () -> large.publish(target, Progress.SILENT));
      assertEquals(before, contents(place));
    }
  }

  @Test
  @RequiresPeer({"mount", "umount"})
  void keepsWhatOthersMayNotReadFromThemOnAnotherDisk() throws IOException {
    Path place = Files.createDirectory(folder.resolve("small"));
    try (SmallDisk disk = SmallDisk.mount(place, 1 << 20)) {
      Publication secret = publication("with a password's hash");
      Files.setPosixFilePermissions(secret.product(), PosixFilePermissions.fromString("rw-------"));
      Path target = disk.path().resolve("image.iso");
      secret.publish(target, Progress.SILENT);
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    }
  }

  private static Map<String, String> contents(Path place) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(place)) {
      for (Path file : new TreeSet<>(files.toList())) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
