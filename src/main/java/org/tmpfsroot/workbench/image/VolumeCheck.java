package org.tmpfsroot.workbench.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Tool;

/**
 * Whether a file system is whole, as its own tool says. The tools may repair, so they are given a
 * copy. An ext4 is looked at only after its journal was replayed, as any system does before it
 * mounts it: before that, complaints mean nothing.
 *
 * @param words what the tool said last; empty when all is well
 */
public record VolumeCheck(State state, String words) {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int E2FSCK_REPAIRED = 2;

  /** What can come of it. */
  public enum State {
    /** Nothing is wrong. */
    WHOLE,
    /** Something was wrong, and the tool made it right by itself. */
    REPAIRED,
    /**
     * It was made right by saying yes to whatever the tool asked, as the system at its start does.
     */
    FORCED,
    /** Something is wrong that cannot be made right. */
    BROKEN,
    /** The tool is not on this machine, or it does not know the file system. */
    UNKNOWN;

    /** As it is shown. */
    public String inWords() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks a copy of a file system.
   *
   * @param copy the file system alone, to be changed at will
   */
  public static VolumeCheck of(Volume.Kind kind, Path copy) {
    String file = copy.toString();
    return switch (kind) {
      case EXT4 -> ext4(file);
      case FAT ->
          Tool.find("fsck.vfat")
              .map(
                  tool ->
                      repairable(
                          tool.run(LIMIT, "-n", file),
                          () -> tool.run(LIMIT, "-a", file),
                          () -> tool.run(LIMIT, "-n", file)))
              .orElseGet(() -> missing("fsck.vfat"));
      case BTRFS ->
          Tool.find("btrfs").map(tool -> btrfs(tool, file)).orElseGet(() -> missing("btrfs"));
      case OTHER -> new VolumeCheck(State.UNKNOWN, "no known file system");
    };
  }

  private static VolumeCheck ext4(String file) {
    Optional<Tool> tool = Tool.find("e2fsck");
    if (tool.isEmpty()) {
      return missing("e2fsck");
    }
    Tool.Answer replayed = tool.get().run(LIMIT, "-p", file);
    Run look = () -> tool.get().run(LIMIT, "-fn", file);
    if (replayed.exit() > E2FSCK_REPAIRED || replayed.exit() < 0) {
      return repaired(State.FORCED, replayed, () -> tool.get().run(LIMIT, "-fy", file), look);
    }
    return repairable(look.now(), () -> tool.get().run(LIMIT, "-fp", file), look);
  }

  /** A volume begins with its first superblock, which the system at its start restores. */
  private static VolumeCheck btrfs(Tool tool, String file) {
    Run look = () -> tool.run(LIMIT, "check", "--readonly", file);
    Tool.Answer found = look.now();
    return found.exit() == 0
        ? new VolumeCheck(State.WHOLE, "")
        : repaired(
            State.FORCED,
            found,
            () -> tool.run(LIMIT, "rescue", "super-recover", "-y", file),
            look);
  }

  /** A program that is run when it has come to that. */
  private interface Run {
    Tool.Answer now();
  }

  private static VolumeCheck repairable(Tool.Answer looked, Run repair, Run lookAgain) {
    return looked.exit() == 0
        ? new VolumeCheck(State.WHOLE, "")
        : repaired(State.REPAIRED, looked, repair, lookAgain);
  }

  private static VolumeCheck repaired(State well, Tool.Answer found, Run repair, Run lookAgain) {
    Tool.Answer repaired = repair.now();
    return lookAgain.now().exit() == 0
        ? new VolumeCheck(well, last(found))
        : new VolumeCheck(State.BROKEN, repaired.inWords());
  }

  private static String last(Tool.Answer result) {
    return String.join(" / ", result.lastLines());
  }

  private static VolumeCheck missing(String tool) {
    return new VolumeCheck(State.UNKNOWN, "there is no " + tool + " on this machine");
  }
}
