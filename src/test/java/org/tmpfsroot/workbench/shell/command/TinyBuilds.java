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
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Workspace;

/**
 * What the commands that build work with in a program that was just started: a session in a
 * workspace, and a cache that outlasts the program.
 *
 * @param builds of that workspace, embedded and without a network
 */
record TinyBuilds(Workspace workspace, Builds builds) {

  /** With everything kept below {@code folder}, and {@code session} just begun. */
  static TinyBuilds in(Path folder, ImageSession session) {
    Workspace workspace = new Workspace(MachineDefaults.NONE);
    workspace.start("session new tiny", session);
    BuildCache cache = new BuildCache(folder.resolve("build"));
    return new TinyBuilds(
        workspace,
        new Builds(
            workspace,
            new EmbeddedEngine(
                new Downloader(
                    new ContentStore(folder.resolve("content")), true, RetryPolicy.standard())),
            new Runner(cache, Clock.systemUTC()),
            cache,
            new RunHistory(cache)));
  }
}
