package org.tmpfsroot.workbench.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.lock.PackageSpec;

class SessionJsonTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("robot.json");
  }

  private ImageSession reread() {
    return SessionJson.read(file(), MachineDefaults.NONE);
  }

  @RepeatedTest(200)
  void whatIsWrittenIsReadBack(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    ImageSession session = new SessionGenerator(seed, folder).session();
    SessionJson.write(session, file());
    assertEquals(session, reread(), () -> "seed " + seed);
    assertEquals(
        SessionJson.text(session, file()),
        SessionJson.text(reread(), file()),
        () -> "seed " + seed);
  }

  @Test
  void holdsOnlyWhatDiffersFromANewSession() {
    ImageSession session = ImageSession.of("robot", 44, MachineDefaults.NONE);
    assertEquals(
        """
        {
          "schema": 1,
          "name": "robot",
          "release": 44
        }
        """,
        SessionJson.text(session, file()));
  }

  @Test
  void machineDefaultsAreNotSaved() {
    MachineDefaults machine =
        MachineDefaults.NONE.withFile(java.util.Map.of("keyboard", "jp"), "defaults");
    ImageSession session = ImageSession.of("robot", 44, machine);
    assertFalse(SessionJson.text(session, file()).contains("keyboard"));
  }

  @Test
  void aMovedFolderTakesItsFilesAlong() throws IOException {
    Path project = Files.createDirectories(folder.resolve("one"));
    Files.writeString(project.resolve("ks.cfg"), "timezone UTC\n");
    ImageSession session =
        ImageSession.of("robot", 44, MachineDefaults.NONE)
            .withFiles(files -> files.with(FileKind.KS_ROOT, project.resolve("ks.cfg")));
    SessionJson.write(session, project.resolve("robot.json"));
    Path moved = Files.move(project, folder.resolve("two"));
    ImageSession opened = SessionJson.read(moved.resolve("robot.json"), MachineDefaults.NONE);
    assertEquals(moved.resolve("ks.cfg"), opened.files().of(FileKind.KS_ROOT).orElseThrow());
  }

  @Test
  void opensThoughANamedFileIsGone() throws IOException {
    Files.writeString(
        file(), "{\"schema\":1,\"name\":\"a\",\"release\":44,\"files\":{\"hooks\":\"gone\"}}");
    List<String> ids = SessionChecks.of(reread()).stream().map(Finding::id).toList();
    assertTrue(ids.contains("file-unusable"), ids::toString);
  }

  @Test
  void onlyItsOwnerReadsAFileWithAHash() throws IOException {
    ImageSession session =
        ImageSession.of("robot", 44, MachineDefaults.NONE)
            .withSettings(s -> s.with("root-password", "$6$saltsalt$" + "a".repeat(86)));
    SessionJson.write(session, file());
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file()));
  }

  @Test
  void leavesNothingBesideItsFiles() throws IOException {
    ImageSession session = new SessionGenerator(2, folder).session();
    SessionJson.write(session, file());
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(path -> path.getFileName().toString()).sorted().toList();
      List<String> expected =
          session.lock().isPresent()
              ? List.of("robot.json", "robot.rpms.lock.json")
              : List.of("robot.json");
      assertEquals(expected, names);
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/session/json-refused.csv", delimiter = '|', quoteCharacter = '`')
  void refusesNamingThePath(String rest, String path, String reason) throws IOException {
    Files.writeString(file(), "{\"schema\":1,\"name\":\"a\",\"release\":44," + rest + "}");
    Fault fault = assertThrows(Fault.class, this::reread);
    assertEquals(ExitCode.SESSION, fault.exitCode(), fault::getMessage);
    assertTrue(fault.what().contains("robot.json"), fault::what);
    assertTrue(fault.why().startsWith(path + ": "), fault::why);
    assertTrue(fault.why().contains(reason), fault::why);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/session/json-broken.csv", delimiter = '|', quoteCharacter = '`')
  void refusesWhatIsNoSession(String text, String exitCode, String reason) throws IOException {
    Files.writeString(file(), text);
    Fault fault = assertThrows(Fault.class, this::reread);
    assertEquals(exitCode, fault.exitCode().name(), fault::getMessage);
    assertTrue(fault.why().contains(reason), fault::why);
  }

  @Test
  void aMissingFileIsATypingError() {
    Fault fault = assertThrows(Fault.class, this::reread);
    assertEquals(ExitCode.USAGE, fault.exitCode());
  }

  @Test
  void deepNestingIsRefusedAndNotFollowed() throws IOException {
    Files.writeString(file(), "{\"a\":" + "[".repeat(100_000));
    assertEquals(ExitCode.WORLD, assertThrows(Fault.class, this::reread).exitCode());
  }

  @Test
  void aFailedSaveKeepsTheOldFile() {
    ImageSession old = ImageSession.of("robot", 44, MachineDefaults.NONE);
    SessionJson.write(old, file());
    Fault fault =
        assertThrows(
            Fault.class,
            () ->
                SessionJson.write(
                    old.withPackages(p -> p.plus(List.of(PackageSpec.parse("x")))),
                    file().resolve("below-a-file.json")));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertEquals(old, reread());
  }
}
