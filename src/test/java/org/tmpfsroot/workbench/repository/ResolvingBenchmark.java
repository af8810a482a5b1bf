package org.tmpfsroot.workbench.repository;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockPolicy;

/**
 * How long resolving takes inside of a Java that runs: in an open session, where it is warm, and
 * for the first time over a repository as large as Fedora's, where it is not. What is measured once
 * in each Java is the rule; the warm ones say otherwise.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ResolvingBenchmark {
  private static final int SOURCES = 20_000;
  private static final int NAMES = 30;

  /** What a session has open: two real repositories, whose index lies in the cache. */
  @State(Scope.Benchmark)
  public static class Session {
    @Param("")
    String cache = "";

    @Param("")
    String repositories = "";

    @Param("")
    String names = "";

    List<String> folders;
    RepositoryReader reader;

    @Setup
    public void open() {
      reader = Resolving.reader(Path.of(cache));
      folders = List.of(repositories.split(":"));
    }
  }

  /** A repository of 80,000 packages, whose index is made once and opened by each Java. */
  @State(Scope.Benchmark)
  public static class Large {
    @Param("")
    String cache = "";

    @Param("")
    String generated = "";

    LoadedRepositories load() {
      return Resolving.load(Resolving.reader(Path.of(cache)), List.of(generated));
    }
  }

  /** The same, loaded. */
  @State(Scope.Benchmark)
  public static class Loaded {
    LoadedRepositories repositories;

    @Setup
    public void load(Large large) {
      repositories = large.load();
    }
  }

  /** MiB in use once a request was answered. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Heap {
    public long mebibytes;

    @TearDown(Level.Iteration)
    public void weigh() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      mebibytes = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
  }

  /** {@code podman httpd}, with the look at whether the metadata is still what it was. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @Fork(1)
  @Warmup(iterations = 3, time = 2)
  @Measurement(iterations = 5, time = 1)
  public Lock solve(Session session) {
    return Resolving.solve(
        Resolving.load(session.reader, session.folders),
        Stream.of("podman", "httpd"),
        LockPolicy.STANDARD);
  }

  /** The closure of a list over the first repository. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @Fork(1)
  @Warmup(iterations = 3, time = 2)
  @Measurement(iterations = 5, time = 1)
  public Lock close(Session session) throws IOException {
    return Resolving.closure(
        Resolving.load(session.reader, session.folders.subList(0, 1)), Path.of(session.names));
  }

  @Benchmark
  public LoadedRepositories open(Large large) {
    return large.load();
  }

  @Benchmark
  public Lock request(Loaded loaded, Heap heap) {
    return Resolving.solve(
        loaded.repositories,
        IntStream.range(0, NAMES).mapToObj(i -> GeneratedFedora.program(i * 600)),
        LockPolicy.STANDARD);
  }

  @Benchmark
  public List<String> complete(Loaded loaded) {
    return loaded.repositories.index().namesStartingWith("app1", 1000);
  }

  /**
   * Runs them all and prints for each its name and its score: seconds, and MiB of heap.
   *
   * @param words a folder to work in, a list of packages, the repositories' folders
   */
  public static void main(String[] words) throws IOException, RunnerException {
    Path place = Path.of(words[0]);
    Path generated = place.resolve("generated");
    generate(generated);
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(ResolvingBenchmark.class.getSimpleName())
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .param("cache", place.resolve("cache").toString())
        .param("generated", generated.toString())
        .param("names", words[1])
        .param("repositories", String.join(":", List.of(words).subList(2, words.length)));
    Large once = new Large();
    once.cache = place.resolve("cache").toString();
    once.generated = generated.toString();
    once.load();
    for (RunResult run : new Runner(options.build()).run()) {
      var seconds = run.getPrimaryResult();
      print(seconds.getLabel(), seconds.getStatistics());
      run.getSecondaryResults().forEach((name, more) -> print(name, more.getStatistics()));
    }
  }

  private static void print(String name, Statistics scores) {
    System.out.printf(Locale.ROOT, "%s %.4f%n", name, scores.getPercentile(50));
  }

  private static void generate(Path folder) throws IOException {
    ByteArrayOutputStream primary = new ByteArrayOutputStream();
    new GeneratedFedora(SOURCES, 1).writePrimary(primary);
    byte[] xml = primary.toByteArray();
    new TinyRepository()
        .with("primary", "primary.xml", xml, Digest.sha256Of(xml).hex())
        .writeTo(folder);
  }
}
