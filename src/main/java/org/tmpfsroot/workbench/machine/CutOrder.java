package org.tmpfsroot.workbench.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is to be found out about power cuts.
 *
 * @param disk the disk, which is not changed
 * @param bus how it is attached
 * @param machine the machine, yet without the disk
 * @param times how often the power is cut
 * @param seed which moments, and what is lost
 * @param boots which of the disks are started afterwards
 * @param expected what a machine says when it is up
 * @param mark lines with this text are remembered together with their moment; nothing when empty
 * @param load how long the machine works once it is up
 * @param limit how long each start may take
 */
public record CutOrder(
    Path disk,
    DiskBus bus,
    Machine machine,
    Accelerator accelerator,
    int times,
    long seed,
    Boots boots,
    List<String> expected,
    String mark,
    Duration load,
    Duration limit) {

  /** Which disks are started after their power cut. */
  public enum Boots {
    EVERY,
    /** Twelve, spread evenly. */
    SAMPLE,
    NONE;

    private static final int SAMPLED = 12;

    boolean has(int index, int times) {
      return switch (this) {
        case EVERY -> true;
        case NONE -> false;
        case SAMPLE -> times <= SAMPLED || (index + 1) * SAMPLED / times != index * SAMPLED / times;
      };
    }
  }

  public CutOrder {
    expected = List.copyOf(expected);
  }
}
