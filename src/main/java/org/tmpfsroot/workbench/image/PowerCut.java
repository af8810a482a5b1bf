package org.tmpfsroot.workbench.image;

import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.iso.Extent;

/**
 * A moment in which the power goes away, and what is on the disk after it. All that was written
 * before the last flush is there, and so is each write that asked for it; of what came later each
 * write is lost with probability one half, and one in four of the others is torn: each of its
 * sectors is lost with probability one half.
 *
 * @param moment how many requests the machine had made
 * @param survivors the writes that are there, in their order, whole or in part
 * @param lost the writes of which nothing is there
 * @param torn the writes of which a part is there
 */
public record PowerCut(WriteLog log, int moment, List<Survivor> survivors, int lost, int torn) {
  private static final int TORN_ONE_IN = 4;

  /**
   * A write that reached the disk.
   *
   * @param sectors which of its sectors did; empty when all
   */
  record Survivor(WriteLog.Entry entry, BitSet sectors) {}

  /**
   * Cuts at moments from all over the log, the earliest first, no moment twice where the log is
   * long enough. Each is worked out when it is asked for.
   */
  public static Stream<PowerCut> of(WriteLog log, int times, long seed) {
    int moments = log.entries().size() + 1;
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < times) {
      int moment = random.nextInt(moments);
      if (chosen.size() >= moments || !chosen.contains(moment)) {
        chosen.add(moment);
      }
    }
    return chosen.stream().sorted().map(moment -> at(log, moment, random.split()));
  }

  static PowerCut at(WriteLog log, int moment, SplittableRandom random) {
    List<WriteLog.Entry> made = log.entries().subList(0, moment);
    int safe = 0;
    for (int i = 0; i < moment; i++) {
      if (made.get(i).flush()) {
        safe = i;
      }
    }
    List<Survivor> survivors = new ArrayList<>();
    int lost = 0;
    int torn = 0;
    for (int i = 0; i < moment; i++) {
      WriteLog.Entry entry = made.get(i);
      if (!entry.changes()) {
        continue;
      }
      boolean whole = i < safe || entry.durable();
      if (!whole && random.nextBoolean()) {
        lost++;
        continue;
      }
      int sectors = (int) Math.min(Integer.MAX_VALUE, entry.target().length() / log.sectorSize());
      BitSet kept = new BitSet();
      if (!whole && !entry.discard() && sectors > 1 && random.nextInt(TORN_ONE_IN) == 0) {
        kept = some(sectors, random);
        torn++;
      }
      survivors.add(new Survivor(entry, kept));
    }
    return new PowerCut(log, moment, List.copyOf(survivors), lost, torn);
  }

  /** At least one of them, and not all. */
  private static BitSet some(int sectors, SplittableRandom random) {
    BitSet kept = new BitSet(sectors);
    for (int i = 0; i < sectors; i++) {
      kept.set(i, random.nextBoolean());
    }
    kept.set(random.nextInt(sectors));
    if (kept.cardinality() == sectors) {
      kept.clear(random.nextInt(sectors));
    }
    return kept;
  }

  /** Whether anything of {@code part} of the disk was written to before this moment. */
  public boolean touches(Extent part) {
    return log.entries().subList(0, moment).stream()
        .anyMatch(
            entry -> entry.target().offset() < part.end() && part.offset() < entry.target().end());
  }

  /**
   * Writes what survived over a copy of a part of the disk as it was before.
   *
   * @param part what {@code copy} is a copy of
   */
  public void applyTo(Path copy, Extent part) {
    try (DiskFile source = DiskFile.open(log.file(), StandardOpenOption.READ);
        DiskFile target = DiskFile.open(copy, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (Survivor survivor : survivors) {
        Cancelled.check();
        apply(survivor, source, target, part);
      }
    }
  }

  private void apply(Survivor survivor, DiskFile source, DiskFile target, Extent part) {
    WriteLog.Entry entry = survivor.entry();
    int size = log.sectorSize();
    int sectors = (int) (entry.target().length() / size);
    int sector = 0;
    while (sector < sectors) {
      boolean kept = survivor.sectors().isEmpty() || survivor.sectors().get(sector);
      int next = next(survivor.sectors(), sector, sectors, kept);
      if (kept) {
        long from = Math.max(entry.target().offset() + (long) sector * size, part.offset());
        long end = Math.min(entry.target().offset() + (long) next * size, part.end());
        copy(entry, source, target, from, end, part);
      }
      sector = next;
    }
  }

  private static int next(BitSet kept, int sector, int sectors, boolean set) {
    if (kept.isEmpty()) {
      return sectors;
    }
    int next = set ? kept.nextClearBit(sector) : kept.nextSetBit(sector);
    return next < 0 ? sectors : Math.min(next, sectors);
  }

  private static void copy(
      WriteLog.Entry entry, DiskFile source, DiskFile target, long from, long end, Extent part) {
    long piece = 1 << 20;
    for (long at = from; at < end; at += piece) {
      int length = (int) Math.min(piece, end - at);
      // what a disk gives back where it was told to forget is its own affair: here zeros
      byte[] bytes =
          entry.discard()
              ? new byte[length]
              : source.read(new Extent(entry.dataAt() + at - entry.target().offset(), length));
      target.write(at - part.offset(), bytes);
    }
  }
}
