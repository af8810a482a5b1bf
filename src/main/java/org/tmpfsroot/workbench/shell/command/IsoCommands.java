package org.tmpfsroot.workbench.shell.command;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.iso.BootEntry;
import org.tmpfsroot.workbench.iso.DiskPartition;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoExtractor;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** Installer images, looked at without mounting them. */
@Noun(value = "iso", about = "installer images, looked at without mounting them")
public final class IsoCommands {
  private static final int LOOKED_AT = 8192;

  @Command(
      name = {"iso", "show"},
      description = "show an image's label, boot entries and partitions",
      help =
          """
          Tables: what the image is, the boot entries that firmware finds on it as a disc, and the
          partitions it has as a disk. JSON: an object with file, size (bytes), volumeId, created,
          files, bootEntries[] (platform, bootable, loadSectors, path, offset, length) and
          partitions[] (table, number, type, name, offset, length; bytes).

          > iso show fedora-custom.iso
          > iso show fedora-custom.iso --format json
          """)
  public void show(
      @Argument(index = 0, description = "an image") Path file,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    try (IsoImage image = IsoImage.open(Editing.absolute(file))) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("file", image.file().toString());
      facts.put("size", new Size(image.size()));
      facts.put("volumeId", image.volumeId());
      facts.put("created", image.volumeDate().toString());
      facts.put("files", image.entries().stream().filter(IsoEntry::isFile).count());
      if (format == Format.JSON) {
        facts.put("bootEntries", image.bootEntries().stream().map(IsoCommands::tree).toList());
        facts.put("partitions", image.partitions().stream().map(IsoCommands::tree).toList());
        output.json(facts);
        return;
      }
      output.show(facts, format);
      output.line("");
      output.show(bootEntries(image), format);
      output.line("");
      output.show(partitions(image), format);
      output.line("");
      BootExplanation.of(image).forEach(output::line);
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  @Command(
      name = {"iso", "list"},
      description = "list the files of an image",
      help =
          """
          All of them, or those below a path. JSON: an array of objects with path, kind (file,
          directory, symlink, other), size (bytes), mode, target (of a symlink, else null).

          > iso list fedora-custom.iso
          > iso list fedora-custom.iso EFI/BOOT
          """)
  public void list(
      @Argument(index = 0, description = "an image") Path file,
      @Argument(index = 1, description = "a path in it") @Values("paths") Optional<String> path,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    try (IsoImage image = IsoImage.open(Editing.absolute(file))) {
      String below = path.map(IsoCommands::plain).orElse("");
      if (!below.isEmpty() && image.find(below).isEmpty()) {
        throw image.noSuchPath(below);
      }
      Table table = Table.of("mode", "size", "kind", "path", "target");
      for (IsoEntry entry : image.entries()) {
        if (below.isEmpty() || entry.path().equals(below) || entry.path().startsWith(below + "/")) {
          table.row(
              String.format(Locale.ROOT, "%04o", entry.mode()),
              new Size(entry.size()),
              word(entry.kind()),
              entry.path(),
              Optional.of(entry.linkTarget()).filter(target -> !target.isEmpty()));
        }
      }
      output.show(table, format);
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  @Command(
      name = {"iso", "cat"},
      description = "print a text file of an image",
      help =
          """
          > iso cat fedora-custom.iso ks.cfg
          > iso cat fedora-custom.iso EFI/BOOT/grub.cfg
          """)
  public void cat(
      @Argument(index = 0, description = "an image") Path file,
      @Argument(index = 1, description = "a text file in it") @Values("paths") String path,
      Output output) {
    try (IsoImage image = IsoImage.open(Editing.absolute(file))) {
      IsoEntry entry = image.find(path).orElseThrow(() -> image.noSuchPath(plain(path)));
      if (!entry.isFile()) {
        throw Fault.usage(
            "cannot print " + path, "it is a " + word(entry.kind()), "`iso list FILE PATH`");
      }
      try (InputStream in = new BufferedInputStream(image.open(entry), 1 << 16)) {
        refuseBinary(in, path);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          Cancelled.check();
          output.verbatim(line);
        }
      }
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  @Command(
      name = {"iso", "extract"},
      description = "copy a file or directory out of an image",
      help =
          """
          It lands in the folder under its own name, whole or not at all, and replaces nothing.
          The path / stands for all of the image.

          > iso extract fedora-custom.iso EFI/BOOT out
          > iso extract fedora-custom.iso / out
          """)
  public void extract(
      @Argument(index = 0, description = "an image") Path file,
      @Argument(index = 1, description = "a path in it") @Values("paths") String path,
      @Argument(index = 2, description = "a folder") Path dir,
      Output output) {
    try (IsoImage image = IsoImage.open(Editing.absolute(file))) {
      Path folder = Editing.absolute(dir);
      List<Path> made = IsoExtractor.extract(image, plain(path), folder, output.progress());
      output.line(made.size() + (made.size() == 1 ? " file" : " files") + " put into " + folder);
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  private static Table bootEntries(IsoImage image) {
    Table table = Table.of("firmware", "loads", "image", "length");
    for (BootEntry entry : image.bootEntries()) {
      String from = entry.path().isEmpty() ? "at byte " + entry.image().offset() : entry.path();
      table.row(
          word(entry.platform()) + (entry.bootable() ? "" : " (not bootable)"),
          new Size(entry.loadSectors() * 512L),
          from,
          new Size(entry.image().length()));
    }
    return table;
  }

  private static Table partitions(IsoImage image) {
    Table table = Table.of("table", "number", "type", "name", "offset", "length");
    for (DiskPartition partition : image.partitions()) {
      table.row(
          partition.table().name(),
          partition.number(),
          partition.type(),
          partition.name(),
          new Size(partition.extent().offset()),
          new Size(partition.extent().length()));
    }
    return table;
  }

  private static Map<String, Object> tree(BootEntry entry) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("platform", word(entry.platform()));
    tree.put("bootable", entry.bootable());
    tree.put("loadSectors", entry.loadSectors());
    tree.put("path", Optional.of(entry.path()).filter(path -> !path.isEmpty()));
    tree.put("offset", entry.image().offset());
    tree.put("length", entry.image().length());
    return tree;
  }

  private static Map<String, Object> tree(DiskPartition partition) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("table", word(partition.table()));
    tree.put("number", partition.number());
    tree.put("type", partition.type());
    tree.put("name", partition.name());
    tree.put("offset", partition.extent().offset());
    tree.put("length", partition.extent().length());
    return tree;
  }

  private static void refuseBinary(InputStream in, String path) throws IOException {
    in.mark(LOOKED_AT);
    byte[] head = in.readNBytes(LOOKED_AT);
    in.reset();
    for (byte b : head) {
      if (b == 0) {
        throw Fault.usage(
            "cannot print " + path, "it is not a text", "`iso extract FILE " + path + " DIR`");
      }
    }
  }

  private static String plain(String path) {
    return path.replaceAll("^/+|/+$", "");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Fault cannotRead(Path file, IOException cause) {
    return Fault.world("cannot read " + file, IoReason.of(cause), "check the disk it is on")
        .causedBy(cause);
  }

  /** Completes a path in the image that was typed before it, one level at a time. */
  public List<CompletionProposal> paths(String begun, List<String> before) {
    if (before.isEmpty()) {
      return List.of();
    }
    String folder = begun.substring(0, begun.lastIndexOf('/') + 1);
    try (IsoImage image = IsoImage.open(Editing.absolute(Path.of(before.get(0))))) {
      return image.entries().stream()
          .filter(entry -> entry.path().startsWith(folder))
          .filter(entry -> entry.path().indexOf('/', folder.length()) < 0)
          .map(
              entry ->
                  entry.isDirectory()
                      ? new CompletionProposal(entry.path() + "/").complete(false)
                      : new CompletionProposal(entry.path())
                          .description(new Size(entry.size()).toString()))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
