package org.tmpfsroot.workbench.repository;

import java.io.IOException;
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
 * @param sortedNames the packages' different names, in the order of their characters
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
    int[] fileList,
    int[] sortedNames) {
  static final int KINDS = DependencyKind.values().length;
  static final int TEXTS = 3;

  private static final Digest.Algorithm[] ALGORITHMS = Digest.Algorithm.values();

  static PackageTable read(Columns.Reader in) {
    StringTable strings = StringTable.read(in);
    StringTable texts = StringTable.read(in);
    DependencyTable dependencies = DependencyTable.read(in, strings);
    int[] repository = in.ints();
    return new PackageTable(
        strings,
        texts,
        dependencies,
        repository.length,
        repository,
        in.ints(),
        in.ints(),
        in.ints(),
        in.ints(),
        in.bytes(),
        in.longs(),
        in.longs(),
        in.ints(),
        in.ints(),
        in.ints(),
        in.ints(),
        in.ints());
  }

  void write(Columns.Writer out) throws IOException {
    strings.write(out);
    texts.write(out);
    dependencies.write(out);
    out.ints(repository);
    out.ints(name);
    out.ints(evr);
    out.ints(arch);
    out.ints(sourceRpm);
    out.bytes(digestAlgorithm);
    out.longs(packageSize);
    out.longs(installedSize);
    out.ints(dependencyStart);
    out.ints(dependencyList);
    out.ints(fileStart);
    out.ints(fileList);
    out.ints(sortedNames);
  }

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
