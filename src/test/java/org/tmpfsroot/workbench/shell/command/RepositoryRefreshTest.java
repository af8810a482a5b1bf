package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.PackageMetadata;
import org.tmpfsroot.workbench.repository.RepodataWriter;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.rpm.RpmFile;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.NoToolHost;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** Types {@code repository refresh} while the repositories of a mirror change. */
class RepositoryRefreshTest {
  @TempDir Path folder;

  private Typed shell(Workspace workspace) {
    ContentStore store = new ContentStore(folder.resolve("content"));
    RepositoryReader reader =
        new RepositoryReader(
            new Downloader(store, true, RetryPolicy.standard()), folder.resolve("repositories"));
    Resolvers resolvers = new Resolvers(reader);
    return Typed.to(
        new RepositoryCommands(workspace),
        new RepositoryRefreshCommands(workspace, resolvers),
        new LockCommands(workspace, resolvers, new NoToolHost()));
  }

  @Test
  void saysWhatHasChangedSinceTheLock() throws IOException {
    TinyMirror mirror = TinyMirror.in(folder.resolve("mirror"));
    Workspace workspace = new Workspace(MachineDefaults.NONE);
    workspace.start("session new tiny", mirror.session());
    Typed shell = shell(workspace);
    String read =
        """
        ID       REVISION    PACKAGES  SINCE LOCK
        fedora   1775001600        18  STATE
        updates  1775001600         0  STATE
        """;
    assertEquals(read.replace("STATE", "unlocked"), shell.run("repository refresh").ok());
    shell.run("lock resolve").ok();
    assertEquals(read.replace("STATE", "unchanged"), shell.run("repository refresh").ok());
    PackageMetadata update =
        PackageMetadata.of(RpmFile.read(mirror.rpm("editor")), "editor-1.0-1.fc44.x86_64.rpm");
    RepodataWriter.at(Instant.parse("2026-05-01T00:00:00Z"))
        .write(List.of(update), mirror.root().resolve("updates/44/Everything/x86_64"));
    assertEquals(
        """
        ID       REVISION    PACKAGES  SINCE LOCK
        fedora   1775001600        18  unchanged
        updates  1777593600         1  changed
        """,
        shell.run("repository refresh").ok());
  }

  @Test
  void saysWhereThereIsNothingToReadFrom() {
    Workspace workspace = new Workspace(MachineDefaults.NONE);
    TinyMirror mirror = TinyMirror.in(folder.resolve("mirror"));
    workspace.start("session new tiny", mirror.session());
    Typed.Result answer =
        shell(workspace)
            .run("repository remove fedora", "repository remove updates", "repository refresh");
    assertEquals(ExitCode.SESSION, answer.exit());
    assertTrue(answer.errors().contains("there is nothing to refresh"), answer.errors());
  }
}
