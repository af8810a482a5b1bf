package org.tmpfsroot.workbench.image;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.Extent;

/** Breaks one thing on a copy of a disk. */
public final class Damage {
  private static final int PIECE = 1 << 20;

  private Damage() {}

  /**
   * Copies a disk and writes noise over part of the copy. The same disk, kind and seed give the
   * same bytes.
   *
   * @return what was written over
   * @throws Fault (world) when the disk does not have what is to be broken, or cannot be copied
   */
  public static List<Wound> copy(
      Path disk, Path target, DamageKind kind, long seed, Progress progress) {
    List<Wound> wounds;
    try (InstalledDisk installed = InstalledDisk.open(disk)) {
      wounds = new DamagePlaces(installed).of(kind);
    }
    try (AtomicFile file = AtomicFile.replacing(target)) {
      DataMap.of(disk, progress).copyTo(file.temporary(), progress);
      SplittableRandom random = new SplittableRandom(seed);
      try (DiskFile copy =
          DiskFile.open(file.temporary(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        for (Wound wound : wounds) {
          overwrite(copy, wound.extent(), random);
        }
      }
      file.commit();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(target, e);
    }
    return wounds;
  }

  private static void overwrite(DiskFile copy, Extent extent, SplittableRandom random) {
    for (long done = 0; done < extent.length(); done += PIECE) {
      Cancelled.check();
      byte[] noise = new byte[(int) Math.min(PIECE, extent.length() - done)];
      random.nextBytes(noise);
      copy.write(extent.offset() + done, noise);
    }
  }
}
