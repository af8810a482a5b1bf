package org.tmpfsroot.workbench.shell.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Bar;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Style;
import org.tmpfsroot.workbench.shell.Styled;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** The lock drawn: what is large in it, and what brought what in. */
@Noun(value = "lock", about = "the packages the image is made of, exactly")
public final class LockViewCommands {

  private final Workspace workspace;

  public LockViewCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"lock", "sizes"},
      description = "list the locked packages by what they take of the root, as bars",
      help =
          """
          The largest first; a full bar is the largest package. JSON: an array of objects with
          package, installed, size (bytes), share (of all that is installed, percent).

          > lock sizes
          > lock sizes --most 20
          """)
  public void sizes(
      @Option(longName = "most", description = "only this many") Optional<Integer> most,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Lock lock = LockCommands.lockOf(workspace.session());
    long all = Math.max(1, lock.installedSize());
    List<LockedPackage> sorted =
        lock.packages().stream()
            .sorted(
                Comparator.comparingLong(LockedPackage::installedSize)
                    .reversed()
                    .thenComparing(LockedPackage::nevra))
            .limit(most.map(count -> Math.max(0, count)).orElse(Integer.MAX_VALUE))
            .toList();
    long largest =
        Math.max(1, sorted.stream().mapToLong(LockedPackage::installedSize).max().orElse(1));
    Table table =
        format == Format.JSON
            ? Table.of("package", "installed", "size", "share")
            : Table.of("package", "installed", "share", "bar");
    for (LockedPackage locked : sorted) {
      String name = locked.nevra().name() + "." + locked.nevra().arch();
      double percent = 100.0 * locked.installedSize() / all;
      Size installed = new Size(locked.installedSize());
      if (format == Format.JSON) {
        table.row(name, installed, new Size(locked.size()), Math.round(percent * 10) / 10.0);
      } else {
        String share = String.format(Locale.ROOT, "%5.1f %%", percent);
        table.row(name, installed, share, Bar.of(locked.installedSize(), largest));
      }
    }
    output.show(table, format);
  }

  @Command(
      name = {"lock", "tree"},
      description = "draw which package brought which others in",
      help =
          """
          Each package stands once, below the first that needs it; with a name, only what is below
          that one. JSON: an array of objects with package, by (null where it was asked for),
          depth, installed (bytes).

          > lock tree
          > lock tree bash
          """)
  public void tree(
      @Argument(index = 0, description = "a locked package") @Values("locked")
          Optional<String> name,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Lock lock = LockCommands.lockOf(workspace.session());
    Map<LockedPackage, List<LockedPackage>> below = below(lock);
    List<LockedPackage> roots =
        name.map(each -> List.of(named(lock, each)))
            .orElseGet(
                () ->
                    lock.packages().stream().filter(each -> parent(lock, each).isEmpty()).toList());
    Table table = Table.of("package", "by", "depth", "installed");
    List<Styled> lines = new ArrayList<>();
    for (LockedPackage root : roots) {
      draw(root, Optional.empty(), "", "", below, new ArrayList<>(), table, lines);
    }
    if (format == Format.JSON) {
      output.show(table, format);
    } else {
      output.page(lines);
    }
  }

  private static void draw(
      LockedPackage locked,
      Optional<LockedPackage> by,
      String branch,
      String indent,
      Map<LockedPackage, List<LockedPackage>> below,
      List<LockedPackage> path,
      Table table,
      List<Styled> lines) {
    Size installed = new Size(locked.installedSize());
    table.row(
        locked.nevra().toString(), by.map(each -> each.nevra().toString()), path.size(), installed);
    lines.add(
        Styled.of(Style.FAINT, branch)
            .and(path.isEmpty() ? Style.STRONG : Style.PLAIN, locked.nevra().toString())
            .and(Style.FAINT, "  " + installed));
    List<LockedPackage> children =
        below.getOrDefault(locked, List.of()).stream()
            .filter(each -> !path.contains(each))
            .toList();
    path.add(locked);
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      draw(
          children.get(i),
          Optional.of(locked),
          indent + (last ? "└ " : "├ "),
          indent + (last ? "  " : "│ "),
          below,
          path,
          table,
          lines);
    }
    path.remove(path.size() - 1);
  }

  private static Map<LockedPackage, List<LockedPackage>> below(Lock lock) {
    Map<LockedPackage, List<LockedPackage>> below = new LinkedHashMap<>();
    for (LockedPackage locked : lock.packages()) {
      parent(lock, locked)
          .ifPresent(by -> below.computeIfAbsent(by, key -> new ArrayList<>()).add(locked));
    }
    return below;
  }

  /** The first that needs it; empty for what is asked for, and where the lock does not say. */
  private static Optional<LockedPackage> parent(Lock lock, LockedPackage locked) {
    return locked.requested() || locked.neededBy().isEmpty()
        ? Optional.empty()
        : lock.labelled(locked.neededBy().get(0).by());
  }

  private LockedPackage named(Lock lock, String name) {
    return lock.labelled(name)
        .orElseThrow(() -> LockCommands.notLocked(workspace.session(), lock, name));
  }

  /** Completes what is locked. */
  public List<CompletionProposal> locked() {
    return workspace.current().flatMap(ImageSession::lock).stream()
        .flatMap(lock -> lock.packages().stream())
        .map(locked -> locked.nevra().name())
        .distinct()
        .map(CompletionProposal::new)
        .toList();
  }
}
