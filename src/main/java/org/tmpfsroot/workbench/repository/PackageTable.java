package org.tmpfsroot.workbench.repository;

import java.util.Arrays;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.rpm.Evr;

/**
 * Packages as columns, by number. Names are numbers of the {@link StringTable} {@code strings},
 * dependencies and versions of the {@link DependencyTable}. Lists lie one behind the other: list
 * {@code i} begins at {@code start[i]} and ends before {@code start[i + 1]}.
 *
 * @param texts three for each package: summary, location, hexadecimal digest
 * @param digestAlgorithm ordinals of {@link Digest.Algorithm}
 * @param dependencyStart by package and kind: list {@code pkg * KINDS + kind}
 */
record PackageTable(
    StringTable strings,
    StringTable texts,
    DependencyTable dependencies,
    int count,
    int[] repository,
    int[] name,
    int[] evr,
    int[] arch,
    int[] sourceRpm,
    byte[] digestAlgorithm,
    long[] packageSize,
    long[] installedSize,
    int[] dependencyStart,
    int[] dependencyList,
    int[] fileStart,
    int[] fileList) {
  static final int KINDS = DependencyKind.values().length;
  static final int TEXTS = 3;

  private static final Digest.Algorithm[] ALGORITHMS = Digest.Algorithm.values();

  String name(int pkg) {
    return strings.get(name[pkg]);
  }

  Evr evr(int pkg) {
    return dependencies.evr(evr[pkg]);
  }

  String arch(int pkg) {
    return strings.get(arch[pkg]);
  }

  String sourceRpm(int pkg) {
    return strings.get(sourceRpm[pkg]);
  }

  String summary(int pkg) {
    return texts.get(TEXTS * pkg);
  }

  String location(int pkg) {
    return texts.get(TEXTS * pkg + 1);
  }

  Digest digest(int pkg) {
    return new Digest(ALGORITHMS[digestAlgorithm[pkg]], texts.get(TEXTS * pkg + 2));
  }

  int[] dependencies(int pkg, DependencyKind kind) {
    int list = pkg * KINDS + kind.ordinal();
    return Arrays.copyOfRange(dependencyList, dependencyStart[list], dependencyStart[list + 1]);
  }
}
