package org.tmpfsroot.workbench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.image.DataMap;
import org.tmpfsroot.workbench.image.InstalledDisk;
import org.tmpfsroot.workbench.image.PowerCut;
import org.tmpfsroot.workbench.image.Volume;
import org.tmpfsroot.workbench.image.VolumeCheck;
import org.tmpfsroot.workbench.image.WriteLog;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.WorkFolder;

/**
 * Runs a machine once with a log of all it writes, and then looks at the disk as it would be had
 * the power gone away in many different moments. Ending QEMU is no power cut: whatever the machine
 * had sent is in the file then.
 */
public final class CutCampaign {
  private static final String OWN_WORDS = "tmpfsroot:";

  private final Qemu qemu;
  private final Path scratch;

  /**
   * One that has done nothing yet.
   *
   * @param scratch where copies of disks are kept while they are looked at
   */
  public CutCampaign(Qemu qemu, Path scratch) {
    this.qemu = qemu;
    this.scratch = scratch;
  }

  /** What the machine is made to do once it is up, beside what it does by itself. */
  public interface Load {
    /** Returns when it is enough. */
    void work(RunningMachine machine);
  }

  /** Lets the machine do what it does by itself, for as long as {@code order} says. */
  public List<CutResult> run(CutOrder order, Progress progress) {
    return run(order, machine -> machine.await(Expectations.of(), order.load()), progress);
  }

  /**
   * Carries out an order.
   *
   * @param load instead of the time that the order gives
   * @throws Fault (session) when the machine does not come up before anything is cut
   */
  public List<CutResult> run(CutOrder order, Load load, Progress progress) {
    List<Volume> volumes;
    try (InstalledDisk installed = InstalledDisk.open(order.disk())) {
      volumes = installed.volumes();
    }
    try (WorkFolder folder = WorkFolder.createIn(scratch)) {
      DataMap before = DataMap.of(order.disk(), progress);
      Path running = folder.resolve("running");
      before.copyTo(running, progress);
      Path log = Files.createFile(folder.resolve("log"));
      NavigableMap<Long, String> marks = record(order, load, running, log, progress);
      Files.delete(running);
      return cut(order, volumes, before, WriteLog.read(log), marks, folder, progress);
    } catch (IOException e) {
      throw Fault.world(
              "cannot cut the power of " + order.disk(),
              IoReason.of(e),
              "make room in " + scratch + ", then try again")
          .causedBy(e);
    }
  }

  /**
   * Runs the machine; gives each marked line with the count of requests made before it was seen.
   */
  private NavigableMap<Long, String> record(
      CutOrder order, Load load, Path disk, Path log, Progress progress) {
    NavigableMap<Long, String> marks = new TreeMap<>();
    ConsoleView view =
        new ConsoleView() {
          @Override
          public void line(String line) {
            // what was said was true some requests ago: the moment is late, never early
            if (!order.mark().isEmpty() && line.contains(order.mark())) {
              marks.put(WriteLog.count(log), line.strip());
            }
          }
        };
    Drive.Disk drive = Drive.disk(disk, order.bus(), Drive.Writes.KEPT).withWriteLog(log);
    try (RunningMachine machine =
            qemu.start(order.machine().withDrive(drive).withRestarts(), order.accelerator(), view);
        Progress.Task task = progress.begin("running the machine", -1)) {
      Outcome up = machine.await(Expectations.of(order.expected()), order.limit());
      if (!up.isMet()) {
        throw Fault.session(
            "the machine did not come up before its power was cut",
            "it " + up.inWords() + "; its last words: " + String.join(" / ", up.lastLines()),
            "look at it with `image boot " + order.disk() + "`");
      }
      task.advance(0);
      load.work(machine);
      machine.cutPower();
    }
    return marks;
  }

  private List<CutResult> cut(
      CutOrder order,
      List<Volume> volumes,
      DataMap before,
      WriteLog log,
      NavigableMap<Long, String> marks,
      WorkFolder folder,
      Progress progress) {
    List<CutResult> results = new ArrayList<>();
    Iterator<PowerCut> cuts = PowerCut.of(log, order.times(), order.seed()).iterator();
    for (int i = 0; i < order.times(); i++) {
      Cancelled.check();
      PowerCut cut = cuts.next();
      try (Progress.Task task = progress.begin("cut " + (i + 1) + " of " + order.times(), -1)) {
        results.add(looked(order, i + 1, cut, volumes, before, marks, folder));
        task.advance(0);
      }
    }
    return results;
  }

  private CutResult looked(
      CutOrder order,
      int number,
      PowerCut cut,
      List<Volume> volumes,
      DataMap before,
      NavigableMap<Long, String> marks,
      WorkFolder folder) {
    List<CutResult.CheckedVolume> checked = check(cut, volumes, before, folder);
    Optional<CutResult.NextBoot> boot =
        order.boots().has(number - 1, order.times())
            ? Optional.of(boot(order, cut, before, folder))
            : Optional.empty();
    String mark =
        Optional.ofNullable(marks.floorEntry((long) cut.moment()))
            .map(java.util.Map.Entry::getValue)
            .orElse("");
    return new CutResult(number, cut.moment(), cut.lost(), cut.torn(), mark, checked, boot);
  }

  private static List<CutResult.CheckedVolume> check(
      PowerCut cut, List<Volume> volumes, DataMap before, WorkFolder folder) {
    List<CutResult.CheckedVolume> checked = new ArrayList<>();
    Path copy = folder.resolve("volume");
    for (Volume volume : volumes) {
      if (volume.kind() != Volume.Kind.OTHER && cut.touches(volume.partition().extent())) {
        before.copyTo(volume.partition().extent(), copy, Progress.SILENT);
        cut.applyTo(copy, volume.partition().extent());
        checked.add(
            new CutResult.CheckedVolume(
                volume.partition().number(),
                volume.kind().name().toLowerCase(java.util.Locale.ROOT),
                VolumeCheck.of(volume.kind(), copy)));
      }
    }
    return checked;
  }

  private CutResult.NextBoot boot(CutOrder order, PowerCut cut, DataMap before, WorkFolder folder) {
    Path copy = folder.resolve("disk");
    before.copyTo(copy, Progress.SILENT);
    cut.applyTo(copy, new org.tmpfsroot.workbench.iso.Extent(0, before.size()));
    List<String> said = new ArrayList<>();
    ConsoleView view =
        new ConsoleView() {
          @Override
          public void line(String line) {
            int own = line.indexOf(OWN_WORDS);
            boolean marked = !order.mark().isEmpty() && line.contains(order.mark());
            if (own >= 0 || marked) {
              synchronized (said) {
                said.add(own >= 0 ? line.substring(own).strip() : line.strip());
              }
            }
          }
        };
    Machine machine =
        order.machine().withDrive(Drive.disk(copy, order.bus(), Drive.Writes.KEPT)).withRestarts();
    Outcome outcome;
    try (RunningMachine running = qemu.start(machine, order.accelerator(), view)) {
      outcome = running.await(Expectations.of(order.expected()), order.limit());
    }
    Duration took = outcome.took();
    synchronized (said) {
      return new CutResult.NextBoot(outcome.isMet(), took, List.copyOf(said), outcome.inWords());
    }
  }
}
