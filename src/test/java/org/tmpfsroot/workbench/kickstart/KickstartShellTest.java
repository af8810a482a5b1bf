package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** The shell in the sections, checked and where it can be also run. */
class KickstartShellTest {
  private static final Path SOURCES = Path.of("src/main/resources/kickstart");

  @TempDir Path folder;

  @Test
  @RequiresPeer({"bash", "shellcheck"})
  void everySectionIsCleanShell() throws IOException {
    List<SampleInputs> samples = new ArrayList<>();
    samples.add(SampleInputs.plain(34, "x86_64"));
    samples.add(SampleInputs.full(44, "x86_64"));
    SampleInputs matching = SampleInputs.full(44, "x86_64");
    matching.disks =
        List.of(Disk.of("main").withMatch(DiskMatch.parse("bus=nvme")), Disk.of("sdb"));
    matching.mainDisk = "main";
    samples.add(matching);
    samples.add(SampleInputs.everywhere("x' ; reboot #\"$(id)`id`"));
    List<String> files = new ArrayList<>();
    for (SampleInputs sample : samples) {
      for (String script : scripts(sample.rendered())) {
        Path file = folder.resolve(files.size() + ".sh");
        Files.writeString(file, script);
        files.add(file.toString());
        Peer.run("bash", "-n", file.toString()).ok();
      }
    }
    assertTrue(files.size() > 20, files.toString());
    // SC2034, SC2317: what a part of a section leaves unused; SC2050, SC2157, SC2016: values fixed
    // above
    List<String> command =
        new ArrayList<>(
            List.of("shellcheck", "--shell=bash", "--exclude=SC2034,SC2317,SC2050,SC2157,SC2016"));
    command.addAll(files);
    Peer.run(command.toArray(String[]::new)).ok();
  }

  @Test
  @RequiresPeer("bash")
  void aFailureIsToldWithItsCommand() throws IOException {
    Peer.Result result = run("", "work() {\n  ls /nonexistent/place\n}\nwork\necho after");
    assertNotEquals(0, result.exit());
    assertTrue(
        result.output().contains("section test, line 24: 'ls /nonexistent/place' ended with 2"),
        result.output());
    assertTrue(result.output().endsWith("tmpfsroot: installation : failed\n"), result.output());
  }

  @Test
  @RequiresPeer("bash")
  void aFailureInsideAPipeStopsTheSection() throws IOException {
    Peer.Result result = run("", "false | cat\necho after");
    assertNotEquals(0, result.exit());
    assertTrue(!result.output().contains("after"), result.output());
  }

  @Test
  @RequiresPeer("bash")
  void theMediumIsNeverInstalledTo() throws IOException {
    String disks = Files.readString(SOURCES.resolve("pre-disks.sh")).replace("! -b", "! -e");
    Path device = Files.createDirectories(folder.resolve("dev"));
    Files.writeString(device.resolve("sda"), "");
    Files.writeString(device.resolve("sdb"), "");
    disks = disks.replace("/dev/", device + "/");
    String lsblk = "lsblk() { echo sda; echo sdb; }\n";
    String given = lsblk + "medium_disks=' sdb sdb1 '\n";
    assertEquals(0, run(given, "install_disks=(sda)\n" + disks).exit());
    Peer.Result medium = run(given, "install_disks=(sda sdb)\n" + disks);
    assertNotEquals(0, medium.exit());
    assertTrue(medium.output().contains("disk sdb holds the medium"), medium.output());
    Peer.Result missing = run(given, "install_disks=(sda sdz)\n" + disks);
    assertTrue(
        missing.output().contains("no disk sdz; this machine has sda sdb"), missing.output());
  }

  @Test
  @RequiresPeer({"bash", "awk"})
  void theOneDiskThatMatchesIsTaken() throws IOException {
    String lsblk =
        """
        lsblk() {
          case "$*" in
            *NAME,TYPE,RO*) printf '%s\\n' 'sda disk 0' 'sdb disk 0' 'nvme0n1 disk 0' 'sr0 rom 1' 'zram0 disk 0' ;;
            *SIZE*sda) echo 8000000000 ;;
            *SIZE*sdb) echo 32000000000 ;;
            *SIZE*nvme0n1) echo 32000000000 ;;
            *TRAN*nvme0n1) echo nvme ;;
            *TRAN*) echo usb ;;
            *MODEL*sda) echo 'Small Disk' ;;
            *MODEL*) echo 'Large Disk 32' ;;
            *) echo ;;
          esac
        }
        """;
    String given =
        lsblk + "medium_disks=' sdb '\n" + Files.readString(SOURCES.resolve("pre-match.sh"));
    assertTrue(pick(given, "size '>=' 16000000000").contains("disk main is nvme0n1"));
    assertTrue(pick(given, "bus '=' nvme").contains("disk main is nvme0n1"));
    assertTrue(pick(given, "model '=' 'Small*'").contains("disk main is sda"));
    assertTrue(pick(given, "size '<=' 1000").contains("no disk of this machine is main"));
    assertTrue(
        pick(given, "model '=' '*Disk*'")
            .contains("more than one disk of this machine is main: sda nvme0n1"));
    assertTrue(
        pick(given, "model '=' '*Disk*' size '>=' 16000000000").contains("disk main is nvme0n1"));
  }

  @Test
  @RequiresPeer({"bash", "grub-editenv"})
  void stateBlocksAreThoseOfGrub() throws IOException {
    run("loader=" + folder + "\n", Files.readString(SOURCES.resolve("finish-state.sh"))).ok();
    assertEquals(1024, Files.size(folder.resolve("slots-1.env")));
    assertEquals(1024, Files.size(folder.resolve("tries.env")));
    assertEquals(
        "serial=1\npreferred=a\ngood_a=0\ngood_b=0\nend=1\n",
        Peer.run("grub-editenv", folder.resolve("slots-2.env").toString(), "list").ok());
    assertEquals(
        "tries=0\n", Peer.run("grub-editenv", folder.resolve("tries.env").toString(), "list").ok());
  }

  private String pick(String given, String terms) throws IOException {
    return run(given, "pick main " + terms).output();
  }

  private Peer.Result run(String given, String body) throws IOException {
    String script =
        "section=test\nserial=\n"
            + Files.readString(SOURCES.resolve("tell.sh"))
            + given
            + body
            + "\n";
    Path file = Files.writeString(folder.resolve("run.sh"), script);
    return Peer.runIn(folder, Map.of(), List.of("bash", file.toString()));
  }

  /** The bodies of the script sections. */
  private static List<String> scripts(Kickstart kickstart) {
    List<String> scripts = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    boolean inside = false;
    for (KickstartLine line : kickstart.lines()) {
      if ((line.text().startsWith("%p") && line.text().contains("--interpreter="))
          || line.text().startsWith("%onerror")) {
        inside = true;
        body.setLength(0);
      } else if (inside && line.text().equals("%end")) {
        inside = false;
        scripts.add(body.toString());
      } else if (inside) {
        body.append(line.text()).append('\n');
      }
    }
    return scripts;
  }
}
