package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * Guesses which source package a package was built from, for a build system whose folders are
 * called by that and which has no index. What cannot be guessed: a source whose version is not the
 * package's, and one whose name has nothing to do with it and that nothing else came from.
 */
final class SourceNames {
  private static final int MOST = 8;

  private final Map<String, String> byName = new HashMap<>();
  private final Map<String, List<String>> kin = new HashMap<>();

  /**
   * @param index what is known of other versions
   * @param lines the list that the package stands in
   */
  SourceNames(PackageIndex index, List<LockList.Line> lines) {
    for (int pkg = 0; pkg < index.packageCount(); pkg++) {
      Optional<Nevra> source = Nevra.parse(index.sourceRpm(pkg));
      if (source.isPresent()) {
        byName.put(index.name(pkg), source.get().name());
      }
    }
    for (LockList.Line line : lines) {
      kin.computeIfAbsent(line.versionRelease(), key -> new ArrayList<>()).add(line.name());
    }
  }

  /**
   * The likeliest first: what another version of the package came from, its own name, what those of
   * the same version and release came from, and its name with less and less at its end.
   */
  List<String> of(LockList.Line line) {
    Set<String> names = new LinkedHashSet<>();
    Optional.ofNullable(byName.get(line.name())).ifPresent(names::add);
    names.add(line.name());
    List<String> relatives = kin.getOrDefault(line.versionRelease(), List.of());
    // nothing but its version is a sign of kinship, so a few are asked for
    relatives.stream().map(name -> byName.getOrDefault(name, name)).limit(MOST).forEach(names::add);
    String shorter = line.name();
    while (shorter.lastIndexOf('-') > 0) {
      shorter = shorter.substring(0, shorter.lastIndexOf('-'));
      names.add(shorter);
    }
    if (line.name().startsWith("python3-")) {
      names.add("python-" + line.name().substring("python3-".length()));
    }
    return names.stream().limit(2 * MOST).toList();
  }
}
