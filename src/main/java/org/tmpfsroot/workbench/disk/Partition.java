package org.tmpfsroot.workbench.disk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;

/**
 * One partition of the installed system.
 *
 * @param mount where it is mounted, absolute, also its name; {@code /root2} is the second slot
 * @param size at least 1 MiB; whole MiB are made
 * @param filesystem what it is formatted with
 * @param options mount options of the installed system, comma-separated; empty for the defaults
 * @param label the file system's label, empty for none; a btrfs is mounted by it
 * @param mounted whether the installed system's fstab has a line for it
 */
public record Partition(
    String mount, Size size, Filesystem filesystem, String options, String label, boolean mounted) {
  private static final Pattern MOUNT = Pattern.compile("/|(/[A-Za-z0-9_][A-Za-z0-9_.@+-]*)+");
  private static final Pattern OPTIONS =
      Pattern.compile("(?:[A-Za-z0-9_.-]+(?:=[A-Za-z0-9_./:@%+-]*)?(?:,(?=.)|$))*");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.-]*");
  private static final int LONGEST_MOUNT = 255;

  /**
   * @throws Fault (usage) when a part is not fit to be written into a kickstart and an fstab
   */
  public Partition {
    if (!MOUNT.matcher(mount).matches() || mount.length() > LONGEST_MOUNT) {
      throw Fault.usage(
          "'" + printable(mount) + "' is no mount point",
          "it is not an absolute path of letters, digits and . _ @ + -",
          "write it as /data or /srv/data");
    }
    requireSize(mount, size);
    if (!OPTIONS.matcher(options).matches()) {
      throw Fault.usage(
          "'" + printable(options) + "' are no mount options for " + mount,
          "it is not a comma-separated list of names and name=value",
          "write them as noatime,commit=30");
    }
    if (!LABEL.matcher(label).matches()) {
      throw Fault.usage(
          "'" + printable(label) + "' is no label for " + mount,
          "a label has letters, digits and . _ - only",
          "choose another mount point or label");
    }
    int length = label.getBytes(StandardCharsets.UTF_8).length;
    if (length > filesystem.longestLabel()) {
      throw Fault.usage(
          "label '" + label + "' of " + mount + " is too long",
          filesystem.typed() + " keeps " + filesystem.longestLabel() + " bytes, it has " + length,
          "choose a shorter mount point or label");
    }
  }

  /**
   * A partition a user adds: labelled after its mount point where the file system is mounted by
   * label, and lost without losing the boot.
   */
  public static Partition added(String mount, Size size, Filesystem filesystem, String options) {
    String label = filesystem == Filesystem.BTRFS ? labelFor(mount) : "";
    return new Partition(
        mount, size, filesystem, options.isEmpty() ? "noatime,nofail" : options, label, true);
  }

  private static String labelFor(String mount) {
    return mount.substring(1).replaceAll("[^A-Za-z0-9.-]", "_");
  }

  /** The options one by one. */
  public List<String> optionList() {
    return options.isEmpty() ? List.of() : List.of(options.split(","));
  }

  /** The options for the time of the installation, when everything has to be written once. */
  public String optionsWhileInstalling() {
    List<String> kept = new ArrayList<>(optionList());
    kept.remove("ro");
    return String.join(",", kept);
  }

  public Partition withSize(Size newSize) {
    return new Partition(mount, newSize, filesystem, options, label, mounted);
  }

  static void requireSize(String mount, Size size) {
    if (size.isZero()) {
      throw Fault.usage(
          mount + " cannot be of size 0",
          "a file system needs room for itself",
          "type `partition set " + mount + " 2048`");
    }
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
