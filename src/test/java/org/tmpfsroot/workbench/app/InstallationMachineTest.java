package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tmpfsroot.workbench.disk.Filesystem;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoServer;
import org.tmpfsroot.workbench.kickstart.IpxeScript;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.StandInBase;

/**
 * What a kickstart says about disks is done to disks, by a small system in place of the installer
 * that the built image starts: from disc and stick, by BIOS and EFI, on one disk and on two. Six
 * machines of about 20 seconds of processor time each.
 */
@Tag("machine")
@Execution(ExecutionMode.CONCURRENT)
@RequiresPeer({
  "qemu-system-x86_64",
  "xorriso",
  "grub-mkimage",
  "mcopy",
  "mkfs.vfat",
  "mkfs.btrfs",
  "busybox",
  "cpio",
  "apt-get",
  "sfdisk"
})
class InstallationMachineTest {
  private static final String LABEL = "robot-arm_7";
  private static final Path FIRMWARE = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");
  private static final long GIB = 1L << 30;
  private static final Map<String, Integer> SIZES =
      Map.of(
          "/", 256,
          "/root2", 256,
          "/persist", 64,
          "/var/log", 100,
          "/var/lib/docker", 300,
          "/var/cache", 200,
          "/opt", 150);

  @TempDir static Path folder;
  @TempDir Path machine;

  /** One image for the disk sda, one for two disks, one for a disk that is known by its size. */
  @BeforeAll
  static void build() throws IOException {
    StringBuilder script = new StringBuilder("sample create mirror\n");
    session(script, "one", "disk add sda --size 4G");
    session(script, "two", "disk add sda --size 4G\ndisk add nvme0n1 --size 4G\ndisk use nvme0n1");
    session(script, "sized", "disk add main --match size<=5G");
    Files.writeString(folder.resolve("build.wb"), script.toString());
    // by Peer, which waits longer: three images with a real kernel in them
    Peer.runIn(folder, Map.of(), Ran.command(folder.resolve("home"), List.of("build.wb"))).ok();
  }

  private static void session(StringBuilder script, String name, String disks) {
    script.append("session new ").append(name).append('\n');
    script.append("release use 44 --base '").append(StandInBase.installer().toAbsolutePath());
    script.append("'\nmirror use mirror --gpgkey mirror/RPM-GPG-KEY-sample\n");
    script.append(disks).append('\n');
    SIZES.forEach(
        (mount, size) ->
            script.append("partition set ").append(mount).append(' ').append(size).append('\n'));
    script.append("setting set firmware both\nsetting set serial-console ttyS0\n");
    script.append("setting set volume-id ").append(LABEL).append('\n');
    script.append("setting set http-url http://192.0.2.1/iso\n");
    script.append("lock resolve\nbuild run --output ").append(name).append(".iso\n");
  }

  @Test
  void fromADiscWithBios() throws IOException {
    Path disk = disk("disk", 4 * GIB);
    String serial = boot(false, disc("one"), sata(disk));
    assertTrue(serial.contains("installer: medium /dev/sr0"), serial);
    installed(serial, "/dev/sda");
  }

  @Test
  void fromAStickWithEfi() throws IOException {
    Path stick = stick("one");
    String before = hash(stick);
    String serial = boot(true, asStick(stick), sata(disk("disk", 4 * GIB)));
    assertTrue(serial.matches("(?s).*installer: medium /dev/sdb1?\\R.*"), serial);
    installed(serial, "/dev/sda");
    assertEquals(before, hash(stick), "the stick was written to");
  }

  @Test
  void onAnNvmeDiskBesideAnother() throws IOException {
    Path stick = stick("two");
    String before = hash(stick);
    Path other = disk("other", 4 * GIB);
    String serial = boot(false, asStick(stick), sata(other), nvme(disk("disk", 4 * GIB)));
    installed(serial, "/dev/nvme0n1p");
    assertTrue(serial.contains("installer: only sda,nvme0n1 clears sda,nvme0n1"), serial);
    assertEquals(before, hash(stick), "the stick was written to");
    String table = Peer.run("sfdisk", "--dump", other.toString()).ok();
    assertTrue(table.contains("label: gpt"), table);
    assertFalse(table.contains("start="), table);
  }

  @Test
  void onTheDiskOfThatSizeAndNoOther() throws IOException {
    Path other = disk("other", 6 * GIB);
    byte[] before = beginning(other);
    String serial = boot(false, disc("sized"), sata(other), nvme(disk("disk", 4 * GIB)));
    assertTrue(serial.contains("tmpfsroot: disk main is nvme0n1"), serial);
    installed(serial, "/dev/nvme0n1p");
    assertTrue(serial.contains("installer: only nvme0n1 clears nvme0n1"), serial);
    assertArrayEquals(before, beginning(other), "the other disk was written to");
  }

  @Test
  void neverOnTheStickItself() throws IOException {
    Path stick = stick("one");
    String before = hash(stick);
    String serial = boot(false, asStick(stick));
    assertTrue(
        serial.contains("tmpfsroot: disk sda holds the medium this installation runs from"),
        serial);
    assertTrue(serial.contains("installer: gave up: %pre"), serial);
    assertEquals(before, hash(stick), "the stick was written to");
  }

