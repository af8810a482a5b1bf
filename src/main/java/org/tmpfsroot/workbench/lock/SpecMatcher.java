package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Dependency;

/**
 * Finds the packages a user means, as dnf's "subject" does: as parts of a name, as a capability, as
 * a file, the first that matches anything.
 */
final class SpecMatcher {
  private final Providers providers;
  private final PackageIndex index;
  private final BitSet excluded;

  /**
   * What was found.
   *
   * @param packages ascending
   * @param byName whether nothing but a name was meant, so that whatever obsoletes it may come
   *     instead
   */
  record Found(int[] packages, boolean byName) {
    static final Found NOTHING = new Found(new int[0], false);

    boolean isEmpty() {
      return packages.length == 0;
    }
  }

  /**
   * @param excluded packages that nobody can mean
   */
  SpecMatcher(Providers providers, BitSet excluded) {
    this.providers = providers;
    this.index = providers.index();
    this.excluded = excluded;
  }

  Found find(PackageSpec spec) {
    return switch (spec.kind()) {
      case PACKAGE -> {
        Found named = findNamed(spec.text());
        yield named.isEmpty() ? findProviding(spec.text()) : named;
      }
      case FILE -> findFile(spec.text());
      case CAPABILITY -> found(providers.of(Dependency.parse(spec.text())));
      case GROUP, ENVIRONMENT -> Found.NOTHING;
    };
  }

  /** By name, version, architecture only: what an exclusion may mean. */
  Found findNamed(String text) {
    for (NamePattern reading : NamePattern.readings(text)) {
      Found found = find(reading);
      if (!found.isEmpty()) {
        return found;
      }
    }
    if (Glob.isOne(text)) {
      Predicate<String> whole = Glob.matcher(text);
      return found(
          IntStream.range(0, index.packageCount())
              .filter(pkg -> whole.test(index.nevra(pkg).toString()))
              .toArray());
    }
    return Found.NOTHING;
  }

  private Found find(NamePattern reading) {
    int[] named;
    if (Glob.isOne(reading.name())) {
      Predicate<String> names = reading.names();
      named =
          index.names().stream()
              .filter(names)
              .flatMapToInt(name -> Arrays.stream(index.named(name)))
              .sorted()
              .toArray();
    } else {
      named = index.named(reading.name());
    }
    int[] meant =
        Arrays.stream(named)
            .filter(pkg -> reading.admits(index.evr(pkg), index.arch(pkg)))
            .toArray();
    return new Found(ours(meant), reading.isNameOnly());
  }

  private Found findProviding(String text) {
    if (!Glob.isOne(text)) {
      return found(providers.of(Capability.named(text)));
    }
    Predicate<String> capabilities = Glob.matcher(text);
    return found(
        index.capabilityNames().stream()
            .filter(capabilities)
            .flatMapToInt(name -> Arrays.stream(index.providingName(name)))
            .sorted()
            .distinct()
            .toArray());
  }

  private Found findFile(String path) {
    return Glob.isOne(path) ? findProviding(path) : found(providers.of(Capability.named(path)));
  }

  private Found found(int[] packages) {
    return new Found(ours(packages), false);
  }

  private int[] ours(int[] packages) {
    return Arrays.stream(packages)
        .filter(pkg -> !providers.isForeign(pkg) && !excluded.get(pkg))
        .toArray();
  }

  /** The packages, and whatever obsoletes one of them, ascending. */
  int[] withObsoleting(int[] packages) {
    List<Integer> all = new ArrayList<>();
    for (int pkg : packages) {
      all.add(pkg);
      for (int other : providers.mayObsolete(index.name(pkg))) {
        if (!excluded.get(other) && obsoletes(other, pkg)) {
          all.add(other);
        }
      }
    }
    return all.stream().mapToInt(pkg -> pkg).sorted().distinct().toArray();
  }

  private boolean obsoletes(int other, int pkg) {
    for (int number : index.dependencies(other, DependencyKind.OBSOLETES)) {
      if (Arrays.binarySearch(providers.matchingByName(index.dependency(number)), pkg) >= 0) {
        return true;
      }
    }
    return false;
  }
}
