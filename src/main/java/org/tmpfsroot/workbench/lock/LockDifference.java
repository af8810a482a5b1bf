package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What changes from one lock to another. */
public final class LockDifference {
  private LockDifference() {}

  /** How a package changes. */
  public enum Kind {
    ADDED,
    REMOVED,
    UP,
    DOWN,
    /** The same version, but another file: rebuilt, or from another repository. */
    REPLACED
  }

  /**
   * One package that changes.
   *
   * @param before absent when it is added
   * @param after absent when it is removed
   */
  public record Change(Kind kind, Optional<LockedPackage> before, Optional<LockedPackage> after) {

    /** Name and architecture. */
    public String label() {
      LockedPackage any = after.or(this::before).orElseThrow();
      return any.nevra().name() + "." + any.nevra().arch();
    }

    /** How much larger the download gets, bytes; negative when smaller. */
    public long sizeChange() {
      return after.map(LockedPackage::size).orElse(0L) - before.map(LockedPackage::size).orElse(0L);
    }
  }

  /** The packages that differ, by name. */
  public static List<Change> between(Lock before, Lock after) {
    Map<String, List<LockedPackage>> old = byLabel(before);
    Map<String, List<LockedPackage>> now = byLabel(after);
    TreeSet<String> labels = new TreeSet<>(old.keySet());
    labels.addAll(now.keySet());
    List<Change> changes = new ArrayList<>();
    for (String label : labels) {
      compare(
          new ArrayList<>(old.getOrDefault(label, List.of())),
          new ArrayList<>(now.getOrDefault(label, List.of())),
          changes);
    }
    return changes;
  }

  private static Map<String, List<LockedPackage>> byLabel(Lock lock) {
    return lock.packages().stream()
        .collect(
            Collectors.groupingBy(
                locked -> locked.nevra().name() + "." + locked.nevra().arch(),
                TreeMap::new,
                Collectors.toList()));
  }

  /** Of several versions of one name those that both have are left aside first. */
  private static void compare(
      List<LockedPackage> old, List<LockedPackage> now, List<Change> changes) {
    for (LockedPackage each : List.copyOf(old)) {
      now.stream()
          .filter(other -> other.nevra().equals(each.nevra()))
          .findFirst()
          .ifPresent(
              same -> {
                old.remove(each);
                now.remove(same);
                if (!same.digest().equals(each.digest())) {
                  changes.add(new Change(Kind.REPLACED, Optional.of(each), Optional.of(same)));
                }
              });
    }
    Comparator<LockedPackage> byVersion = Comparator.comparing(locked -> locked.nevra().evr());
    old.sort(byVersion);
    now.sort(byVersion);
    for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
      Optional<LockedPackage> before = i < old.size() ? Optional.of(old.get(i)) : Optional.empty();
      Optional<LockedPackage> after = i < now.size() ? Optional.of(now.get(i)) : Optional.empty();
      changes.add(new Change(kind(before, after), before, after));
    }
  }

  private static Kind kind(Optional<LockedPackage> before, Optional<LockedPackage> after) {
    if (before.isEmpty()) {
      return Kind.ADDED;
    }
    if (after.isEmpty()) {
      return Kind.REMOVED;
    }
    return after.get().nevra().evr().compareTo(before.get().nevra().evr()) > 0
        ? Kind.UP
        : Kind.DOWN;
  }
}
