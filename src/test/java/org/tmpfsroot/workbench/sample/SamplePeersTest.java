package org.tmpfsroot.workbench.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.release.BaseImage;
import org.tmpfsroot.workbench.release.Firmware;
import org.tmpfsroot.workbench.release.Releases;
import org.tmpfsroot.workbench.testing.Dnf;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Fedora's own tools take the sample for a mirror. */
class SamplePeersTest {
  private static final String FEDORA = "releases/44/Everything/x86_64/os/";
  private static final String UPDATES = "updates/44/Everything/x86_64/";

  @TempDir static Path shared;
  @TempDir Path folder;

  private static SampleMirror mirror = new SampleMirror(Path.of(""));

  @BeforeAll
  static void create() {
    mirror = SampleMirror.create(shared.resolve("mirror"), Progress.SILENT);
  }

  private static List<String> packages() throws IOException {
    try (Stream<Path> files = Files.walk(mirror.root())) {
      return files.map(Path::toString).filter(file -> file.endsWith(".rpm")).sorted().toList();
    }
  }

  @Test
  @RequiresPeer("rpmkeys")
  void rpmIsContentWithEveryPackage() throws IOException {
    String database = folder.resolve("db").toString();
    Peer.run("rpmkeys", "--dbpath", database, "--import", mirror.keyFile().toString()).ok();
    List<String> command = new ArrayList<>(List.of("rpmkeys", "--dbpath", database, "-K"));
    command.addAll(packages());
    assertEquals(
        packages().stream().map(file -> file + ": digests signatures OK").toList(),
        Peer.runIn(folder, Map.of(), command).ok().lines().toList());
  }

  @Test
  @RequiresPeer({"dnf", "rpm"})
  void dnfInstallsAllItHasWithSignaturesChecked() {
    List<String> wanted = new ArrayList<>(List.of("install", "@server-product-environment"));
    wanted.addAll(Releases.of(44).installerPackages("x86_64", Firmware.BOTH));
    wanted.addAll(List.of("kernel", "tmux", "moby-engine", "sudo", "busybox", "rootfiles", "curl"));
    Dnf dnf = dnf();
    dnf.run(wanted).ok();
    List<String> lines = dnf.installed("%{NAME} %{EVR}");
    assertTrue(lines.contains("tmux 3.6a-2.fc44"), "the update: " + lines);
    assertTrue(lines.contains("grub2-efi-x64 1:2.12-57.fc44"), "the epoch: " + lines);
    assertTrue(lines.contains("systemd-udev 259.5-1.fc44"), "the rich dependency: " + lines);
    assertTrue(lines.contains("dbus-common 1:1.16.2-2.fc44"), "the file dependency: " + lines);
    assertEquals(
        1,
        lines.stream().filter(line -> line.matches("fedora-release(-server)? .*")).count(),
        "one of two providers: " + lines);
  }

  @Test
  @RequiresPeer("dnf")
  void dnfReplacesWhatIsObsolete() {
    Dnf dnf = dnf();
    dnf.run("install", "openssh-server-sysvinit").ok();
    List<String> names = dnf.installed("%{NAME}");
    assertTrue(names.contains("openssh-server"), names::toString);
    assertFalse(names.contains("openssh-server-sysvinit"), names::toString);
  }

  private Dnf dnf() {
    Dnf dnf = Dnf.in(folder);
    for (String repository : List.of(FEDORA, UPDATES)) {
      dnf.repository(
          repository.substring(0, repository.indexOf('/')),
          mirror.root().resolve(repository),
          mirror.keyFile());
    }
    return dnf;
  }

  @Test
  @RequiresPeer({"createrepo_c", "dnf"})
  void createrepoDescribesThePackagesAsWeDo() throws IOException {
    Path copy = folder.resolve("copy");
    Peer.run("cp", "-r", mirror.root().resolve(FEDORA).toString(), copy.toString()).ok();
    Peer.run("rm", "-r", copy.resolve("repodata").toString()).ok();
    Peer.run("createrepo_c", "-q", copy.toString()).ok();
    String ours = described(mirror.root().resolve(FEDORA));
    assertEquals(described(copy), ours);
    assertEquals(SamplePackages.of("fedora").size(), ours.split("location ").length - 1);
  }

  private String described(Path repository) {
    String format =
        "location %{location}\n%{name} %{evr} %{arch} %{size} %{installsize} %{sourcerpm}"
            + " %{buildtime} %{summary}\n%{requires}\n%{provides}\n%{conflicts}\n%{obsoletes}"
            + "\n%{recommends}\n%{suggests}\n%{files}\n";
    return Dnf.in(folder).repository("r", repository).run("repoquery", "--qf", format).ok();
  }

  @Test
  @RequiresPeer({"gpg", "sha256sum"})
  void gpgBelievesTheChecksumFileAndItFits() throws IOException {
    Map<String, String> home = Map.of("GNUPGHOME", folder.toString());
    BaseImage image = Releases.of(44).baseImage("x86_64");
    Path checksum = mirror.root().resolve(image.checksumPath());
    Path images = mirror.root().resolve(image.folder());
    Peer.runIn(folder, home, List.of("gpg", "--batch", "--import", mirror.keyFile().toString()))
        .ok();
    Peer.runIn(folder, home, List.of("gpg", "--batch", "--verify", checksum.toString())).ok();
    assertEquals(
        image.file() + ": OK\n",
        Peer.runIn(
                images,
                Map.of(),
                Arrays.asList("sha256sum", "-c", "--ignore-missing", checksum.toString()))
            .output());
  }

  @Test
  @RequiresPeer("xorriso")
  void theImageBootsBothWaysByTheBook() {
    Path image = mirror.root().resolve(Releases.of(44).baseImage("x86_64").path());
    String report =
        Peer.run(
                "xorriso",
                "-indev",
                image.toString(),
                "-report_el_torito",
                "plain",
                "-report_system_area",
                "plain")
            .ok();
    String platforms =
        report
            .lines()
            .filter(line -> line.startsWith("El Torito boot img"))
            .map(line -> line.replaceAll("\\s+", " "))
            .collect(Collectors.joining("\n"));
    assertTrue(platforms.contains("BIOS y none"), report);
    assertTrue(platforms.contains("UEFI y none"), report);
    assertTrue(report.contains("grub2-mbr") || report.contains("protective-msdos-label"), report);
  }
}
