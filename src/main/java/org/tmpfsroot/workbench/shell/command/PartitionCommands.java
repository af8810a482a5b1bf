package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.disk.Filesystem;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.SessionFit;
import org.tmpfsroot.workbench.session.SettingKeys;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Bar;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** The partitions of the disk installed to. */
@Noun(value = "partition", about = "the partitions of the disk installed to")
public final class PartitionCommands {
  private static final String GAP = "  ";

  /** Such as {@code 200.0 MiB btrfs} behind a blank. */
  private static final int LONGEST_TEXT = 16;

  private final Workspace workspace;

  public PartitionCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"partition", "set"},
      description = "change a partition's size",
      help =
          """
          A bare number is MiB.

          > partition set /var/log 4G
          > partition set /opt 512M
          """)
  public void set(
      @Argument(index = 0, description = "where it is mounted") @Values("mounts") String mount,
      @Argument(index = 1, description = "its new size") Size size,
      Output output) {
    change(
        output,
        "partition set " + mount + " " + size.typed(),
        layout -> layout.withSize(mount, size),
        mount);
  }

  @Command(
      name = {"partition", "add"},
      description = "add a partition behind the others",
      help =
          """
          > partition add /data 4G --fs ext4
          > partition add /srv/data 8G --fs btrfs --options noatime,nofail
          """)
  public void add(
      @Argument(index = 0, description = "where it is mounted") String mount,
      @Argument(index = 1, description = "its size") Size size,
      @Option(longName = "fs", required = true, description = "ext4, xfs or btrfs") Filesystem fs,
      @Option(longName = "options", description = "mount options between commas")
          Optional<String> options,
      Output output) {
    Partition partition = Partition.added(mount, size, fs, options.orElse(""));
    change(
        output,
        "partition add " + mount + " " + size.typed(),
        layout -> layout.plus(partition),
        mount);
  }

  @Command(
      name = {"partition", "remove"},
      description = "do without a partition",
      help =
          """
          The boot loader's, both slots', the persistent data's and the logs' stay.

          > partition remove /opt
          > partition remove /srv
          """)
  public void remove(
      @Argument(index = 0, description = "where it is mounted") @Values("mounts") String mount,
      Output output) {
    change(output, "partition remove " + mount, layout -> layout.minus(mount), mount);
  }

  @Command(
      name = {"partition", "reset"},
      description = "go back to the usual partitions",
      help = "> partition reset")
  public void reset(Output output) {
    change(output, "partition reset", layout -> Layout.standard(), "");
  }

  @Command(
      name = {"partition", "list"},
      description = "list the partitions in their order on the disk",
      help =
          """
          JSON: an array of objects with mount, size (bytes), fs, options, label, uuid, changed.

          > partition list
          """)
  public void list(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = workspace.session();
    Layout layout =
        session.disks().layout().withSeed(session.settings().value(SettingKeys.UUID_SEED));
    Table table =
        Table.of("mount", "size", "fs", "options", "changed").andForPrograms("label", "uuid");
    for (Partition partition : layout.partitions()) {
      table.row(
          partition.mount(),
          partition.size(),
          partition.filesystem().typed(),
          partition.options(),
          !Layout.standard().partitions().contains(partition),
          partition.label(),
          partition.label().isEmpty() ? layout.uuid(partition.mount()).toString() : "");
    }
    output.show(table, format);
  }

  @Command(
      name = {"partition", "show"},
      description = "draw the partitions and what is left of the disk",
      help =
          """
          Below stand what has to fit where and what is left, as far as the disk's size, the lock
          and the setting ram tell. JSON: an object with total, smallestDisk, disk, left (null where
          unknown), partitions (mount, start, end) and rooms (what, room, needed, left), all bytes.

          > partition show
          """)
  public void show(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = workspace.session();
    Layout layout = session.disks().layout();
    LayoutRoom room = new LayoutRoom(SessionFit.of(session));
    if (format == Format.JSON) {
      output.json(room.tree());
      return;
    }
    Size largest =
        layout.partitions().stream().map(Partition::size).max(Size::compareTo).orElseThrow();
    int widest = layout.mounts().stream().mapToInt(String::length).max().orElse(0);
    for (Partition partition : layout.partitions()) {
      String text = " " + partition.size() + " " + partition.filesystem().typed();
      String bar =
          Bar.of(partition.size().bytes(), largest.bytes())
              .drawn(Math.max(1, output.width() - widest - GAP.length() - LONGEST_TEXT));
      output.verbatim(
          partition.mount()
              + " ".repeat(widest - partition.mount().length())
              + GAP
              + (bar.isEmpty() ? "#" : bar)
              + text);
    }
    output.line(room.sentence());
    if (!room.fit().rooms().isEmpty()) {
      output.line("");
      output.show(room.table(), format);
    }
  }

  private void change(Output output, String name, UnaryOperator<Layout> change, String mount) {
    new Editing(workspace)
        .change(
            output,
            name,
            session -> session.withDisks(disks -> disks.withLayout(change.apply(disks.layout()))),
            session -> said(session, mount));
  }

  private static String said(ImageSession session, String mount) {
    Layout layout = session.disks().layout();
    String all = "all partitions take " + layout.total();
    if (mount.isEmpty()) {
      return all;
    }
    return layout
        .partition(mount)
        .map(partition -> mount + " has " + partition.size() + ", " + all)
        .orElse(mount + " removed, " + all);
  }

  /** Completes a mount point of the layout. */
  public List<CompletionProposal> mounts() {
    return workspace.current().stream()
        .flatMap(session -> session.disks().layout().partitions().stream())
        .map(
            partition ->
                new CompletionProposal(partition.mount())
                    .description(partition.size() + " " + partition.filesystem().typed()))
        .toList();
  }
}
