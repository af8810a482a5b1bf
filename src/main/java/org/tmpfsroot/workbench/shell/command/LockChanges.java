package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockDifference;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Table;

/** How the difference of two locks is printed. */
final class LockChanges {
  private LockChanges() {}

  static Table table(Lock before, Lock after, Format format) {
    Table table = Table.of("package", "change", "before", "after", "size");
    for (LockDifference.Change change : LockDifference.between(before, after)) {
      table.row(
          change.label(),
          change.kind().name().toLowerCase(Locale.ROOT),
          version(change.before()),
          version(change.after()),
          format == Format.JSON ? change.sizeChange() : signed(change.sizeChange()));
    }
    return table;
  }

  /** A number of bytes that were won or lost. */
  static String signed(long bytes) {
    return (bytes < 0 ? "-" : "+") + new Size(Math.abs(bytes));
  }

  private static String version(Optional<LockedPackage> locked) {
    return locked.map(each -> each.nevra().evr().toString()).orElse("");
  }

  static String summary(Lock before, Lock after) {
    List<LockDifference.Change> changes = LockDifference.between(before, after);
    StringBuilder words = new StringBuilder();
    for (LockDifference.Kind kind : LockDifference.Kind.values()) {
      long count = changes.stream().filter(change -> change.kind() == kind).count();
      if (count > 0) {
        words.append(words.isEmpty() ? "" : ", ");
        words.append(count).append(' ').append(kind.name().toLowerCase(Locale.ROOT));
      }
    }
    return words.isEmpty() ? "nothing changed" : words.toString();
  }
}
