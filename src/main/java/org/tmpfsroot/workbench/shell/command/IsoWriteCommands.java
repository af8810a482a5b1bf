package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
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
import org.tmpfsroot.workbench.device.BlockDevice;
import org.tmpfsroot.workbench.device.BlockDevices;
import org.tmpfsroot.workbench.device.DeviceWriter;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Values;

/** Images put onto sticks. */
@Noun(value = "iso", about = "installer images, looked at without mounting them")
public final class IsoWriteCommands {
  private final BlockDevices devices;

  public IsoWriteCommands(BlockDevices devices) {
    this.devices = devices;
  }

  @Command(
      name = {"iso", "write"},
      description = "write an image to a stick and read it back",
      help =
          """
          Shows first what the disk is. At a terminal it asks; elsewhere, and for a disk that is in
          use or cannot be taken out, the disk must be named a second time, with --confirm. All
          that was on it is lost.

          > iso write gateway.iso /dev/sdb
          > iso write gateway.iso /dev/sdb --confirm sdb
          """)
  public void write(
      @Argument(index = 0, description = "an image") Path file,
      @Argument(index = 1, description = "the disk, such as /dev/sdb") @Values("disks") Path device,
      @Option(longName = "confirm", description = "the disk's name once more, such as sdb")
          Optional<String> confirm,
      Output output) {
    Path image = Editing.absolute(file);
    requireImage(image);
    BlockDevice disk = devices.find(device);
    output.show(facts(disk), Format.TABLE);
    requireConsent(disk, confirm, output);
    Digest digest = DeviceWriter.write(image, disk, output.progress());
    output.line(
        "wrote " + image.getFileName() + " to " + disk.node() + " and read it back, " + digest);
  }

  private static void requireImage(Path image) {
    try {
      IsoImage.open(image).close();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(image, e);
    }
  }

  private static Map<String, Object> facts(BlockDevice disk) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("disk", disk.node().toString());
    facts.put("model", disk.model().isEmpty() ? "not told" : disk.model());
    facts.put("size", disk.size());
    facts.put("removable", disk.removable());
    facts.put("partitions", disk.partitions().isEmpty() ? "none" : disk.partitions());
    facts.put("in use", disk.mounted().isEmpty() ? "no" : disk.mounted());
    return facts;
  }

  private static void requireConsent(BlockDevice disk, Optional<String> confirm, Output output) {
    String next =
        "if it is the right disk, type `iso write FILE DEVICE --confirm " + disk.name() + "`";
    if (confirm.isPresent()) {
      if (!confirm.get().equals(disk.name()) && !confirm.get().equals(disk.node().toString())) {
        throw Fault.usage(
            "--confirm names another disk", confirm.get() + " is not " + disk.name(), next);
      }
      return;
    }
    if (!disk.mounted().isEmpty()) {
      throw refused(disk, "it is in use: " + String.join(", ", disk.mounted()), next);
    }
    if (!disk.removable()) {
      throw refused(disk, "it cannot be taken out, so it may be this machine's own", next);
    }
    boolean agreed =
        output
            .ask("All that is on " + disk.name() + " will be lost. Write to it? [y/N] ")
            .orElseThrow(() -> refused(disk, "nobody can be asked here", next))
            .toLowerCase(Locale.ROOT)
            .startsWith("y");
    if (!agreed) {
      throw refused(disk, "the answer was no", next);
    }
  }

  private static Fault refused(BlockDevice disk, String why, String next) {
    return Fault.usage("nothing is written to " + disk.node(), why, next);
  }

  /** Completes a disk. */
  public List<CompletionProposal> disks() {
    return devices.names().stream()
        .map(name -> devices.find(devices.dev().resolve(name)))
        .map(
            disk ->
                new CompletionProposal(disk.node().toString())
                    .description(
                        (disk.model() + " " + disk.size()).strip()
                            + (disk.removable() ? "" : ", not removable")
                            + (disk.mounted().isEmpty() ? "" : ", in use")))
        .toList();
  }
}
