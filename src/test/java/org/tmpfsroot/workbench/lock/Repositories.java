package org.tmpfsroot.workbench.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.repository.RepositoryLocation;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.repository.RepositorySource;

/** Reads folders with repodata the way the program does. */
final class Repositories {
  private Repositories() {}

  /** With ids r0, r1 …, in that order. */
  static LoadedRepositories load(List<Path> folders) {
    List<RepositorySource> sources = new ArrayList<>();
    for (Path folder : folders) {
      sources.add(
          RepositorySource.of("r" + sources.size(), RepositoryLocation.Baseurl.of(folder.toUri())));
    }
    return read(sources);
  }

  static LoadedRepositories read(List<RepositorySource> sources) {
    try {
      Path home = Files.createTempDirectory("lock-test");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
      return new RepositoryReader(
              new Downloader(
                  new ContentStore(home.resolve("store")), false, RetryPolicy.standard()),
              home.resolve("cache"))
          .load(sources, Progress.SILENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try {
      TemporaryFolder.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
