package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.machine.Accelerator;
import org.tmpfsroot.workbench.machine.BootFirmware;
import org.tmpfsroot.workbench.machine.CutCampaign;
import org.tmpfsroot.workbench.machine.CutOrder;
import org.tmpfsroot.workbench.machine.CutResult;
import org.tmpfsroot.workbench.machine.DiskBus;
import org.tmpfsroot.workbench.machine.Machine;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** Power cuts. */
@Noun(value = "image", about = "disks that were installed to: started, cut off, damaged")
public final class ImageCutCommands {
  private static final int MOST = 10_000;

  private final CutCampaign campaign;

  public ImageCutCommands(CutCampaign campaign) {
    this.campaign = campaign;
  }

  @Command(
      name = {"image", "cut"},
      description = "cut the power of an installed disk in many moments",
      help =
          """
          The machine is started once on a copy of the disk, until it says all of --expect, and works
          for --load seconds more, while each of its writes is logged. Then the disk is made as it
          would be had the power gone away in one of --times moments: all that was written before the
          last flush is there, of each later write nothing with probability one half, and now and then
          a part of it. Each file system that was written to is checked by its own tool, and --boot
          starts every disk, a sample of twelve, or none. The same log and seed give the same disks.

          JSON: an array of objects with number, moment (requests made before it), lost, torn
          (writes), mark (the last line with the text of --mark said before it), volumes[]
          (partition, kind, state, words), boot (null, or cameUp, seconds, said[], words), well. Exit
          code 3 when a disk did not come up, or is broken and was not started.

          > image cut gateway.raw --times 150 --seed 7
          > image cut gateway.raw --times 12 --seed 7 --boot every --expect "login:" --load 60
          """)
  public ExitCode cut(
      @Argument(index = 0, description = "a disk's file") Path disk,
      @Option(longName = "times", required = true, description = "how many moments") int times,
      @Option(longName = "seed", required = true, description = "chooses moments and losses")
          long seed,
      @Option(longName = "boot", defaultValue = "sample", description = "which are started")
          CutOrder.Boots boots,
      @Option(longName = "expect", description = "what it says when it is up, otherwise 'login:'")
          List<String> expect,
      @Option(longName = "mark", description = "text of lines to be remembered")
          Optional<String> mark,
      @Option(longName = "load", defaultValue = "20", description = "seconds it works") int load,
      @Option(longName = "timeout", defaultValue = "600", description = "seconds a start may take")
          int timeout,
      @Option(longName = "firmware", defaultValue = "uefi", description = "what it starts with")
          BootFirmware firmware,
      @Option(longName = "bus", defaultValue = "scsi", description = "how the disk is attached")
          DiskBus bus,
      @Option(longName = "memory", defaultValue = "4G", description = "its memory") Size memory,
      @Option(
              longName = "accelerator",
              defaultValue = "auto",
              description = "what carries it; auto tries KVM for a moment")
          Accelerator accelerator,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    if (times < 1 || times > MOST || load < 0 || timeout < 1) {
      throw Fault.usage(
          "the power cannot be cut like this",
          "--times is 1 to " + MOST + ", --load 0 or more, --timeout 1 or more",
          "type for example `image cut " + disk + " --times 100 --seed 1`");
    }
    CutOrder order =
        new CutOrder(
            Editing.absolute(disk),
            bus,
            Machine.of(firmware).withMemory(memory),
            accelerator,
            times,
            seed,
            boots,
            expect.isEmpty() ? List.of("login:") : expect,
            mark.orElse(""),
            Duration.ofSeconds(load),
            Duration.ofSeconds(timeout));
    List<CutResult> results = campaign.run(order, output.progress());
    if (format == Format.JSON) {
      output.json(results.stream().map(ImageCutCommands::tree).toList());
    } else {
      output.show(table(results), format);
      output.line(summary(results));
    }
    return results.stream().allMatch(CutResult::isWell) ? ExitCode.DONE : ExitCode.SESSION;
  }

  private static Table table(List<CutResult> results) {
    Table table =
        Table.of("cut", "moment", "lost", "torn", "fileSystems", "cameUp", "seconds", "said");
    for (CutResult result : results) {
      table.row(
          result.number(),
          result.moment(),
          result.lost(),
          result.torn(),
          result.worst().inWords(),
          result.boot().map(CutResult.NextBoot::cameUp),
          result.boot().map(boot -> boot.took().toSeconds()),
          result.boot().map(boot -> boot.cameUp() ? boot.said() : List.of(boot.words())));
    }
    return table;
  }

  private static String summary(List<CutResult> results) {
    long booted = results.stream().filter(result -> result.boot().isPresent()).count();
    long up =
        results.stream()
            .filter(result -> result.boot().map(CutResult.NextBoot::cameUp).orElse(false))
            .count();
    return results.size()
        + " cuts: "
        + of(results, "whole")
        + " whole, "
        + of(results, "repaired")
        + " repaired, "
        + of(results, "forced")
        + " repaired by force, "
        + of(results, "broken")
        + " broken, "
        + of(results, "unknown")
        + " not checked; "
        + booted
        + " started, "
        + up
        + " came up";
  }

  private static long of(List<CutResult> results, String state) {
    return results.stream().filter(result -> result.worst().inWords().equals(state)).count();
  }

  private static Map<String, Object> tree(CutResult result) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("number", result.number());
    tree.put("moment", result.moment());
    tree.put("lost", result.lost());
    tree.put("torn", result.torn());
    tree.put("mark", Optional.of(result.lastMark()).filter(mark -> !mark.isEmpty()));
    tree.put("volumes", result.volumes().stream().map(ImageCutCommands::tree).toList());
    tree.put("boot", result.boot().map(ImageCutCommands::tree));
    tree.put("well", result.isWell());
    return tree;
  }

  private static Map<String, Object> tree(CutResult.CheckedVolume volume) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("partition", volume.partition());
    tree.put("kind", volume.kind());
    tree.put("state", volume.check().state().inWords());
    tree.put("words", volume.check().words());
    return tree;
  }

  private static Map<String, Object> tree(CutResult.NextBoot boot) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("cameUp", boot.cameUp());
    tree.put("seconds", boot.took().toSeconds());
    tree.put("said", boot.said());
    tree.put("words", boot.words());
    return tree;
  }
}