  /** Debian's iPXE reads the script, and what it names is started with what it says. */
  @Test
  void overTheNetwork() throws IOException {
    try (IsoImage image = IsoImage.open(folder.resolve("one.iso"))) {
      String menu;
      try (InputStream in = image.open(image.find("EFI/BOOT/grub.cfg").orElseThrow())) {
        menu = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      IpxeScript script = IpxeScript.of(menu, image.volumeId());
      List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
      Map<String, UnaryOperator<String>> generated = Map.of("boot.ipxe", script::text);
      try (IsoServer server = IsoServer.start(image, 0, generated, asked::add)) {
        // 10.0.2.2 is what the machine calls us
        String base = "http://10.0.2.2:" + server.port();
        String serial =
            boot(
                false,
                List.of(
                    "-nic",
                    "user,model=virtio-net-pci,bootfile=" + base + "/boot.ipxe",
                    "-boot",
                    "n"));
        assertTrue(serial.contains("installer: network "), () -> asked + serial);
        assertTrue(
            serial.contains(
                "inst.stage2=" + base + " inst.ks=" + base + "/ks.cfg console=tty0 console=ttyS0"),
            serial);
      }
      assertTrue(
          asked.stream().anyMatch(line -> line.contains("/images/pxeboot/initrd.img 200")),
          asked.toString());
    }
  }

  private static void installed(String serial, String device) {
    Layout layout = Layout.standard();
    // the first partition is the BIOS loader's
    int number = 2;
    for (Partition usual : layout.partitions()) {
      String mount = usual.mount();
      Size size = SIZES.containsKey(mount) ? Size.ofMiB(SIZES.get(mount)) : usual.size();
      String line =
          "installer: mount "
              + mount
              + " "
              + device
              + number
              + " "
              + size.mebibytesRoundedUp()
              + " "
              + usual.filesystem().mountType()
              + " uuid=";
      if (usual.filesystem() == Filesystem.BTRFS) {
        // found by their labels; their own ids are theirs
        line = line + "\\S+ label=" + usual.label() + " subvol=" + usual.label();
      } else {
        String efi = layout.efiVolumeId();
        String id =
            usual.filesystem() == Filesystem.EFI
                ? efi.substring(0, 4) + "-" + efi.substring(4)
                : layout.uuid(mount).toString();
        line = line + id + " label= subvol=";
      }
      String wanted = line;
      assertTrue(
          serial.lines().anyMatch(said -> said.strip().matches(wanted)),
          () -> wanted + "\n" + serial);
      number++;
    }
    for (String said :
        List.of(
            "tmpfsroot: installation : succeeded",
            "installer: slot a " + layout.uuid(Layout.SLOT_A),
            "installer: slot b " + layout.uuid(Layout.SLOT_B),
            "installer: slot b has boot/vmlinuz",
            "installer: group 644 ",
            "installer: menu 2",
            "installer: done")) {
      assertTrue(serial.contains(said), () -> said + "\n" + serial);
    }
  }

  /** A disk with something on it. */
  private Path disk(String name, long size) throws IOException {
    Path file = machine.resolve(name);
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.setLength(size);
      disk.write("not to be lost by mistake\n".repeat(4000).getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }

  private Path stick(String name) throws IOException {
    Path stick = machine.resolve("stick");
    return Files.copy(folder.resolve(name + ".iso"), stick, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] beginning(Path disk) throws IOException {
    try (InputStream in = Files.newInputStream(disk)) {
      return in.readNBytes(4 << 20);
    }
  }

  private static String hash(Path file) throws IOException {
    return Digest.sha256Of(Files.readAllBytes(file)).hex();
  }

  private static List<String> disc(String name) {
    return List.of("-cdrom", folder.resolve(name + ".iso").toString(), "-boot", "d");
  }

  private static List<String> asStick(Path file) {
    return List.of(
        "-device",
        "qemu-xhci",
        "-drive",
        "if=none,id=stick,format=raw,file=" + file,
        "-device",
        "usb-storage,drive=stick,bootindex=0");
  }

  private static List<String> sata(Path file) {
    return List.of(
        "-device",
        "ahci,id=ahci",
        "-drive",
        "if=none,id=sata,format=raw,cache=unsafe,file=" + file,
        "-device",
        "ide-hd,drive=sata,bus=ahci.0");
  }

  private static List<String> nvme(Path file) {
    return List.of(
        "-drive",
        "if=none,id=nvme,format=raw,cache=unsafe,file=" + file,
        "-device",
        "nvme,drive=nvme,serial=N1");
  }

  @SafeVarargs
  private String boot(boolean efi, List<String>... devices) throws IOException {
    Path serial = machine.resolve("serial");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("timeout", "290", "qemu-system-x86_64", "-accel", "tcg"));
    command.addAll(List.of("-m", "768", "-no-reboot", "-display", "none"));
    command.addAll(List.of("-serial", "file:" + serial));
    if (efi) {
      command.addAll(List.of("-drive", "if=pflash,format=raw,unit=0,readonly=on,file=" + FIRMWARE));
    }
    for (List<String> device : devices) {
      command.addAll(device);
    }
    if (!command.contains("-nic")) {
      command.addAll(List.of("-nic", "none"));
    }
    Peer.Result result = Peer.runIn(machine, Map.of(), command);
    String seen = Files.exists(serial) ? Files.readString(serial, StandardCharsets.ISO_8859_1) : "";
    assertEquals(0, result.exit(), () -> result.errors() + "\n" + seen);
    return seen;
  }
}
