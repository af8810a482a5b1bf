package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.disk.Filesystem;
import org.tmpfsroot.workbench.disk.Fit;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.io.Size;

/**
 * The commands about disks and partitions. Only the session's disks are looked at or cleared; where
 * one is given by what it is, the commands are written when the installer runs and knows its name.
 */
final class StorageCommands {
  /** Where the commands are written when they depend on the machine. */
  static final String INCLUDED = "/tmp/tmpfsroot-disks.ks";

  private final KickstartInputs inputs;

  StorageCommands(KickstartInputs inputs) {
    this.inputs = inputs;
  }

  boolean dependOnTheMachine() {
    return inputs.disks().stream().anyMatch(disk -> disk.match().isPresent());
  }

  void write(KickstartWriter writer) {
    if (dependOnTheMachine()) {
      writer.setting("disks", "%include " + INCLUDED);
    } else {
      commands(writer);
    }
  }

  /** The part of {@code %pre} that guards the medium and finds the disks. */
  void writeGuard(KickstartWriter writer) {
    if (dependOnTheMachine()) {
      writer.shell("pre-match.sh");
      for (int i = 0; i < inputs.disks().size(); i++) {
        Disk disk = inputs.disks().get(i);
        int number = i;
        disk.match()
            .ifPresentOrElse(
                match ->
                    pick(
                        writer,
                        number,
                        disk,
                        disk.equals(inputs.main()) ? match.withAtLeast(needed()) : match),
                () -> writer.setting("disks", "disk_" + number + "=" + disk.name()));
      }
      writer.own("install_disks=(" + shellNames() + ")");
    } else {
      writer.setting("disks", "install_disks=(" + names(" ") + ")");
    }
    writer.shell("pre-disks.sh");
    if (dependOnTheMachine()) {
      writer.own("cat >" + INCLUDED + " <<'DISKS_END'");
      commands(writer);
      writer.own("DISKS_END");
      for (int i = 0; i < inputs.disks().size(); i++) {
        writer.own("sed -i \"s/" + name(i) + "/$disk_" + i + "/g\" " + INCLUDED);
      }
    }
  }

  /** What the layout takes: a smaller disk is none to install to, whatever else it is. */
  private Size needed() {
    return Fit.smallestDisk(inputs.layout(), Fit.besideLayout(inputs.firmware().startsByBios()));
  }

  private static void pick(KickstartWriter writer, int number, Disk disk, DiskMatch match) {
    List<String> words = new ArrayList<>();
    for (DiskMatch.Term term : match.terms()) {
      words.add(term.property().typed());
      words.add("'" + term.comparison() + "'");
      words.add(Quoting.shell("disks", term.value()));
    }
    writer.setting("disks", "pick " + disk.name() + " " + String.join(" ", words));
    writer.setting("disks", "disk_" + number + "=$picked");
  }

  private String names(String separator) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < inputs.disks().size(); i++) {
      names.add(name(i));
    }
    return String.join(separator, names);
  }

  private String shellNames() {
    return IntStream.range(0, inputs.disks().size())
        .mapToObj(index -> "\"$disk_" + index + "\"")
        .collect(Collectors.joining(" "));
  }

  /** The disk's name, or what stands for it until the installer knows it. */
  private String name(int index) {
    return dependOnTheMachine() ? "@disk_" + index + "@" : inputs.disks().get(index).name();
  }

  private void commands(KickstartWriter writer) {
    String all = names(",");
    String main = name(inputs.disks().indexOf(inputs.main()));
    writer.own("zerombr");
    writer.setting("disks", "ignoredisk --only-use=" + all);
    writer.setting("disks", "clearpart --all --initlabel --disklabel=gpt --drives=" + all);
    writer.setting("disks", bootloader(main));
    if (inputs.firmware().startsByBios()) {
      writer.setting("firmware", "part biosboot --fstype=biosboot --size=1 --ondisk=" + main);
    }
    List<Partition> volumes = new ArrayList<>();
    for (Partition each : inputs.layout().partitions()) {
      if (each.filesystem() == Filesystem.BTRFS) {
        volumes.add(each);
        writer.setting(key(each), part(member(volumes.size()), each, main));
      } else {
        writer.setting(key(each), part(each.mount(), each, main) + formatting(each));
      }
    }
    for (int i = 0; i < volumes.size(); i++) {
      Partition each = volumes.get(i);
      String volume = "btrfs none --label=" + each.label() + " " + member(i + 1);
      if (i == 0 || dependOnTheMachine()) {
        writer.setting(key(each), volume);
      } else {
        writer.again(key(each), volume);
      }
      writer.setting(
          key(each),
          "btrfs " + each.mount() + " --subvol --name=" + each.label() + " LABEL=" + each.label());
    }
  }

  private String bootloader(String main) {
    String options = inputs.system().kernelOptions();
    String command = "bootloader --location=mbr --boot-drive=" + main;
    return options.isEmpty()
        ? command
        : command + " --append=" + Quoting.kickstart("kernel-options", options);
  }

  private static String part(String what, Partition partition, String main) {
    return "part "
        + what
        + " --fstype="
        + partition.filesystem().typed()
        + " --size="
        + partition.size().mebibytesRoundedUp()
        + " --ondisk="
        + main;
  }

  private String formatting(Partition partition) {
    String options =
        partition.filesystem() == Filesystem.EFI
            ? "umask=0077,shortname=winnt"
            : partition.optionsWhileInstalling();
    StringBuilder words = new StringBuilder();
    if (!options.isEmpty()) {
      words.append(" --fsoptions=\"").append(options).append('"');
    }
    if (!partition.label().isEmpty()) {
      words.append(" --label=").append(partition.label());
    }
    return words.append(" --mkfsoptions=\"").append(identity(partition)).append('"').toString();
  }

  private String identity(Partition partition) {
    Layout layout = inputs.layout();
    return switch (partition.filesystem()) {
      case EFI -> "-i " + layout.efiVolumeId();
      case XFS -> "-m uuid=" + layout.uuid(partition.mount());
      case EXT4, BTRFS -> "-U " + layout.uuid(partition.mount());
    };
  }

  private static String member(int number) {
    return String.format(Locale.ROOT, "btrfs.%02d", number);
  }

  private static String key(Partition partition) {
    return "partition " + partition.mount();
  }
}
