package org.tmpfsroot.workbench.device;

import java.nio.file.Path;
import java.util.List;
import org.tmpfsroot.workbench.io.Size;

/**
 * A disk, as the system describes it.
 *
 * @param node where it is opened: {@code /dev/sdb}
 * @param name the system's name of it: {@code sdb}
 * @param model its maker and model; empty where it says neither
 * @param size of all of it
 * @param removable whether its medium can be taken out
 * @param partitions the names of its partitions, with their sizes
 * @param mounted where it or a part of it is mounted or otherwise in use
 */
public record BlockDevice(
    Path node,
    String name,
    String model,
    Size size,
    boolean removable,
    List<String> partitions,
    List<String> mounted) {

  public BlockDevice {
    partitions = List.copyOf(partitions);
    mounted = List.copyOf(mounted);
  }
}
