package org.tmpfsroot.workbench.repository;

import java.util.Arrays;
import java.util.Comparator;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.rpm.Dependency;

/** Collects a {@link PackageTable}. For one thread; several can be joined. */
final class PackageTableBuilder {
  private static final int KINDS = PackageTable.KINDS;

  private final StringTable.Builder strings = new StringTable.Builder();
  private final StringTable.Builder texts = new StringTable.Builder();
  private final DependencyTable.Builder dependencies = new DependencyTable.Builder(strings);
  private int count;
  private final IntColumn repository = new IntColumn();
  private final IntColumn name = new IntColumn();
  private final IntColumn evr = new IntColumn();
  private final IntColumn arch = new IntColumn();
  private final IntColumn sourceRpm = new IntColumn();
  private byte[] digestAlgorithm = new byte[64];
  private long[] packageSize = new long[64];
  private long[] installedSize = new long[64];
  private final IntColumn dependencyStart = new IntColumn();
  private final IntColumn dependencyList = new IntColumn();
  private final IntColumn fileStart = new IntColumn();
  private final IntColumn fileList = new IntColumn();

  /** The dependencies of the next package, by kind. */
  private final IntColumn[] pending = new IntColumn[KINDS];

  /** For each dependency the list it was last put into: lists have no repeats. */
  private int[] lastList = new int[1 << 12];

  private int firstList = 1;

  PackageTableBuilder() {
    Arrays.setAll(pending, kind -> new IntColumn());
    dependencyStart.add(0);
    fileStart.add(0);
  }

  StringTable.Builder strings() {
    return strings;
  }

  DependencyTable.Builder dependencies() {
    return dependencies;
  }

  int count() {
    return count;
  }

  /** The next package has this dependency. */
  void dependency(DependencyKind kind, int number) {
    if (number >= lastList.length) {
      lastList = Arrays.copyOf(lastList, Math.max(number + 1, lastList.length * 2));
    }
    int list = firstList + kind.ordinal();
    if (lastList[number] != list) {
      lastList[number] = list;
      pending[kind.ordinal()].add(number);
    }
  }

  /** The next package has this file. */
  void file(String path) {
    fileList.add(strings.intern(path));
  }

  /** Drops what was said of the next package. */
  void forget() {
    for (IntColumn column : pending) {
      column.clear();
    }
    fileList.truncate(fileStart.get(count));
    firstList += KINDS;
  }

  /** Ends the package whose dependencies and files were told; names and versions are numbers. */
  void add(int repositoryNumber, int nameId, int evrId, int archId, int sourceRpmId) {
    repository.add(repositoryNumber);
    name.add(nameId);
    evr.add(evrId);
    arch.add(archId);
    sourceRpm.add(sourceRpmId);
    for (IntColumn column : pending) {
      dependencyList.addAll(column);
      dependencyStart.add(dependencyList.size());
      column.clear();
    }
    fileStart.add(fileList.size());
    firstList += KINDS;
    count++;
  }

  /** The rest of the package ended last. */
  void describe(
      String summary,
      String location,
      Digest.Algorithm algorithm,
      String digestHex,
      long packageBytes,
      long installedBytes) {
    texts.add(summary);
    texts.add(location);
    texts.add(digestHex);
    int pkg = count - 1;
    if (pkg == digestAlgorithm.length) {
      digestAlgorithm = Arrays.copyOf(digestAlgorithm, count * 2);
      packageSize = Arrays.copyOf(packageSize, count * 2);
      installedSize = Arrays.copyOf(installedSize, count * 2);
    }
    digestAlgorithm[pkg] = (byte) algorithm.ordinal();
    packageSize[pkg] = packageBytes;
    installedSize[pkg] = installedBytes;
  }

  void add(int repositoryNumber, PackageRecord record) {
    for (DependencyKind kind : DependencyKind.values()) {
      for (Dependency each : record.dependencies(kind)) {
        dependency(kind, dependencies.add(each));
      }
    }
    record.files().forEach(this::file);
    add(
        repositoryNumber,
        strings.intern(record.nevra().name()),
        dependencies.evr(record.nevra().evr()),
        strings.intern(record.nevra().arch()),
        strings.intern(record.sourceRpm()));
    describe(
        record.summary(),
        record.location(),
        record.digest().algorithm(),
        record.digest().hex(),
        record.packageSize(),
        record.installedSize());
  }

  /** Takes over all packages of another, under this repository's number. */
  void addAll(int repositoryNumber, PackageTableBuilder other) {
    int[] string = new int[other.strings.size()];
    Arrays.setAll(string, id -> strings.intern(other.strings.get(id)));
    DependencyTable.Numbers numbers = dependencies.addAll(other.dependencies, string);
    for (int pkg = 0; pkg < other.count; pkg++) {
      int from = pkg * KINDS;
      for (int list = from; list < from + KINDS; list++) {
        int end = other.dependencyStart.get(list + 1);
        for (int i = other.dependencyStart.get(list); i < end; i++) {
          pending[list - from].add(numbers.dependency()[other.dependencyList.get(i)]);
        }
      }
      for (int i = other.fileStart.get(pkg); i < other.fileStart.get(pkg + 1); i++) {
        fileList.add(string[other.fileList.get(i)]);
      }
      add(
          repositoryNumber,
          string[other.name.get(pkg)],
          numbers.evr()[other.evr.get(pkg)],
          string[other.arch.get(pkg)],
          string[other.sourceRpm.get(pkg)]);
      int text = pkg * PackageTable.TEXTS;
      describe(
          other.texts.get(text),
          other.texts.get(text + 1),
          Digest.Algorithm.values()[other.digestAlgorithm[pkg]],
          other.texts.get(text + 2),
          other.packageSize[pkg],
          other.installedSize[pkg]);
    }
  }

  PackageTable build() {
    StringTable finished = strings.build();
    return new PackageTable(
        finished,
        texts.build(),
        dependencies.build(finished),
        count,
        repository.toArray(),
        name.toArray(),
        evr.toArray(),
        arch.toArray(),
        sourceRpm.toArray(),
        Arrays.copyOf(digestAlgorithm, count),
        Arrays.copyOf(packageSize, count),
        Arrays.copyOf(installedSize, count),
        dependencyStart.toArray(),
        dependencyList.toArray(),
        fileStart.toArray(),
        fileList.toArray(),
        sortedNames());
  }

  private int[] sortedNames() {
    return Arrays.stream(name.toArray())
        .distinct()
        .boxed()
        .sorted(Comparator.comparing(strings::get))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
