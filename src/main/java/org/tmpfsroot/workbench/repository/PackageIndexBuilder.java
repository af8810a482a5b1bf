package org.tmpfsroot.workbench.repository;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.repository.PackageIndex.RepositoryRank;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.Evr;

/** Collects repositories and their packages, interning what repeats. Used once, by one thread. */
public final class PackageIndexBuilder {
  private static final int KINDS = DependencyKind.values().length;

  private final List<RepositoryRank> repositories = new ArrayList<>();
  private final List<PackageRow> rows = new ArrayList<>();
  private final Map<String, String> strings = new HashMap<>();
  private final Map<Evr, Evr> evrs = new HashMap<>();
  private final Map<Dependency, Integer> dependencyNumbers = new HashMap<>();
  private final List<Dependency> dependencyTable = new ArrayList<>();
  private final Map<String, IntList> byName = new HashMap<>();
  private final Map<String, IntList> providers = new HashMap<>();
  private final Map<String, IntList> files = new HashMap<>();
  private FileOwners fileOwners = FileOwners.NONE;

  private record PackageRow(int repository, PackageRecord record, int[][] dependencies) {}

  PackageIndexBuilder() {}

  /** Packages added from here on belong to this repository. */
  public PackageIndexBuilder repository(String id, int priority, int cost) {
    repositories.add(new RepositoryRank(id, priority, cost));
    return this;
  }

  /** How files beyond primary.xml are found. */
  public PackageIndexBuilder fileOwners(FileOwners lookup) {
    this.fileOwners = lookup;
    return this;
  }

  /** Adds a package to the repository named last. */
  public PackageIndexBuilder add(PackageRecord record) {
    if (repositories.isEmpty()) {
      throw new IllegalStateException("name a repository before its packages");
    }
    int number = rows.size();
    int[][] dependencies = new int[KINDS][];
    for (DependencyKind kind : DependencyKind.values()) {
      dependencies[kind.ordinal()] = intern(record.dependencies(kind));
    }
    byName.computeIfAbsent(string(record.nevra().name()), k -> new IntList()).add(number);
    for (Dependency provided : record.dependencies(DependencyKind.PROVIDES)) {
      if (provided instanceof Capability capability) {
        providers.computeIfAbsent(string(capability.name()), k -> new IntList()).addOnce(number);
      }
    }
    for (String file : record.files()) {
      files.computeIfAbsent(file, k -> new IntList()).addOnce(number);
    }
    rows.add(new PackageRow(repositories.size() - 1, withoutLists(record), dependencies));
    return this;
  }

  private static PackageRecord withoutLists(PackageRecord record) {
    return new PackageRecord(
        record.nevra(),
        record.summary(),
        record.location(),
        record.digest(),
        record.packageSize(),
        record.installedSize(),
        record.sourceRpm(),
        Map.of(),
        List.of());
  }

  public PackageIndex build() {
    int count = rows.size();
    int[] repository = new int[count];
    String[] name = new String[count];
    Evr[] evr = new Evr[count];
    String[] arch = new String[count];
    String[] summary = new String[count];
    String[] location = new String[count];
    Digest[] digest = new Digest[count];
    long[] packageSize = new long[count];
    long[] installedSize = new long[count];
    String[] sourceRpm = new String[count];
    int[][][] dependencies = new int[KINDS][count][];
    for (int i = 0; i < count; i++) {
      PackageRow row = rows.get(i);
      PackageRecord record = row.record();
      repository[i] = row.repository();
      name[i] = string(record.nevra().name());
      evr[i] = evrs.computeIfAbsent(record.nevra().evr(), e -> e);
      arch[i] = string(record.nevra().arch());
      summary[i] = string(record.summary());
      location[i] = record.location();
      digest[i] = record.digest();
      packageSize[i] = record.packageSize();
      installedSize[i] = record.installedSize();
      sourceRpm[i] = string(record.sourceRpm());
      for (int kind = 0; kind < KINDS; kind++) {
        dependencies[kind][i] = row.dependencies()[kind];
      }
    }
    return new PackageIndex(
        repositories,
        new PackageIndex.Columns(
            count,
            repository,
            name,
            evr,
            arch,
            summary,
            location,
            digest,
            packageSize,
            installedSize,
            sourceRpm,
            dependencies,
            dependencyTable.toArray(Dependency[]::new)),
        finished(byName),
        finished(providers),
        finished(files),
        fileOwners);
  }

  private int[] intern(List<Dependency> list) {
    Set<Dependency> distinct = new LinkedHashSet<>(list);
    int[] numbers = new int[distinct.size()];
    int n = 0;
    for (Dependency dependency : distinct) {
      Integer known = dependencyNumbers.get(dependency);
      if (known == null) {
        known = dependencyTable.size();
        dependencyNumbers.put(dependency, known);
        dependencyTable.add(dependency);
      }
      numbers[n++] = known;
    }
    return numbers;
  }

  private String string(String value) {
    return strings.computeIfAbsent(value, v -> v);
  }

  private static Map<String, int[]> finished(Map<String, IntList> lists) {
    Map<String, int[]> map = new HashMap<>(lists.size() * 2);
    lists.forEach((key, list) -> map.put(key, list.toArray()));
    return map;
  }

  /** A growing list of ascending numbers. */
  private static final class IntList {
    private int[] values = new int[2];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    void addOnce(int value) {
      if (size == 0 || values[size - 1] != value) {
        add(value);
      }
    }

    int[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
