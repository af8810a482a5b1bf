package org.tmpfsroot.workbench.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.repository.Comps;
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

  record Repo(String id, int priority, int cost, List<Listed> packages) {}

  record Listed(
      Nevra nevra, Map<DependencyKind, List<Dependency>> dependencies, List<String> files) {
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

  static TextCase read(Path file) {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TextCase parse(List<String> lines) {
    List<Repo> repos = new ArrayList<>();
    List<String> job = new ArrayList<>();
    List<String> result = new ArrayList<>();
    List<String> section = job;
    for (String raw : lines) {
      String line = raw.replaceFirst("#.*", "").strip();
      String[] words = line.split("\\s+", 2);
      switch (words[0]) {
        case "" -> {}
        case "repo" -> repos.add(repo(words[1]));
        case "package" -> {
          Nevra nevra = Nevra.parse(words[1]).orElseThrow();
          Listed pkg = new Listed(nevra, new EnumMap<>(DependencyKind.class), new ArrayList<>());
          last(repos).packages().add(pkg);
        }
        case "job" -> section = job;
        case "result" -> section = result;
        case "file" -> last(last(repos).packages()).files().add(words[1]);
        default -> {
          Optional<DependencyKind> kind = kind(words[0]);
          if (kind.isPresent() && section == job && job.isEmpty()) {
            last(last(repos).packages())
                .dependencies()
                .computeIfAbsent(kind.get(), any -> new ArrayList<>())
                .add(Dependency.parse(words[1]));
          } else {
            section.add(line);
          }
        }
      }
    }
    repos.forEach(repo -> repo.packages().forEach(TextCase::provideItself));
    return new TextCase(repos, job, result);
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
    return new Repo(words[0], priority, cost, new ArrayList<>());
  }

  private static Optional<DependencyKind> kind(String word) {
    return Arrays.stream(DependencyKind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
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
    return new LoadedRepositories(builder.build(), Comps.EMPTY, List.of());
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
