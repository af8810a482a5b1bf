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
import org.tmpfsroot.workbench.rpm.Evr;

/**
 * Finds the packages a user means, as dnf's "subject" does: as parts of a name, as a capability, as
 * a file, the first that matches anything.
 */
final class SpecMatcher {
  private final Providers providers;
  private final PackageIndex index;
  private final BitSet excluded;

  /** How words were understood. */
  enum Meaning {
    /** As nothing but a name, so that whatever obsoletes it may come instead. */
    NAME,
    /** As a name with wildcards for the architecture: every one of them is meant. */
    EVERY_ARCHITECTURE,
    OTHER
  }

  /**
   * What was found.
   *
   * @param packages ascending
   * @param meaning how the words were understood
   */
  record Found(int[] packages, Meaning meaning) {
    static final Found NOTHING = new Found(new int[0], Meaning.OTHER);

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
      boolean withEpoch = text.indexOf(':') >= 0;
      return found(
          IntStream.range(0, index.packageCount())
              .filter(pkg -> whole.test(whole(pkg, withEpoch)))
              .toArray());
    }
    return Found.NOTHING;
  }

  /** With an epoch of 0 too, or without any. */
  private String whole(int pkg, boolean withEpoch) {
    Evr evr = index.evr(pkg);
    return index.name(pkg)
        + (withEpoch ? "-" + evr.epoch() + ":" : "-")
        + evr.version()
        + "-"
        + evr.release()
        + "."
        + index.arch(pkg);
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
    return new Found(ours(meant), reading.meaning());
  }

  private Found findProviding(String text) {
    if (!Glob.isOne(text)) {
      return found(providers.of(Capability.named(text)));
    }
    Predicate<String> capabilities = Glob.matcher(text);
    IntStream byName =
        index.capabilityNames().stream()
            .filter(capabilities)
            .flatMapToInt(name -> Arrays.stream(index.providingName(name)));
    IntStream byPath =
        index.requiredPaths().stream()
            .filter(capabilities)
            .flatMapToInt(path -> Arrays.stream(providers.of(Capability.named(path))));
    return found(IntStream.concat(byName, byPath).sorted().distinct().toArray());
  }

  /** Files that are required count as capabilities, and those are looked for first. */
  private Found findFile(String path) {
    Found provided = findProviding(path);
    return provided.isEmpty() && Glob.isOne(path)
        ? found(index.owningAny(Glob.matcher(path)))
        : provided;
  }

  /** Packages of exactly that name. */
  Found named(String name) {
    return found(index.named(name));
  }

  private Found found(int[] packages) {
    return new Found(ours(packages), Meaning.OTHER);
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
