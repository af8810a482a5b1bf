package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.session.DiskChoices;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** The disks of the machine to be installed. */
@Noun(value = "disk", about = "the disks of the machine to be installed")
public final class DiskCommands {
  private final Workspace workspace;

  public DiskCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"disk", "add"},
      description = "name a disk that the installer may erase",
      help =
          """
          The size is for checks of what fits. With --match the disk is found by what it is, and
          the name is only a word for it: size>=16G, model=, serial=, id=, path=, bus=, several
          between commas.

          > disk add sda --size 32G
          > disk add main --match 'size>=16G,bus=nvme'
          """)
  public void add(
      @Argument(index = 0, description = "the kernel's name without /dev/") String name,
      @Option(longName = "size", description = "what it holds, such as 32G") Optional<Size> size,
      @Option(longName = "match", description = "what it is recognized by")
          Optional<DiskMatch> match,
      Output output) {
    Disk disk = new Disk(name, size, match);
    new Editing(workspace)
        .change(
            output,
            "disk add " + name,
            session -> session.withDisks(disks -> disks.plus(disk)),
            session -> "disk " + name + " added" + target(session));
  }

  @Command(
      name = {"disk", "remove"},
      description = "leave a disk alone again",
      help =
          """
          > disk remove sdb
          > disk remove nvme0n1
          """)
  public void remove(
      @Argument(index = 0, description = "a disk") @Values("names") String name, Output output) {
    new Editing(workspace)
        .change(
            output,
            "disk remove " + name,
            session -> session.withDisks(disks -> disks.minus(name)),
            session -> "disk " + name + " removed" + target(session));
  }

  @Command(
      name = {"disk", "use"},
      description = "choose the disk that is installed to",
      help =
          """
          There is one; naming another takes its place. A single disk need not be named.

          > disk use sda
          > disk use nvme0n1
          """)
  public void use(
      @Argument(index = 0, description = "a disk") @Values("names") String name, Output output) {
    new Editing(workspace)
        .change(
            output,
            "disk use " + name,
            session -> session.withDisks(disks -> disks.withMain(name)),
            session -> "disk " + name + " is the one installed to");
  }

  @Command(
      name = {"disk", "list"},
      description = "list the disks",
      help =
          """
          JSON: an array of objects with name, size (bytes or null), match, main.

          > disk list
          """)
  public void list(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    DiskChoices disks = workspace.session().disks();
    Table table = Table.of("name", "size", "match", "main");
    for (Disk disk : disks.disks()) {
      table.row(
          disk.name(),
          disk.size(),
          disk.match().map(DiskMatch::typed),
          disks.target().filter(disk::equals).isPresent());
    }
    output.show(table, format);
  }

  private static String target(ImageSession session) {
    DiskChoices disks = session.disks();
    return disks.disks().isEmpty()
        ? ", there is none now"
        : disks
            .target()
            .map(disk -> ", installed to " + disk.name())
            .orElse(", none is named to install to: type disk use NAME");
  }

  /** Completes a disk of the session. */
  public List<CompletionProposal> names() {
    return workspace.current().stream()
        .flatMap(session -> session.disks().disks().stream())
        .map(disk -> new CompletionProposal(disk.name()))
        .toList();
  }
}
