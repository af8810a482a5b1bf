package org.tmpfsroot.workbench.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.lock.PackageSpec;

class WorkspaceTest {
  private final Workspace workspace = new Workspace(MachineDefaults.NONE);
  @TempDir Path folder;

  private static ImageSession fresh() {
    return ImageSession.of("robot", 44, MachineDefaults.NONE);
  }

  private void add(String name) {
    workspace.update(
        "package add " + name,
        session ->
            session.withPackages(packages -> packages.plus(List.of(PackageSpec.parse(name)))));
  }

  @Test
  void saysThatNoSessionIsOpen() {
    Fault fault = assertThrows(Fault.class, workspace::session);
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertThrows(Fault.class, workspace::undo);
    assertFalse(workspace.unsaved());
  }

  @Test
  void undoesAndRedoesByName() {
    workspace.start("session new robot", fresh());
    add("tmux");
    add("vim");
    assertEquals("package add vim", workspace.undo());
    assertEquals("package add tmux", workspace.undo());
    assertEquals(fresh(), workspace.session());
    assertEquals("package add tmux", workspace.redo());
    add("zsh");
    assertEquals("nothing to redo", assertThrows(Fault.class, workspace::redo).what());
  }

  @Test
  void aRefusedChangeLeavesTheSessionAsItIs() {
    workspace.start("session new robot", fresh());
    ImageSession before = workspace.session();
    assertThrows(
        Fault.class,
        () ->
            workspace.update(
                "setting set volume-id 'a b'",
                session -> session.withSettings(settings -> settings.with("volume-id", "a b"))));
    assertSame(before, workspace.session());
    assertEquals("session new robot", workspace.undo());
  }

  @Test
  void aChangeThatChangesNothingCannotBeUndone() {
    workspace.start("session new robot", fresh());
    add("tmux");
    add("tmux");
    assertEquals("package add tmux", workspace.undo());
    assertEquals("session new robot", workspace.undo());
    assertThrows(Fault.class, workspace::undo);
  }

  @Test
  void knowsWhatIsNotSaved() {
    workspace.start("session new robot", fresh());
    assertTrue(workspace.unsaved());
    Path file = folder.resolve("robot.json");
    workspace.save(file);
    assertFalse(workspace.unsaved());
    assertEquals(Optional.of(file), workspace.file());
    add("tmux");
    assertTrue(workspace.unsaved());
    workspace.undo();
    assertFalse(workspace.unsaved());
    add("tmux");
    workspace.open("session open robot.json", file);
    assertEquals(fresh(), workspace.session());
    assertFalse(workspace.unsaved());
    workspace.undo();
    assertTrue(workspace.unsaved());
  }

  @Test
  void leavingASessionCanBeUndone() {
    workspace.start("session new robot", fresh());
    add("tmux");
    ImageSession unsaved = workspace.session();
    workspace.start("session new other", ImageSession.of("other", 43, MachineDefaults.NONE));
    workspace.close("session close");
    assertEquals(Optional.empty(), workspace.current());
    workspace.undo();
    assertEquals("session new other", workspace.undo());
    assertEquals(unsaved, workspace.session());
  }

  @Test
  void savingDoesNotOverwriteWhatAnotherProgramWrote() {
    Path file = folder.resolve("robot.json");
    workspace.start("session new robot", fresh());
    workspace.save(file);
    Workspace other = new Workspace(MachineDefaults.NONE);
    other.open("session open robot.json", file);
    add("tmux");
    workspace.save(file);
    other.update("session new", session -> fresh().withPackages(packages -> packages));
    Fault fault = assertThrows(Fault.class, () -> other.save(file));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertEquals(workspace.session(), SessionJson.read(file, MachineDefaults.NONE));
    other.save(folder.resolve("other.json"));
    add("vim");
    workspace.save(file);
  }

  @Test
  void savingIsNotUndone() {
    workspace.start("session new robot", fresh());
    add("tmux");
    Path file = folder.resolve("robot.json");
    workspace.save(file);
    workspace.undo();
    assertEquals(Optional.of(file), workspace.file());
    assertTrue(workspace.unsaved());
    workspace.redo();
    assertFalse(workspace.unsaved());
  }

  @RepeatedTest(50)
  void undoingEverythingAndRedoingItComesBack(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    workspace.start("session new robot", fresh());
    int changes = random.nextInt(1, 20);
    IntStream.range(0, changes).forEach(i -> add("package" + i));
    ImageSession last = workspace.session();
    IntStream.range(0, changes).forEach(i -> workspace.undo());
    assertEquals(fresh(), workspace.session(), () -> "seed " + seed);
    IntStream.range(0, changes).forEach(i -> workspace.redo());
    assertEquals(last, workspace.session(), () -> "seed " + seed);
  }
}
