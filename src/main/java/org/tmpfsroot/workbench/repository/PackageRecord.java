package org.tmpfsroot.workbench.repository;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * What primary.xml says of one package, as far as choosing and fetching it needs.
 *
 * @param location path of the RPM below the repository's base
 * @param digest of the whole RPM file
 * @param packageSize of the RPM file, bytes
 * @param installedSize of its files, bytes
 * @param sourceRpm file name of the source RPM, empty when unknown
 * @param files the paths primary.xml lists (those that dependencies usually name), folders included
 */
public record PackageRecord(
    Nevra nevra,
    String summary,
    String location,
    Digest digest,
    long packageSize,
    long installedSize,
    String sourceRpm,
    Map<DependencyKind, List<Dependency>> dependencies,
    List<String> files) {

  public PackageRecord {
    Map<DependencyKind, List<Dependency>> copy = new EnumMap<>(DependencyKind.class);
    dependencies.forEach((kind, list) -> copy.put(kind, List.copyOf(list)));
    dependencies = copy;
    files = List.copyOf(files);
  }

  public List<Dependency> dependencies(DependencyKind kind) {
    return dependencies.getOrDefault(kind, List.of());
  }
}
