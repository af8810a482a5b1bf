package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.command.DiskCommands;
import org.tmpfsroot.workbench.shell.command.SessionCommands;
import org.tmpfsroot.workbench.shell.command.SettingCommands;

/** What was typed and succeeded is in the file, and nothing else. */
class RecordingTest {
  private static final String HASH = "$6$saltsalt$01234567890123456789012345";

  @TempDir Path folder;
  private final Workspace workspace = new Workspace(MachineDefaults.NONE);
  private final Typed shell = shell(workspace);

  private static Typed shell(Workspace workspace) {
    return Typed.to(
        new SessionCommands(workspace),
        new DiskCommands(workspace),
        new SettingCommands(workspace));
  }

  private Path file() {
    return folder.resolve("rec.wb");
  }

  @Test
  void whatSucceededIsReplayedToTheSame() throws IOException {
    Files.writeString(folder.resolve("part.wb"), "disk use ${MAIN}\n");
    Files.writeString(folder.resolve("other.wb"), "setting set keyboard jp\n");
    shell
        .run(
            "session new before",
            "script record " + file(),
            "session new robot",
            "let MAIN sda",
            "disk add \\",
            "  ${MAIN} --size 32G   # the main one",
            "-disk add sda",
            "- disk add sdb",
            "include " + folder.resolve("part.wb"),
            "script run " + folder.resolve("other.wb"),
            "session undo",
            "session redo")
        .ok();
    Typed.Result stopped = shell.run("disk add nowhere/x");
    assertEquals(ExitCode.USAGE, stopped.exit());
    assertTrue(shell.run("script stop").ok().contains("8 command(s) recorded in " + file()));
    shell.run("disk remove sdb").ok();
    assertEquals(
        """
        # recorded by script record
        session new robot
        let MAIN sda
        disk add   ${MAIN} --size 32G
        - disk add sdb
        disk use ${MAIN}
        script run %s
        session undo
        session redo
        """
            .formatted(folder.resolve("other.wb")),
        Files.readString(file()));
    shell.run("session undo").ok();
    Workspace second = new Workspace(MachineDefaults.NONE);
    shell(second).run("script run " + file()).ok();
    assertEquals(workspace.session(), second.session());
  }

  @Test
  void secretsAreLeftOutAndThatIsSaid() throws IOException {
    shell
        .run(
            "session new robot",
            "script record " + file(),
            "let HASH '" + HASH + "'",
            "setting set root-password ${HASH}",
            "setting set root-password '" + HASH + "'",
            "setting set timezone Asia/Tokyo")
        .ok();
    assertTrue(
        shell.run("script stop").ok().contains("1 command(s)"), "only the time zone is recorded");
    String text = Files.readString(file());
    assertFalse(text.contains("saltsalt"), text);
    assertTrue(text.contains("# left out, since it holds a secret: setting set\n"), text);
  }

  @Test
  void isWholeAfterEachCommand() throws IOException {
    shell.run("script record " + file(), "session new robot").ok();
    assertTrue(Files.readString(file()).endsWith("session new robot\n"));
    shell.run("disk add sda").ok();
    assertTrue(Files.readString(file()).endsWith("disk add sda\n"));
  }

  @Test
  void aFileThatRecordsItselfRecordsItsOwnLines() throws IOException {
    Path script = folder.resolve("self.wb");
    Files.writeString(
        script, "script record " + file() + "\nsession new robot\nscript stop\ndisk add sda\n");
    shell.run("script run " + script).ok();
    assertEquals("# recorded by script record\nsession new robot\n", Files.readString(file()));
  }

  @Test
  void mistakesAreToldWithWhatToDo() throws IOException {
    Typed.Result none = shell.run("script stop");
    assertEquals(ExitCode.USAGE, none.exit());
    assertTrue(none.errors().contains("type `script record FILE` to begin one"), none.errors());
    Files.writeString(file(), "session new precious\n");
    Typed.Result there = shell.run("script record " + file());
    assertEquals(ExitCode.USAGE, there.exit());
    assertTrue(there.errors().contains("not written over"), there.errors());
    Path other = folder.resolve("other.wb");
    shell.run("script record " + other).ok();
    Typed.Result twice = shell.run("script record " + folder.resolve("third.wb"));
    assertEquals(ExitCode.USAGE, twice.exit());
    assertTrue(twice.errors().contains("`script stop` first"), twice.errors());
    assertTrue(shell.run("script stop").ok().contains("0 command(s)"));
  }

  @Test
  void aRecordingThatCannotGoOnEndsWithoutFailingTheCommand() throws IOException {
    Path place = Files.createDirectory(folder.resolve("place"));
    shell.run("script record " + place.resolve("rec.wb"), "session new robot").ok();
    Files.delete(place.resolve("rec.wb"));
    Files.delete(place);
    Files.writeString(place, "in the way");
    Typed.Result result = shell.run("disk add sda");
    assertEquals(ExitCode.DONE, result.exit());
    assertTrue(result.errors().contains("the recording has ended"), result.errors());
    assertEquals(1, workspace.session().disks().disks().size());
    assertEquals(ExitCode.USAGE, shell.run("script stop").exit());
  }
}
