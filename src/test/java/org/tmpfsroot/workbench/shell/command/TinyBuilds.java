package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.time.Clock;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.RunHistory;
import org.tmpfsroot.workbench.build.Runner;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.engine.embedded.EmbeddedEngine;
import org.tmpfsroot.workbench.lock.Availability;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.NoToolHost;

/**
 * What the commands that build work with in a program that was just started: a session in a
 * workspace, and a cache that outlasts the program.
 *
 * @param builds of that workspace, embedded and without a network
 */
record TinyBuilds(Workspace workspace, Builds builds) {

  /** With everything kept below {@code folder}, and {@code session} just begun. */
  static TinyBuilds in(Path folder, ImageSession session) {
    return with(
        new Downloader(new ContentStore(folder.resolve("content")), true, RetryPolicy.standard()),
        folder,
        session);
  }

  private static TinyBuilds with(Downloader downloader, Path folder, ImageSession session) {
    Workspace workspace = new Workspace(MachineDefaults.NONE);
    workspace.start("session new tiny", session);
    BuildCache cache = new BuildCache(folder.resolve("build"));
    return new TinyBuilds(
        workspace,
        new Builds(
            workspace,
            new EmbeddedEngine(downloader),
            new Runner(cache, Clock.systemUTC()),
            cache,
            new RunHistory(cache)));
  }

  /** What types the commands that choose mirrors, lock and build, all with this downloader. */
  static Typed shell(Downloader downloader, Path folder, ImageSession session) {
    TinyBuilds made = with(downloader, folder, session);
    RepositoryReader reader = new RepositoryReader(downloader, folder.resolve("repositories"));
    return Typed.to(
        new BuildCommands(made.builds()),
        new LockCommands(made.workspace(), new Resolvers(reader), new NoToolHost()),
        new LockAuditCommands(made.workspace(), new Availability(downloader), reader),
        new MirrorCommands(made.workspace()));
  }
}
