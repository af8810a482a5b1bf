package org.tmpfsroot.workbench.repository;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * All packages of several repositories, by number: packages are {@code 0 … packageCount()-1} in the
 * order of repositories and of their metadata; dependencies, names and versions are interned and
 * have numbers of their own. Columns rather than objects, so that tens of thousands of packages
 * cost little. Immutable but for file owners, which are looked up when first asked for. Safe for
 * several threads.
 */
public final class PackageIndex {
  private final List<RepositoryRank> repositories;
  private final PackageTable table;
  private final Postings byName;
  private final Provides provides;
  private final PackagedFiles files;

  /**
   * How a repository ranks against others.
   *
   * @param priority lower wins; 99 by default
   * @param cost among equals lower wins; 1000 by default
   */
  public record RepositoryRank(String id, int priority, int cost) {}

  PackageIndex(List<RepositoryRank> repositories, PackageTable table, FileOwners fileOwners) {
    this.repositories = List.copyOf(repositories);
    this.table = table;
    int[] packages = new int[table.count()];
    Arrays.setAll(packages, pkg -> pkg);
    this.byName = Postings.of(table.name(), packages, table.strings().size());
    this.provides = Provides.of(table);
    this.files = new PackagedFiles(table, fileOwners);
  }

  public static PackageIndexBuilder builder() {
    return new PackageIndexBuilder();
  }

  public int packageCount() {
    return table.count();
  }

  /** In the order they were added. */
  public List<RepositoryRank> repositories() {
    return repositories;
  }

  public RepositoryRank repository(int pkg) {
    return repositories.get(repositoryNumber(pkg));
  }

  /** The repository's place in {@link #repositories()}. */
  public int repositoryNumber(int pkg) {
    return table.repository()[pkg];
  }

  public String name(int pkg) {
    return table.name(pkg);
  }

  public Evr evr(int pkg) {
    return table.evr(pkg);
  }

  public String arch(int pkg) {
    return table.arch(pkg);
  }

  public Nevra nevra(int pkg) {
    return new Nevra(name(pkg), evr(pkg), arch(pkg));
  }

  public String summary(int pkg) {
    return table.summary(pkg);
  }

  /** Path below the repository's mirrors, or an address of its own. */
  public String location(int pkg) {
    return table.location(pkg);
  }

  public Digest digest(int pkg) {
    return table.digest(pkg);
  }

  /** Of the RPM file, bytes. */
  public long packageSize(int pkg) {
    return table.packageSize()[pkg];
  }

  /** Of its files, bytes. */
  public long installedSize(int pkg) {
    return table.installedSize()[pkg];
  }

  /** Empty when unknown. */
  public String sourceRpm(int pkg) {
    return table.sourceRpm(pkg);
  }

  /** Numbers of the package's dependencies, as declared, without repeats; the caller's to keep. */
  public int[] dependencies(int pkg, DependencyKind kind) {
    return table.dependencies(pkg, kind);
  }

  /** How many different dependencies there are; their numbers are below it. */
  public int dependencyCount() {
    return table.dependencies().size();
  }

  public Dependency dependency(int number) {
    return table.dependencies().get(number);
  }

  /** Every package name, sorted. */
  public SortedSet<String> names() {
    return texts(table.sortedNames());
  }

  /** The first package names that begin with {@code prefix}, sorted, at most {@code most}. */
  public List<String> namesStartingWith(String prefix, int most) {
    int[] sorted = table.sortedNames();
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (table.strings().get(sorted[middle]).compareTo(prefix) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return IntStream.range(low, sorted.length)
        .mapToObj(place -> table.strings().get(sorted[place]))
        .takeWhile(name -> name.startsWith(prefix))
        .limit(most)
        .toList();
  }

  /** Every name some package provides, sorted. */
  public SortedSet<String> capabilityNames() {
    return texts(provides.names());
  }

  /**
   * The first names that some package provides and that begin with {@code prefix}, sorted, at most
   * {@code most}. Of half a million only those few are made strings.
   */
  public List<String> capabilitiesStartingWith(String prefix, int most) {
    StringTable strings = table.strings();
    byte[] begins = prefix.getBytes(StandardCharsets.UTF_8);
    Queue<Integer> first = new PriorityQueue<>(strings::compareDescending);
    for (int id : provides.names()) {
      if (strings.startsWith(id, begins)) {
        if (first.size() < most) {
          first.add(id);
        } else if (strings.compareDescending(id, first.element()) > 0) {
          first.remove();
          first.add(id);
        }
      }
    }
    return first.stream().map(strings::get).sorted().toList();
  }

  private SortedSet<String> texts(int[] ids) {
    TreeSet<String> texts = new TreeSet<>();
    for (int id : ids) {
      texts.add(table.strings().get(id));
    }
    return Collections.unmodifiableSortedSet(texts);
  }

  /** Packages of that name, ascending. */
  public int[] named(String name) {
    return byName.get(table.strings().find(name));
  }

  /**
   * Packages of other repositories that claim to be the same build and are not: same name, epoch,
   * version, release and architecture, another digest. Whichever of them is chosen, the others show
   * that it cannot be trusted.
   */
  public int[] impostors(int pkg) {
    Digest digest = digest(pkg);
    return Arrays.stream(byName.get(table.name()[pkg]))
        .filter(other -> table.evr()[other] == table.evr()[pkg])
        .filter(other -> table.arch()[other] == table.arch()[pkg])
        .filter(other -> repositoryNumber(other) != repositoryNumber(pkg))
        .filter(other -> digest(other).algorithm() == digest.algorithm())
        .filter(other -> !digest(other).equals(digest))
        .toArray();
  }

  /** Packages with a provide of that name, whatever its version, ascending. */
  public int[] providingName(String name) {
    return provides.named(table.strings().find(name));
  }

  /**
   * Packages that satisfy the capability, by a provide or, for a path, by having the file;
   * ascending.
   */
  public int[] providing(Capability wanted) {
    int[] byProvide = provides.satisfying(wanted, table.strings().find(wanted.name()));
    return wanted.isFile() && wanted.relation() == Capability.Relation.ANY
        ? union(byProvide, owning(wanted.name()))
        : byProvide;
  }

  /**
   * Packages that have the file, by primary.xml and, where that would not list it, by the file
   * lists; ascending.
   */
  public int[] owning(String path) {
    return files.owning(this, path);
  }

  /**
   * The same for many paths; the file lists are read once, if at all.
   *
   * @return the packages of each path that any has
   */
  public Map<String, int[]> owning(Set<String> paths) {
    return files.owning(this, paths);
  }

  /** Packages that have any file whose path passes, by primary.xml and file lists; ascending. */
  public int[] owningAny(Predicate<String> path) {
    return files.owningAny(this, path);
  }

  /** Every path that some dependency names, sorted. */
  public SortedSet<String> requiredPaths() {
    return Collections.unmodifiableSortedSet(files.required());
  }

  private static int[] union(int[] a, int[] b) {
    if (b.length == 0) {
      return a;
    }
    if (a.length == 0) {
      return b;
    }
    int[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return Arrays.stream(all).sorted().distinct().toArray();
  }
}
