package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.RichDependency;

/**
 * Everything that provides anything that is required, over and over: what {@code dnf repoquery
 * --requires --resolve --recursive} lists, of the image's own architecture and noarch, the newest
 * version of each name. No solution: where two packages could do, both are there.
 */
final class Closure {
  private static final Pattern RELEASE_PACKAGE =
      Pattern.compile("fedora-release-(common|identity-basic|[0-9]).*");

  private final Providers providers;
  private final PackageIndex index;
  private final BitSet excluded;
  private final BitSet reached = new BitSet();
  private final IntList work = new IntList();
  private final List<Problem> unfulfilled = new ArrayList<>();

  Closure(Providers providers, BitSet excluded) {
    this.providers = providers;
    this.index = providers.index();
    this.excluded = excluded;
  }

  /** Requirements of the chosen packages that nothing provides; complete after {@link #of}. */
  List<Problem> unfulfilled() {
    return unfulfilled;
  }

  /**
   * The closure.
   *
   * @param seeds what is asked for, of which the newest versions count
   * @return ascending
   */
  int[] of(BitSet seeds) {
    BitSet newestSeeds = new BitSet();
    seeds.stream().filter(this::isOurs).forEach(newestSeeds::set);
    newest(newestSeeds).stream().forEach(this::require);
    for (int i = 0; i < work.size(); i++) {
      Cancelled.check();
      require(work.get(i));
    }
    BitSet chosen = newest(reached);
    chosen.or(newest(newestSeeds));
    chosen.stream().forEach(this::check);
    return chosen.stream().filter(pkg -> isKept(index.nevra(pkg).nvr())).toArray();
  }

  private boolean isOurs(int pkg) {
    int rank = providers.rank(pkg);
    return (rank == ArchOrder.NOARCH || rank == ArchOrder.NOARCH + 1) && !excluded.get(pkg);
  }

  private void require(int pkg) {
    for (int number : index.dependencies(pkg, DependencyKind.REQUIRES)) {
      mentioned(index.dependency(number))
          .filter(this::isOurs)
          .filter(other -> !reached.get(other))
          .forEach(
              other -> {
                reached.set(other);
                work.add(other);
              });
    }
  }

  /** Conditions of rich dependencies are taken as true, and are not followed themselves. */
  private IntStream mentioned(Dependency dependency) {
    if (dependency instanceof RichDependency rich) {
      switch (rich.operator()) {
        case AND, OR -> {
          return rich.operands().stream().flatMapToInt(this::mentioned);
        }
        case IF, UNLESS -> {
          return IntStream.range(0, rich.operands().size())
              .filter(place -> place != 1)
              .boxed()
              .flatMapToInt(place -> mentioned(rich.operands().get(place)));
        }
        case WITH, WITHOUT -> {}
      }
    }
    return IntStream.of(providers.of(dependency));
  }

  private void check(int pkg) {
    for (int number : index.dependencies(pkg, DependencyKind.REQUIRES)) {
      Dependency dependency = index.dependency(number);
      if (!(dependency instanceof RichDependency)
          && !Providers.isProvidedBySystem(dependency)
          && IntStream.of(providers.of(number)).noneMatch(other -> !excluded.get(other))) {
        unfulfilled.add(
            new Problem(
                List.of(index.nevra(pkg) + " requires " + dependency + ", which nothing provides"),
                "add the repository that has what is missing, or exclude less"));
      }
    }
  }

  /** Of each name and architecture the newest version. */
  private BitSet newest(BitSet packages) {
    Map<String, Integer> best = new HashMap<>();
    packages.stream()
        .forEach(
            pkg ->
                best.merge(
                    index.name(pkg) + "." + index.arch(pkg),
                    pkg,
                    (a, b) -> index.evr(b).compareTo(index.evr(a)) > 0 ? b : a));
    BitSet newest = new BitSet();
    best.values().forEach(newest::set);
    return newest;
  }

  /** Of the languages only English, of the release packages only the plain ones. */
  static boolean isKept(String nvr) {
    boolean foreignLanguage = nvr.contains("langpack-") && !nvr.contains("langpack-en");
    boolean variant = nvr.startsWith("fedora-release-") && !RELEASE_PACKAGE.matcher(nvr).matches();
    return !foreignLanguage && !nvr.contains("all-langpacks") && !variant;
  }
}
