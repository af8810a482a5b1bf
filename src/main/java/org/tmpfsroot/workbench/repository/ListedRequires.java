package org.tmpfsroot.workbench.repository;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.PackagedFile;
import org.tmpfsroot.workbench.rpm.RpmDependency;
import org.tmpfsroot.workbench.rpm.RpmFile;

/**
 * Which of a package's requirements its metadata lists. By createrepo's rules, these are left out:
 * abilities of rpm itself; what the package provides in the same words, or has as a file that
 * primary.xml lists; a repetition of the requirement of that name before; and of the symbol
 * versions of the C library all but the newest, which comes last.
 */
final class ListedRequires {
  private static final String C_LIBRARY = "libc.so.6";

  private ListedRequires() {}

  static List<RpmDependency> of(RpmFile rpm, List<PackagedFile> files) {
    Set<String> provided =
        rpm.provides().stream().map(RpmDependency::toString).collect(Collectors.toSet());
    Set<String> own =
        files.stream()
            .map(PackagedFile::path)
            .filter(PrimaryFiles::lists)
            .collect(Collectors.toSet());
    List<RpmDependency> listed = new ArrayList<>();
    Map<String, RpmDependency> lastOfName = new HashMap<>();
    @Nullable RpmDependency cLibrary = null;
    for (RpmDependency each : rpm.requires()) {
      if (each.isForRpm() || own.contains(each.name()) || provided.contains(each.toString())) {
        continue;
      }
      if (each.name().startsWith(C_LIBRARY)) {
        cLibrary =
            cLibrary == null || isNewerSymbolVersion(each.name(), cLibrary.name())
                ? each
                : cLibrary;
      } else {
        RpmDependency before = lastOfName.put(each.name(), each);
        if (before == null || !isRepetition(each, before)) {
          listed.add(each);
        }
      }
    }
    if (cLibrary != null) {
      listed.add(cLibrary);
    }
    return listed;
  }

  private static boolean isRepetition(RpmDependency each, RpmDependency before) {
    return each.relation() == before.relation()
        && each.version().equals(before.version())
        && each.isPrerequisite() == before.isPrerequisite();
  }

  private static boolean isNewerSymbolVersion(String name, String than) {
    return SymbolVersion.of(name).compareTo(SymbolVersion.of(than)) > 0;
  }

  /**
   * The first brackets of {@code libc.so.6(GLIBC_2.34)(64bit)}.
   *
   * @param rank 0 without brackets, 1 for empty ones, 2 without a digit in them, else 3
   * @param version from the first digit on: {@code 2.34}
   */
  private record SymbolVersion(int rank, String version) implements Comparable<SymbolVersion> {
    static SymbolVersion of(String name) {
      int open = name.indexOf('(');
      int close = name.indexOf(')', Math.max(open, 0));
      if (open < 0 || close < 0) {
        return new SymbolVersion(0, "");
      }
      for (int i = open + 1; i < close; i++) {
        if (name.charAt(i) >= '0' && name.charAt(i) <= '9') {
          return new SymbolVersion(3, name.substring(i, close));
        }
      }
      return new SymbolVersion(close == open + 1 ? 1 : 2, "");
    }

    @Override
    public int compareTo(SymbolVersion other) {
      return rank != other.rank
          ? Integer.compare(rank, other.rank)
          : new Evr(0, version, "").compareTo(new Evr(0, other.version, ""));
    }
  }
}
