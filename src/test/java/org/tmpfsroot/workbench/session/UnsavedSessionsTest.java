package org.tmpfsroot.workbench.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.lock.PackageSpec;

class UnsavedSessionsTest {
  private final Workspace workspace = new Workspace(MachineDefaults.NONE);
  @TempDir Path folder;

  private void change(String name) {
    workspace.update(
        "package add " + name,
        session ->
            session.withPackages(packages -> packages.plus(List.of(PackageSpec.parse(name)))));
  }

  /** What a kill leaves: the folder as it is, and no lock on it. */
  private UnsavedSessions afterAKill() throws IOException {
    Path copy = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(folder.resolve("unsaved"))) {
      for (Path each : files.toList()) {
        Path target = copy.resolve(folder.resolve("unsaved").relativize(each));
        if (!Files.isDirectory(target)) {
          Files.copy(each, target);
        }
      }
    }
    return new UnsavedSessions(copy, new Workspace(MachineDefaults.NONE));
  }

  @Test
  void keepsWhatWasChangedLast() throws IOException {
    try (UnsavedSessions unsaved = new UnsavedSessions(folder.resolve("unsaved"), workspace)) {
      unsaved.guard();
      workspace.start("session new robot", ImageSession.of("robot", 44, MachineDefaults.NONE));
      change("tmux");
      change("vim");
      workspace.undo();
      UnsavedSessions later = afterAKill();
      assertEquals(
          List.of("robot"), later.left().stream().map(UnsavedSessions.Left::name).toList());
      assertEquals(workspace.session(), later.recover("session recover", Optional.of("robot")));
      assertEquals(List.of(), later.left());
    }
  }

  @Test
  void keepsNothingThatIsSaved() throws IOException {
    try (UnsavedSessions unsaved = new UnsavedSessions(folder.resolve("unsaved"), workspace)) {
      unsaved.guard();
      workspace.start("session new robot", ImageSession.of("robot", 44, MachineDefaults.NONE));
      workspace.save(folder.resolve("robot.json"));
      assertEquals(List.of(), afterAKill().left());
    }
  }

  @Test
  void offersWhatNobodyAgreedToLose() {
    Path root = folder.resolve("unsaved");
    try (UnsavedSessions unsaved = new UnsavedSessions(root, workspace)) {
      unsaved.guard();
      workspace.start("session new robot", ImageSession.of("robot", 44, MachineDefaults.NONE));
    }
    UnsavedSessions later = new UnsavedSessions(root, new Workspace(MachineDefaults.NONE));
    assertEquals(List.of("robot"), later.left().stream().map(UnsavedSessions.Left::name).toList());
  }

  @Test
  void leavesWhatAnotherProgramHasOpenAlone() throws IOException {
    Path root = folder.resolve("unsaved");
    try (UnsavedSessions unsaved = new UnsavedSessions(root, workspace)) {
      unsaved.guard();
      workspace.start("session new robot", ImageSession.of("robot", 44, MachineDefaults.NONE));
      UnsavedSessions other = new UnsavedSessions(root, new Workspace(MachineDefaults.NONE));
      assertEquals(List.of(), other.left());
      Fault fault =
          assertThrows(Fault.class, () -> other.recover("session recover", Optional.empty()));
      assertEquals(ExitCode.USAGE, fault.exitCode());
      unsaved.forget();
    }
    try (Stream<Path> left = Files.list(root)) {
      assertFalse(left.findAny().isPresent(), "whoever leaves was asked");
    }
  }
}
