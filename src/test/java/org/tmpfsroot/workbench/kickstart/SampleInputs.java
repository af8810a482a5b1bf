package org.tmpfsroot.workbench.kickstart;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.Filesystem;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.release.Firmware;
import org.tmpfsroot.workbench.release.Releases;

/** Inputs for tests, changed one at a time. */
final class SampleInputs {
  int release = 44;
  String arch = "x86_64";
  Firmware firmware = Firmware.UEFI;
  Layout layout = Layout.standard();
  List<Disk> disks = List.of(Disk.of("sda"));
  String mainDisk = "sda";
  SystemSettings system = SystemSettings.standard();
  String volumeId = KickstartInputs.STANDARD_VOLUME_ID;
  Optional<URI> httpUrl = Optional.empty();
  List<UserAccount> users = List.of();
  Set<Trim> trims = EnumSet.allOf(Trim.class);
  List<UserPart> parts = List.of();
  Provided provided =
      new Provided(
          Set.of("chronyd.service", "sshd.service", "NetworkManager.service"),
          Set.of("authselect", "bash"),
          Optional.of("6.19.10-300.fc44.x86_64"));

  /** Nothing set by a user. */
  static SampleInputs plain(int release, String arch) {
    SampleInputs sample = new SampleInputs();
    sample.release = release;
    sample.arch = arch;
    return sample;
  }

  /** Everything set by a user. */
  static SampleInputs full(int release, String arch) {
    SampleInputs sample = plain(release, arch);
    sample.firmware = arch.equals("x86_64") ? Firmware.BOTH : Firmware.UEFI;
    sample.layout =
        Layout.standard()
            .withSeed("robot-7")
            .withSize("/opt", Size.parse("3G"))
            .plus(Partition.added("/data", Size.parse("4G"), Filesystem.EXT4, "noatime,commit=30"));
    sample.disks = List.of(Disk.of("nvme0n1"), Disk.of("sda"));
    sample.mainDisk = "nvme0n1";
    sample.system =
        new SystemSettings(
            "ja_JP.UTF-8",
            "jp",
            "Asia/Tokyo",
            "robot-7",
            SelinuxMode.PERMISSIVE,
            List.of("ntp.example.org", "ntp2.example.org"),
            "ttyS1,57600n8",
            "pci=noaer usbcore.autosuspend=-1",
            TmpfsSize.parse("60%"),
            Optional.of("$6$salt$hashhashhashhashhashhash"),
            List.of("sshd", "docker.service"));
    sample.volumeId = "robot_7";
    sample.httpUrl = Optional.of(URI.create("http://192.0.2.1:8080/iso/"));
    sample.users =
        List.of(
            new UserAccount(
                "robot",
                Optional.of("$6$salt$otherotherotherother"),
                List.of("wheel", "docker"),
                List.of(
                    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA robot's key",
                    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAB robot's other key")),
            new UserAccount("guest", Optional.empty(), List.of(), List.of()));
    sample.parts =
        List.of(
            new UserPart(UserPart.Kind.ROOT, "ks.root.cfg", "network --bootproto=dhcp\n"),
            new UserPart(UserPart.Kind.PRE, "ks.pre.cfg", "echo before\n"),
            new UserPart(UserPart.Kind.PRE_INSTALL, "ks.pre-install.cfg", "echo between\n"),
            new UserPart(UserPart.Kind.POST_NOCHROOT, "ks.post-nochroot.cfg", "echo outside\n"),
            new UserPart(UserPart.Kind.POST, "ks.post.cfg", "echo inside\necho twice\n"));
    sample.provided =
        new Provided(
            Set.of("chronyd.service", "docker.service", "firewalld.service", "sshd.service"),
            Set.of("authselect", "bash", "busybox"),
            Optional.of("6.19.10-300.fc" + release + "." + arch));
    return sample;
  }

  /** One value in every place that takes a text. */
  static SampleInputs everywhere(String value) {
    SampleInputs sample = plain(44, "x86_64");
    sample.system =
        new SystemSettings(
            value,
            value,
            value,
            value,
            SelinuxMode.DISABLED,
            List.of(value),
            value,
            value,
            TmpfsSize.parse("2G"),
            Optional.of(value),
            List.of());
    sample.volumeId = value;
    sample.users =
        List.of(new UserAccount(value, Optional.of(value), List.of(value), List.of(value)));
    return sample;
  }

  KickstartInputs inputs() {
    return new KickstartInputs(
        Releases.of(release),
        arch,
        firmware,
        layout,
        disks,
        mainDisk,
        system,
        volumeId,
        httpUrl,
        users,
        trims,
        parts,
        provided);
  }

  Kickstart rendered() {
    return Kickstart.render(inputs());
  }

  SampleInputs withSystem(SystemSettings changed) {
    system = changed;
    return this;
  }
}
