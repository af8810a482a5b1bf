package org.tmpfsroot.workbench.repository;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;
import org.tmpfsroot.workbench.rpm.RichDependency;

/**
 * All packages of several repositories, by number: packages are {@code 0 … packageCount()-1} in the
 * order of repositories and of their metadata; dependencies, names and versions are interned and
 * have numbers of their own. Columns rather than objects, so that tens of thousands of packages
 * cost little. Immutable but for file owners, which are looked up when first asked for. Safe for
 * several threads.
 */
public final class PackageIndex {
  private static final int[] NOTHING = {};

  private final List<RepositoryRank> repositories;
  private final Columns columns;
  private final Map<String, int[]> byName;
  private final Map<String, int[]> providers;
  private final Map<String, int[]> listedFiles;
  private final FileOwners fileOwners;
  private @Nullable Map<String, int[]> unlistedFiles;

  /**
   * How a repository ranks against others.
   *
   * @param priority lower wins; 99 by default
   * @param cost among equals lower wins; 1000 by default
   */
  public record RepositoryRank(String id, int priority, int cost) {}

  /** The columns of the package table; index is the package's number. */
  record Columns(
      int count,
      int[] repository,
      String[] name,
      Evr[] evr,
      String[] arch,
      String[] summary,
      String[] location,
      Digest[] digest,
      long[] packageSize,
      long[] installedSize,
      String[] sourceRpm,
      int[][][] dependencies,
      Dependency[] dependencyTable) {}

  PackageIndex(
      List<RepositoryRank> repositories,
      Columns columns,
      Map<String, int[]> byName,
      Map<String, int[]> providers,
      Map<String, int[]> listedFiles,
      FileOwners fileOwners) {
    this.repositories = List.copyOf(repositories);
    this.columns = columns;
    this.byName = byName;
    this.providers = providers;
    this.listedFiles = listedFiles;
    this.fileOwners = fileOwners;
  }

  public static PackageIndexBuilder builder() {
    return new PackageIndexBuilder();
  }

  public int packageCount() {
    return columns.count;
  }

  /** In the order they were added. */
  public List<RepositoryRank> repositories() {
    return repositories;
  }

  public RepositoryRank repository(int pkg) {
    return repositories.get(columns.repository[pkg]);
  }

  /** The repository's place in {@link #repositories()}. */
  public int repositoryNumber(int pkg) {
    return columns.repository[pkg];
  }

  public String name(int pkg) {
    return columns.name[pkg];
  }

  public Evr evr(int pkg) {
    return columns.evr[pkg];
  }

  public String arch(int pkg) {
    return columns.arch[pkg];
  }

  public Nevra nevra(int pkg) {
    return new Nevra(name(pkg), evr(pkg), arch(pkg));
  }

  public String summary(int pkg) {
    return columns.summary[pkg];
  }

  public String location(int pkg) {
    return columns.location[pkg];
  }

  public Digest digest(int pkg) {
    return columns.digest[pkg];
  }

  /** Of the RPM file, bytes. */
  public long packageSize(int pkg) {
    return columns.packageSize[pkg];
  }

  /** Of its files, bytes. */
  public long installedSize(int pkg) {
    return columns.installedSize[pkg];
  }

  /** Empty when unknown. */
  public String sourceRpm(int pkg) {
    return columns.sourceRpm[pkg];
  }

  /**
   * Numbers of the package's dependencies, as declared, without repeats; not to be changed by the
   * caller.
   */
  public int[] dependencies(int pkg, DependencyKind kind) {
    int[] @Nullable [] kinds = columns.dependencies[kind.ordinal()];
    int @Nullable [] list = kinds == null ? null : kinds[pkg];
    return list == null ? NOTHING : list;
  }

  /** How many different dependencies there are; their numbers are below it. */
  public int dependencyCount() {
    return columns.dependencyTable.length;
  }

  public Dependency dependency(int number) {
    return columns.dependencyTable[number];
  }

  /** Every package name, sorted. */
  public Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** Every name some package provides, sorted. */
  public Set<String> capabilityNames() {
    return new TreeSet<>(providers.keySet());
  }

  /** Packages of that name, ascending. */
  public int[] named(String name) {
    return byName.getOrDefault(name, NOTHING);
  }

  /** Packages with a provide of that name, whatever its version, ascending. */
  public int[] providingName(String name) {
    return providers.getOrDefault(name, NOTHING);
  }

  /**
   * Packages that satisfy the capability, by a provide or, for a path, by having the file;
   * ascending.
   */
  public int[] providing(Capability wanted) {
    int[] candidates = providingName(wanted.name());
    int[] found = new int[candidates.length];
    int n = 0;
    for (int pkg : candidates) {
      if (provides(pkg, wanted)) {
        found[n++] = pkg;
      }
    }
    int[] byProvide = n == found.length ? found : Arrays.copyOf(found, n);
    return wanted.isFile() && wanted.relation() == Capability.Relation.ANY
        ? union(byProvide, owning(wanted.name()))
        : byProvide;
  }

  private boolean provides(int pkg, Capability wanted) {
    for (int number : dependencies(pkg, DependencyKind.PROVIDES)) {
      if (dependency(number) instanceof Capability provided && wanted.isSatisfiedBy(provided)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Packages that have the file, by primary.xml and, where that does not list it, by the file
   * lists; ascending.
   */
  public int[] owning(String path) {
    int[] listed = listedFiles.get(path);
    return listed != null ? listed : unlistedOwners(path);
  }

  private synchronized int[] unlistedOwners(String path) {
    Map<String, int[]> known = unlistedFiles;
    if (known == null || !known.containsKey(path)) {
      Set<String> wanted = known == null ? requiredUnlistedPaths() : new HashSet<>(known.keySet());
      wanted.add(path);
      Map<String, int[]> found = fileOwners.owners(this, wanted);
      Map<String, int[]> all = new java.util.HashMap<>();
      for (String each : wanted) {
        all.put(each, found.getOrDefault(each, NOTHING));
      }
      unlistedFiles = all;
      known = all;
    }
    return known.getOrDefault(path, NOTHING);
  }

  /**
   * Every path some dependency names and primary.xml does not list: so the file lists are read only
   * once.
   */
  private Set<String> requiredUnlistedPaths() {
    Set<String> paths = new HashSet<>();
    for (Dependency dependency : columns.dependencyTable) {
      collectPaths(dependency, paths);
    }
    paths.removeIf(path -> listedFiles.containsKey(path) || providers.containsKey(path));
    return paths;
  }

  private static void collectPaths(Dependency dependency, Set<String> paths) {
    if (dependency instanceof Capability capability) {
      if (capability.isFile()) {
        paths.add(capability.name());
      }
    } else if (dependency instanceof RichDependency rich) {
      rich.operands().forEach(operand -> collectPaths(operand, paths));
    }
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
