package org.tmpfsroot.workbench.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.repository.Comps;
import org.tmpfsroot.workbench.repository.Comps.Environment;
import org.tmpfsroot.workbench.repository.Comps.Group;
import org.tmpfsroot.workbench.repository.Comps.Member;
import org.tmpfsroot.workbench.repository.Comps.MemberKind;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.repository.PackageIndexBuilder;
import org.tmpfsroot.workbench.repository.PackageRecord;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * A repository, a job and what should come of it, on one page:
 *
 * <pre>
 * repo r0 priority=99 cost=1000
 * package a-1-1.x86_64
 *   requires x >= 2
 *   file /usr/bin/a
 * group core
 *   mandatory a
 *   conditional b if a
 * environment all
 *   has core
 * job
 *   install a
 *   exclude b
 *   weak | nobest
 * result
 *   a-1-1.x86_64 | unsolvable | missing
 *   says words that one of the problems must hold
 * </pre>
 */
record TextCase(List<Repo> repos, List<String> job, List<String> result) {

  record Repo(
      String id,
      int priority,
      int cost,
      List<Listed> packages,
      Map<String, List<Member>> groups,
      Map<String, List<String>> environments) {
    Comps comps() {
      SortedMap<String, Group> all = new TreeMap<>();
      groups.forEach((name, members) -> all.put(name, new Group(name, name, "", members)));
      SortedMap<String, Environment> both = new TreeMap<>();
      environments.forEach(
          (name, has) -> both.put(name, new Environment(name, name, "", has, List.of())));
      return new Comps(all, both);
    }
  }

  record Listed(
      Nevra nevra, Map<DependencyKind, List<Dependency>> dependencies, List<String> files) {
    static Listed of(String nevra) {
      return new Listed(
          Nevra.parse(nevra).orElseThrow(), new EnumMap<>(DependencyKind.class), new ArrayList<>());
    }

    void add(String word, String text) {
      if (word.equals("file")) {
        files.add(text);
      } else {
        dependencies
            .computeIfAbsent(
                DependencyKind.valueOf(word.toUpperCase(Locale.ROOT)), any -> new ArrayList<>())
            .add(Dependency.parse(text));
      }
    }

    PackageRecord record() {
      String name = nevra.fileName();
      return new PackageRecord(
          nevra,
          "",
          name,
          Digest.sha256Of(nevra.toString().getBytes(StandardCharsets.UTF_8)),
          1,
          1,
          "",
          dependencies,
          files);
    }
  }

  static List<TextCase> read(Path file) {
    try {
      return all(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every page of the resources. */
  static List<Path> pages() {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/lock"))) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first case of a page. */
  static TextCase parse(List<String> lines) {
    return all(lines).get(0);
  }

  /** A page may have several jobs for the same repositories, each with its result. */
  static List<TextCase> all(List<String> lines) {
    List<Repo> repos = new ArrayList<>();
    List<TextCase> cases = new ArrayList<>();
    String section = "";
    String name = "";
    for (String raw : lines) {
      String line = raw.replaceFirst("#.*", "").strip();
      String[] words = line.split("\\s+", 2);
      if (!line.isEmpty() && !Character.isWhitespace(raw.charAt(0))) {
        section = words[0];
        name = words.length > 1 ? words[1] : "";
        switch (section) {
          case "repo" -> repos.add(repo(name));
          case "package" -> last(repos).packages().add(Listed.of(name));
          case "job" -> cases.add(new TextCase(repos, new ArrayList<>(), new ArrayList<>()));
          case "group", "environment", "result" -> {}
          default -> throw new IllegalArgumentException(line);
        }
      } else if (!line.isEmpty()) {
        switch (section) {
          case "package" -> last(last(repos).packages()).add(words[0], words[1]);
          case "group" ->
              last(repos)
                  .groups()
                  .computeIfAbsent(name, any -> new ArrayList<>())
                  .add(member(words[0], words[1]));
          case "environment" ->
              last(repos)
                  .environments()
                  .computeIfAbsent(name, any -> new ArrayList<>())
                  .add(words[1]);
          case "job" -> last(cases).job().add(line);
          case "result" -> last(cases).result().add(line);
          default -> throw new IllegalArgumentException(line);
        }
      }
    }
    repos.forEach(repo -> repo.packages().forEach(TextCase::provideItself));
    return cases;
  }

  private static Member member(String kind, String text) {
    String[] words = (text + " if ").split(" if ", 3);
    return new Member(words[0], MemberKind.valueOf(kind.toUpperCase(Locale.ROOT)), words[1]);
  }

  private static void provideItself(Listed pkg) {
    pkg.dependencies()
        .computeIfAbsent(DependencyKind.PROVIDES, any -> new ArrayList<>())
        .add(new Capability(pkg.nevra().name(), Capability.Relation.EQUAL, pkg.nevra().evr()));
  }

  private static Repo repo(String text) {
    String[] words = text.split("\\s+");
    int priority = 99;
    int cost = 1000;
    for (String word : words) {
      if (word.startsWith("priority=")) {
        priority = Integer.parseInt(word.substring(9));
      } else if (word.startsWith("cost=")) {
        cost = Integer.parseInt(word.substring(5));
      }
    }
    return new Repo(words[0], priority, cost, new ArrayList<>(), new TreeMap<>(), new TreeMap<>());
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  /** As the program would have loaded them; the packages in another order for each seed but 0. */
  LoadedRepositories loaded(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PackageIndexBuilder builder = PackageIndex.builder();
    for (Repo repo : repos) {
      builder.repository(repo.id(), repo.priority(), repo.cost());
      List<Listed> packages = new ArrayList<>(repo.packages());
      if (seed != 0) {
        Collections.shuffle(packages, new java.util.Random(random.nextLong()));
      }
      packages.forEach(pkg -> builder.add(pkg.record()));
    }
    Comps comps = repos.stream().map(Repo::comps).reduce(Comps.EMPTY, Comps::mergedWith);
    return new LoadedRepositories(builder.build(), comps, List.of());
  }

  LockRequest request() {
    List<Wanted> wanted = new ArrayList<>();
    List<String> excludes = new ArrayList<>();
    for (String line : job) {
      if (line.startsWith("install ")) {
        wanted.add(Wanted.byUser(PackageSpec.parse(line.substring(8))));
      } else if (line.startsWith("exclude ")) {
        excludes.add(line.substring(8).strip());
      }
    }
    return new LockRequest(
        wanted,
        excludes,
        "x86_64",
        LockPolicy.STANDARD
            .withWeakDependencies(job.contains("weak"))
            .withBest(!job.contains("nobest")));
  }

  Resolution resolve(long seed) {
    return new Resolver(loaded(seed), "x86_64").resolve(request());
  }

  /** What the page says comes of it, but for the words of problems. */
  String expected() {
    return String.join(
        "\n", result.stream().filter(line -> !line.startsWith("says ")).sorted().toList());
  }

  /** In the words of a case's result: one package a line, or the kind of failure. */
  static String outcome(Resolution resolution) {
    if (resolution instanceof Resolution.Solved solved) {
      return String.join(
          "\n",
          solved.lock().packages().stream()
              .map(locked -> locked.nevra() + " " + locked.repository())
              .sorted()
              .toList());
    }
    return resolution instanceof Resolution.NotFound ? "missing" : "unsolvable";
  }
}
