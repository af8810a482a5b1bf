package org.tmpfsroot.workbench.repository;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.RichDependency;

/** Who has which file: by primary.xml, and beyond that by file lists, read when first needed. */
final class PackagedFiles {
  private static final int[] NOTHING = {};

  private final PackageTable table;
  private final Postings listed;
  private final FileOwners fileOwners;
  private final Map<String, int[]> unlisted = new HashMap<>();
  private boolean requiredKnown;

  PackagedFiles(PackageTable table, FileOwners fileOwners) {
    this.table = table;
    this.fileOwners = fileOwners;
    int[] owner = new int[table.fileList().length];
    for (int pkg = 0; pkg < table.count(); pkg++) {
      Arrays.fill(owner, table.fileStart()[pkg], table.fileStart()[pkg + 1], pkg);
    }
    this.listed = Postings.of(table.fileList(), owner, table.strings().size());
  }

  int[] owning(PackageIndex index, String path) {
    int[] found = listed.get(table.strings().find(path));
    return found.length > 0 || PrimaryFiles.lists(path) ? found : unlistedOwners(index, path);
  }

  Map<String, int[]> owning(PackageIndex index, Set<String> paths) {
    Map<String, int[]> owners = new HashMap<>();
    Set<String> notListed = new HashSet<>();
    for (String path : paths) {
      int[] found = listed.get(table.strings().find(path));
      if (found.length > 0) {
        owners.put(path, found);
      } else if (!PrimaryFiles.lists(path)) {
        notListed.add(path);
      }
    }
    owners.putAll(fileOwners.owners(index, notListed));
    return owners;
  }

  int[] owningAny(PackageIndex index, Predicate<String> path) {
    IntStream byPrimary =
        Arrays.stream(listed.keys())
            .filter(id -> path.test(table.strings().get(id)))
            .flatMap(id -> Arrays.stream(listed.get(id)));
    return IntStream.concat(byPrimary, Arrays.stream(fileOwners.owners(index, path)))
        .sorted()
        .distinct()
        .toArray();
  }

  private synchronized int[] unlistedOwners(PackageIndex index, String path) {
    if (!unlisted.containsKey(path)) {
      Set<String> wanted = requiredKnown ? new HashSet<>() : required();
      wanted.removeIf(each -> PrimaryFiles.lists(each) || listed.has(table.strings().find(each)));
      wanted.add(path);
      Map<String, int[]> found = fileOwners.owners(index, wanted);
      wanted.forEach(each -> unlisted.put(each, found.getOrDefault(each, NOTHING)));
      requiredKnown = true;
    }
    return unlisted.getOrDefault(path, NOTHING);
  }

  /** Every path some dependency names: asked for together, the file lists are read only once. */
  SortedSet<String> required() {
    SortedSet<String> paths = new TreeSet<>();
    DependencyTable dependencies = table.dependencies();
    for (int number = 0; number < dependencies.size(); number++) {
      if (dependencies.isRich(number) || dependencies.isPath(number)) {
        collect(dependencies.get(number), paths);
      }
    }
    return paths;
  }

  private static void collect(Dependency dependency, Set<String> paths) {
    if (dependency instanceof Capability capability) {
      if (capability.isFile()) {
        paths.add(capability.name());
      }
    } else if (dependency instanceof RichDependency rich) {
      rich.operands().forEach(operand -> collect(operand, paths));
    }
  }
}
