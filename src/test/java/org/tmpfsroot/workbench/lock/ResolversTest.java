package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.repository.TinyRepository;
import org.tmpfsroot.workbench.testing.FaultyServer;

/** What is known of repositories without asking anybody for them. */
class ResolversTest {
  private static final long PATIENCE = 30_000;

  @TempDir Path folder;

  private RepositoryReader reader(boolean offline) {
    return new RepositoryReader(
        new Downloader(
            new ContentStore(folder.resolve("content")), offline, RetryPolicy.standard()),
        folder.resolve("repositories"));
  }

  private Resolvers resolvers() {
    return new Resolvers(reader(false), reader(true));
  }

  @Test
  void recallsWhatAnEarlierRunHasRead() throws IOException {
    Path place =
        new TinyRepository()
            .with("primary", "p.xml", TinyRepository.primary(TinyRepository.pkg("a", "1", "")))
            .writeTo(folder.resolve("r"));
    List<RepositorySource> sources;
    try (FaultyServer server = FaultyServer.start()) {
      for (String file : List.of("repodata/repomd.xml", "repodata/p.xml")) {
        server.serve("/r/" + file, Files.readAllBytes(place.resolve(file)));
      }
      sources = List.of(RepositorySource.of("r", new Baseurl(List.of(server.uri("/r/")))));
      assertTrue(resolvers().recall(sources, PATIENCE).isEmpty());
      assertEquals(0, server.requests().size());
      resolvers().of(sources, "x86_64", Progress.SILENT);
    }
    // the server is gone by now
    assertEquals(
        List.of("a"),
        resolvers().recall(sources, PATIENCE).orElseThrow().index().namesStartingWith("", 10));
  }

  @Test
  void recallsTheRepositoriesOfTheSessionThatIsOpenNow() throws IOException {
    List<RepositorySource> first = local("a");
    List<RepositorySource> second = local("b");
    resolvers().of(second, "x86_64", Progress.SILENT);
    Resolvers resolvers = resolvers();
    resolvers.of(first, "x86_64", Progress.SILENT);
    assertEquals(List.of("a"), names(resolvers, first));
    assertEquals(List.of("b"), names(resolvers, second), "what an earlier run has read of them");
    List<RepositorySource> never =
        List.of(RepositorySource.of("c", new Baseurl(List.of(URI.create("http://127.0.0.1:9/")))));
    assertEquals(List.of("a"), names(resolvers, never), "better than nothing");
  }

  private List<RepositorySource> local(String name) throws IOException {
    Path place =
        new TinyRepository()
            .with("primary", "p.xml", TinyRepository.primary(TinyRepository.pkg(name, "1", "")))
            .writeTo(folder.resolve(name));
    return List.of(RepositorySource.of(name, new Baseurl(List.of(place.toUri()))));
  }

  private static List<String> names(Resolvers resolvers, List<RepositorySource> sources) {
    return resolvers.recall(sources, PATIENCE).orElseThrow().index().namesStartingWith("", 10);
  }

  @Test
  void recallsNothingWithoutAReaderThatKeepsOffTheNetwork() {
    assertTrue(new Resolvers(reader(false)).recall(List.of(), PATIENCE).isEmpty());
  }
}
