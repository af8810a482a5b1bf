package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.kickstart.Kickstart;
import org.tmpfsroot.workbench.kickstart.KickstartInputs;
import org.tmpfsroot.workbench.kickstart.Provided;
import org.tmpfsroot.workbench.kickstart.SelinuxMode;
import org.tmpfsroot.workbench.kickstart.SystemSettings;
import org.tmpfsroot.workbench.kickstart.TmpfsSize;
import org.tmpfsroot.workbench.kickstart.Trim;
import org.tmpfsroot.workbench.kickstart.UserPart;
import org.tmpfsroot.workbench.machine.BootFirmware;
import org.tmpfsroot.workbench.machine.DiskBus;
import org.tmpfsroot.workbench.overlay.OverlayArchive;
import org.tmpfsroot.workbench.overlay.UserTree;
import org.tmpfsroot.workbench.release.Firmware;
import org.tmpfsroot.workbench.release.Releases;

/**
 * Stands in for an installed system: Debian's packages, kernel and GRUB on a disk that our own
 * kickstart was carried out on, with the runtime's files unchanged. Made once for all tests, under
 * {@code target/}, by the scripts in {@code installed/} of the test resources; what only depends on
 * Debian is kept in the folder that {@code WORKBENCH_STAND_INS} names, else there as well.
 *
 * <p>It says {@code stand-in: slot a is up, root is tmpfs} on the first serial port, and runs the
 * lines it gets on the second one.
 */
public enum InstalledSystem {
  /** dracut 059, systemd 252. */
  BOOKWORM,
  /** dracut 106, systemd 257. */
  TRIXIE;

  /** One file for each thing that a copy can lose. */
  private static final String KEPT_BY_THE_COPY =
      """
      mkdir -p /usr/share/stand-in
      cd /usr/share/stand-in
      echo content >capable
      setcap cap_net_raw+ep capable
      setfattr --name trusted.stand-in --value kept capable
      ln capable hard
      ln -s nowhere dangling
      truncate --size 64M sparse
      echo end >>sparse
      echo x >owned
      chown 74:999 owned
      chmod 4711 owned
      mkfifo pipe
      mkdir -m 1777 sticky
      echo hidden >.hidden
      touch --date 2001-02-03T04:05:06 owned sticky
      touch /.hidden-at-the-top
      """;

  private static final Path BUILDER = Path.of("src/test/resources/installed");
  private static final Path PLACE = Path.of("target/installed");

  /**
   * Its disk once the first boot is over and slot A is known to be good, switched off in an orderly
   * manner; not to be changed.
   */
  public synchronized Path settled() {
    Path disk = disk();
    Path settled = Path.of(disk.toString().replace(".raw", ".settled.raw"));
    if (!Files.exists(settled)) {
      try (InstalledDisk copy = InstalledDisk.copyOf(disk, disk.resolveSibling(""));
          Guest guest =
              Guest.start(Guest.machine(BootFirmware.BIOS, DiskBus.VIRTIO, copy.file()))) {
        guest.upFrom("a").run("until tmpfsroot-slot | grep -q good_a=1; do sleep 1; done");
        guest.shutDown();
        Files.move(copy.file(), settled);
      } catch (IOException e) {
        throw new AssertionError("no stand-in for a system that was used", e);
      }
    }
    return settled;
  }

  /** Its disk as the installation leaves it, in raw form; not to be changed. */
  public synchronized Path disk() {
    try {
      String suite = name().toLowerCase(java.util.Locale.ROOT);
      Path folder = Files.createDirectories(PLACE.resolve(suite));
      Path bases =
          Optional.ofNullable(System.getenv("WORKBENCH_STAND_INS")).map(Path::of).orElse(PLACE);
      Files.createDirectories(bases);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new AssertionError("no lock on " + folder);
        }
        Path base = bases.resolve(suite + "-" + hash(BUILDER.resolve("base.sh")) + ".tar");
        if (!Files.exists(base)) {
          script("base.sh", suite, base);
        }
        Path kickstart = Files.writeString(folder.resolve("ks.cfg"), kickstart().text());
        Path overlay = folder.resolve("custom-files.tar.gz");
        OverlayArchive.write(
            overlay, List.of(UserTree.read(BUILDER.resolve("root"))), List.of(), Progress.SILENT);
        Path disk =
            folder.resolve(
                hash(kickstart, overlay, BUILDER.resolve("install.sh"), BUILDER.resolve("base.sh"))
                    + ".raw");
        if (!Files.exists(disk)) {
          try (Stream<Path> old = Files.list(folder)) {
            for (Path each : old.filter(file -> file.toString().contains(".raw")).toList()) {
              Files.delete(each);
            }
          }
          script("install.sh", kickstart, overlay, base, disk);
        }
        return disk.toAbsolutePath();
      }
    } catch (IOException e) {
      throw new AssertionError("no stand-in for the installed system", e);
    }
  }

  private static void script(String name, Object... arguments) {
    List<String> command =
        Stream.concat(
                Stream.of("bash", BUILDER.resolve(name).toAbsolutePath().toString()),
                Stream.of(arguments)
                    .map(each -> each instanceof Path path ? path.toAbsolutePath() : each)
                    .map(Object::toString))
            .toList();
    Peer.runIn(Path.of("").toAbsolutePath(), Map.of(), command).ok();
  }

  private static String hash(Path... files) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append(Digest.sha256Of(Files.readAllBytes(file)).hex());
    }
    return Digest.sha256Of(text.toString().getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
  }

  /** As a session would have it, for a small machine. */
  public static Kickstart kickstart() {
    return Kickstart.render(inputs());
  }

  /** What the kickstart is made from. */
  public static KickstartInputs inputs() {
    return new KickstartInputs(
        Releases.of(44),
        "x86_64",
        Firmware.BOTH,
        Layout.standard()
            .withSize(Layout.EFI, Size.ofMiB(64))
            .withSize(Layout.SLOT_A, Size.ofMiB(640))
            .withSize(Layout.SLOT_B, Size.ofMiB(640))
            .withSize(Layout.PERSIST, Size.ofMiB(48))
            .withSize(Layout.LOG, Size.ofMiB(64))
            .withSize("/var/lib/docker", Size.ofMiB(128))
            .withSize("/var/cache", Size.ofMiB(128))
            .withSize("/opt", Size.ofMiB(128)),
        List.of(Disk.of("sda")),
        "sda",
        new SystemSettings(
            "en_US.UTF-8",
            "us",
            "Etc/UTC",
            "",
            SelinuxMode.DISABLED,
            List.of(),
            "ttyS0,115200n8",
            // an emulated machine beside others may take minutes to find its disk
            "rd.timeout=600",
            TmpfsSize.parse("60%"),
            Optional.empty(),
            List.of("ssh.service", "NetworkManager.service")),
        KickstartInputs.STANDARD_VOLUME_ID,
        Optional.empty(),
        List.of(),
        Set.of(Trim.LOCALES, Trim.DOCS, Trim.CACHES),
        List.of(new UserPart(UserPart.Kind.POST, "ks.post.cfg", KEPT_BY_THE_COPY)),
        new Provided(
            Set.of("ssh.service", "NetworkManager.service", "chronyd.service"),
            Set.of(),
            Optional.empty()));
  }

  /** For working by hand: makes the disk and says where it is. */
  public static void main(String[] arguments) {
    System.out.println(valueOf(arguments[0]).disk());
  }
}
