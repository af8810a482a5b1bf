package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.script.Words;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.SessionGenerator;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.NoToolHost;

/** A session that goes out as commands comes back equal. */
class SessionExportTest {
  private static final String HASH = "$6$saltsalt$01234567890123456789012345";

  @TempDir Path folder;

  @RepeatedTest(150)
  void commandsMakeAnEqualSession(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    ImageSession session =
        SessionGenerator.withFiles(seed, folder.resolve("user's files")).session();
    Path file = folder.resolve("out put/x.wb");
    Workspace first = new Workspace(MachineDefaults.NONE);
    first.start("test", session);
    typed(first).run("session export " + Words.quote(file.toString())).ok();
    Workspace second = new Workspace(MachineDefaults.NONE);
    Typed.Result replayed = typed(second).run("script run " + Words.quote(file.toString()));
    String script = Files.readString(file);
    assertEquals(ExitCode.DONE, replayed.exit(), () -> seed + replayed.errors() + script);
    assertEquals(session, second.session(), () -> "seed " + seed + "\n" + script);
  }

  @Test
  void isReadableTextWithoutTheHash() throws IOException {
    Workspace workspace = new Workspace(MachineDefaults.NONE);
    Path file = folder.resolve("robot.wb");
    typed(workspace)
        .run(
            "session new robot",
            "package add bash 'libfoo >= 2'",
            "disk add sda --size 32G",
            "partition set /var/log 3G",
            "setting set root-password '" + HASH + "'",
            "session export " + file)
        .ok();
    assertEquals(
        """
        # makes the session robot; written by session export
        session new robot
        release use 44 --arch x86_64
        package add bash 'libfoo >= 2'
        disk add sda --size 32G
        partition set /var/log 3G
        include robot.secrets.wb
        """,
        Files.readString(file));
    Path secrets = folder.resolve("robot.secrets.wb");
    assertTrue(Files.readString(secrets).contains("root-password '" + HASH + "'"));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)));
  }

  @Test
  void aLongListGoesOnOnTheNextLine() throws IOException {
    Workspace workspace = new Workspace(MachineDefaults.NONE);
    Path file = folder.resolve("robot.wb");
    String names =
        String.join(" ", Stream.iterate(1, i -> i + 1).limit(60).map(i -> "package-" + i).toList());
    typed(workspace)
        .run("session new robot", "package add " + names, "session export " + file)
        .ok();
    assertTrue(Files.readString(file).lines().allMatch(line -> line.length() <= 104));
    Workspace second = new Workspace(MachineDefaults.NONE);
    typed(second).run("script run " + file).ok();
    assertEquals(workspace.session(), second.session());
  }

  @Test
  void saysWhatIsWrong() {
    Workspace workspace = new Workspace(MachineDefaults.NONE);
    Typed.Result none = typed(workspace).run("session export x.wb");
    assertEquals(ExitCode.SESSION, none.exit());
    assertTrue(none.errors().contains("no session is open"), none.errors());
    Typed.Result name = typed(workspace).run("session new a", "session export a.json");
    assertEquals(ExitCode.USAGE, name.exit());
    assertTrue(name.errors().contains("session export a.wb"), name.errors());
    Typed.Result place = typed(workspace).run("session export /proc/no/a.wb");
    assertEquals(ExitCode.WORLD, place.exit());
    assertTrue(place.errors().contains("cannot write /proc/no/a.wb"), place.errors());
  }

  private Typed typed(Workspace workspace) {
    Downloader downloader =
        new Downloader(new ContentStore(folder.resolve("content")), true, RetryPolicy.standard());
    Resolvers resolvers =
        new Resolvers(new RepositoryReader(downloader, folder.resolve("repositories")));
    return Typed.to(
        new SessionCommands(workspace),
        new SessionTransferCommands(workspace, new Variables(Map.of(), () -> "/tmp/run")),
        new ReleaseCommands(workspace),
        new MirrorCommands(workspace),
        new RepositoryCommands(workspace),
        new PackageCommands(workspace, resolvers),
        new LockCommands(workspace, resolvers, new NoToolHost()),
        new DiskCommands(workspace),
        new PartitionCommands(workspace),
        new UserCommands(workspace),
        new SettingCommands(workspace),
        new FileCommands(workspace),
        new EngineCommands(workspace, new NoToolHost()));
  }
}
