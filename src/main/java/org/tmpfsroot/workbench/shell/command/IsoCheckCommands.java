package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.iso.BootEntry;
import org.tmpfsroot.workbench.iso.DiskPartition;
import org.tmpfsroot.workbench.iso.FatImage;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.MediaCheck;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.LineDiff;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Style;
import org.tmpfsroot.workbench.shell.Styled;
import org.tmpfsroot.workbench.shell.Table;

/** Whether an image is whole, and what two of them differ in. */
@Noun(value = "iso", about = "installer images, looked at without mounting them")
public final class IsoCheckCommands {
  private static final int LARGEST_EFI_IMAGE = 128 << 20;
  private static final int BUFFER = 1 << 18;

  @Command(
      name = {"iso", "check"},
      description = "check that an image is whole and can be started",
      help =
          """
          Reads all of it: every file, the digest that the installer's media check goes by, what
          BIOS and UEFI start it with from a disc and from a stick. Ends with exit code 3 when
          something is wrong. What an image has not, such as a BIOS entry, is only told.
          JSON: an array of objects with check, ok, found.

          > iso check gateway.iso
          > iso check gateway.iso --format json
          """)
  public ExitCode check(
      @Argument(index = 0, description = "an image") Path file,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Path path = Editing.absolute(file);
    List<Result> results = new ArrayList<>();
    try (IsoImage image = IsoImage.open(path)) {
      results.add(files(image));
      results.add(digest(path, output));
      results.addAll(boot(image));
    } catch (IOException e) {
      throw AtomicFile.cannotRead(path, e);
    }
    Table table = Table.of("check", "ok", "found").inFull();
    results.forEach(
        each ->
            table.styled(
                each.ok() ? Style.PLAIN : Style.BAD, each.check(), each.ok(), each.found()));
    output.show(table, format);
    return results.stream().allMatch(Result::ok) ? ExitCode.DONE : ExitCode.SESSION;
  }

  private record Result(String check, boolean ok, String found) {}

  private static Result files(IsoImage image) throws IOException {
    long count = 0;
    byte[] buffer = new byte[BUFFER];
    for (IsoEntry entry : image.entries()) {
      if (entry.isFile()) {
        count++;
        long read = 0;
        try (InputStream in = image.open(entry)) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            Cancelled.check();
            read += n;
          }
        }
        if (read != entry.size()) {
          return new Result("files", false, entry.path() + " ends after " + read + " bytes");
        }
      }
    }
    return new Result("files", true, count + " files can be read");
  }

  private static Result digest(Path path, Output output) {
    return switch (MediaCheck.check(path, output.progress())) {
      case RIGHT -> new Result("digest", true, "the image is as it was written");
      case WRONG ->
          new Result("digest", false, "the image is not as it was written: get or build it again");
      case NONE -> new Result("digest", true, "it carries none, so damage cannot be told");
    };
  }

  private static List<Result> boot(IsoImage image) {
    List<Result> results = new ArrayList<>();
    List<BootEntry> entries = image.bootEntries().stream().filter(BootEntry::bootable).toList();
    Optional<BootEntry> bios =
        entries.stream().filter(each -> each.platform() == BootEntry.Platform.BIOS).findFirst();
    results.add(
        bios.map(
                entry ->
                    new Result(
                        "disc, BIOS",
                        !entry.path().isEmpty(),
                        entry.path().isEmpty()
                            ? "its boot image is no file of the tree"
                            : "starts " + entry.path()))
            .orElseGet(() -> new Result("disc, BIOS", true, "is not started by one")));
    boolean hasEfi = entries.stream().anyMatch(each -> each.platform() == BootEntry.Platform.EFI);
    results.add(hasEfi ? efi(image) : new Result("disc, UEFI", true, "is not started by it"));
    boolean stick =
        image.partitions().stream().anyMatch(p -> p.type().equals(DiskPartition.EFI_SYSTEM));
    results.add(
        new Result(
            "stick, UEFI",
            stick || !hasEfi,
            stick ? "has an EFI system partition" : "has no EFI system partition"));
    boolean mbr = image.systemArea()[0] != 0;
    results.add(
        new Result(
            "stick, BIOS",
            true,
            mbr ? "has a boot loader in its first sector" : "is not started by one"));
    return results;
  }

  private static Result efi(IsoImage image) {
    try {
      byte[] bytes = image.read(image.efiImage().orElseThrow(), LARGEST_EFI_IMAGE);
      List<String> loaders =
          FatImage.of(bytes, "the EFI boot image").paths().stream()
              .filter(path -> path.toUpperCase(java.util.Locale.ROOT).matches("EFI/BOOT/BOOT.*EFI"))
              .toList();
      return new Result(
          "disc, UEFI",
          !loaders.isEmpty(),
          loaders.isEmpty()
              ? "its boot image has no EFI/BOOT/BOOT….EFI"
              : "starts " + String.join(", ", loaders));
    } catch (Fault fault) {
      return new Result("disc, UEFI", false, fault.what() + ": " + fault.why());
    }
  }

  @Command(
      name = {"iso", "diff"},
      description = "compare two images: packages, kickstart, what boots, all other files",
      help =
          """
          From the first to the second. Kickstarts are compared line by line.
          JSON: an array of objects with part (image, packages, kickstart, boot, tree), what,
          before, after (null where there is nothing).

          > iso diff gateway-old.iso gateway.iso
          > iso diff gateway-old.iso gateway.iso --format json
          """)
  public void diff(
      @Argument(index = 0, description = "an image") Path before,
      @Argument(index = 1, description = "another one") Path after,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    try (IsoImage a = IsoImage.open(Editing.absolute(before));
        IsoImage b = IsoImage.open(Editing.absolute(after))) {
      List<IsoDifference> differences = IsoDifference.between(a, b);
      if (format == Format.TABLE && differences.isEmpty()) {
        output.line("no difference");
        return;
      }
      Table table = Table.of("part", "what", "before", "after");
      differences.forEach(
          each ->
              table.styled(each.style(), each.part(), each.what(), each.before(), each.after()));
      if (format == Format.JSON) {
        output.show(table, format);
        return;
      }
      List<Styled> lines = new ArrayList<>(table.lines(output.width()));
      for (IsoDifference each : differences) {
        lines.addAll(kickstart(each, a, b));
      }
      output.page(lines);
    } catch (IOException e) {
      throw AtomicFile.cannotRead(before, e);
    }
  }

  private static List<Styled> kickstart(IsoDifference difference, IsoImage a, IsoImage b)
      throws IOException {
    Optional<IsoEntry> was = a.find(difference.what()).filter(IsoEntry::isFile);
    Optional<IsoEntry> is = b.find(difference.what()).filter(IsoEntry::isFile);
    if (!difference.part().equals("kickstart") || was.isEmpty() || is.isEmpty()) {
      return List.of();
    }
    List<Styled> lines = new ArrayList<>();
    lines.add(Styled.EMPTY);
    lines.add(Styled.of(Style.STRONG, difference.what()));
    lines.addAll(LineDiff.of(IsoDifference.lines(a, was.get()), IsoDifference.lines(b, is.get())));
    return lines;
  }
}
