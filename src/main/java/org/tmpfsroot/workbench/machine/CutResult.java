package org.tmpfsroot.workbench.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.image.VolumeCheck;

/**
 * What came of one power cut.
 *
 * @param number from 1
 * @param moment how many requests the machine had made of its disk
 * @param lost the writes since the last flush of which nothing reached the disk
 * @param torn those of which a part did
 * @param lastMark the last marked line the machine had said before; empty when none
 * @param volumes each file system that had been written to
 * @param boot the next start, where there was one
 */
public record CutResult(
    int number,
    int moment,
    int lost,
    int torn,
    String lastMark,
    List<CheckedVolume> volumes,
    Optional<NextBoot> boot) {

  /**
   * A file system as its own tool finds it.
   *
   * @param partition its partition's number
   */
  public record CheckedVolume(int partition, String kind, VolumeCheck check) {}

  /**
   * The start after the cut.
   *
   * @param cameUp whether it said what is expected
   * @param took until then, or until it was given up
   * @param said what the system said about itself: the lines that begin with {@code tmpfsroot:},
   *     and the marked ones
   * @param words how it ended
   */
  public record NextBoot(boolean cameUp, Duration took, List<String> said, String words) {
    public NextBoot {
      said = List.copyOf(said);
    }
  }

  public CutResult {
    volumes = List.copyOf(volumes);
  }

  /** Whether nothing is broken and the machine came up, as far as it was asked to. */
  public boolean isWell() {
    return boot.map(NextBoot::cameUp).orElse(true)
        && (boot.isPresent()
            || volumes.stream()
                .noneMatch(volume -> volume.check().state() == VolumeCheck.State.BROKEN));
  }

  /** The worst that a check said. */
  public VolumeCheck.State worst() {
    return volumes.stream()
        .map(volume -> volume.check().state())
        .max(
            java.util.Comparator.comparingInt(
                state ->
                    List.of(
                            VolumeCheck.State.WHOLE,
                            VolumeCheck.State.UNKNOWN,
                            VolumeCheck.State.REPAIRED,
                            VolumeCheck.State.FORCED,
                            VolumeCheck.State.BROKEN)
                        .indexOf(state)))
        .orElse(VolumeCheck.State.WHOLE);
  }
}
