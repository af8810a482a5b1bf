package org.tmpfsroot.workbench.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    Path root = folder.resolve("root");
    List<String> wanted = new ArrayList<>(List.of("install", "@server-product-environment"));
    wanted.addAll(Releases.of(44).installerPackages("x86_64", Firmware.BOTH));
    wanted.addAll(List.of("kernel", "tmux", "moby-engine", "sudo", "busybox", "rootfiles", "curl"));
    dnf(root, wanted).ok();
    String installed =
        Peer.run("rpm", "--root", root.toString(), "-qa", "--qf", "%{NAME} %{EVR}\n").ok();
    List<String> lines = installed.lines().sorted().toList();
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
    String plan =
        dnf(folder.resolve("root"), List.of("install", "--assumeno", "openssh-server-sysvinit"))
            .output();
    assertTrue(plan.contains(" openssh-server "), plan);
    assertTrue(!plan.contains(" openssh-server-sysvinit "), plan);
  }

  private Peer.Result dnf(Path root, List<String> words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "dnf",
                "-y",
                "--disableplugin=*",
                "--setopt=reposdir=/nonexistent",
                "--setopt=plugins=0",
                "--setopt=module_platform_id=platform:f44",
                "--releasever=44",
                "--forcearch=x86_64",
                "--installroot=" + root,
                "--setopt=cachedir=" + folder.resolve("cache"),
                "--setopt=varsdir=/nonexistent",
                "--setopt=install_weak_deps=False",
                "--setopt=tsflags=noscripts"));
    for (String repository : List.of(FEDORA, UPDATES)) {
      String id = repository.substring(0, repository.indexOf('/'));
      command.add("--repofrompath=" + id + "," + mirror.root().resolve(repository).toUri());
      command.add("--setopt=" + id + ".gpgcheck=1");
      command.add("--setopt=" + id + ".gpgkey=" + mirror.keyFile().toUri());
    }
    command.addAll(words);
    return Peer.runIn(folder, Map.of(), command);
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

  private String described(Path repository) throws IOException {
    String format =
        "location %{location}\n%{name} %{evr} %{arch} %{size} %{installsize} %{sourcerpm}"
            + " %{buildtime} %{summary}\n%{requires}\n%{provides}\n%{conflicts}\n%{obsoletes}"
            + "\n%{recommends}\n%{suggests}\n%{files}\n";
    Path cache = Files.createTempDirectory(folder, "cache");
    return Peer.run(
            "dnf",
            "-q",
            "--disableplugin=*",
            "--setopt=reposdir=/nonexistent",
            "--setopt=plugins=0",
            "--setopt=module_platform_id=platform:f44",
            "--releasever=44",
            "--forcearch=x86_64",
            "--installroot=" + folder.resolve("none"),
            "--setopt=cachedir=" + cache,
            "--repofrompath=r," + repository.toUri(),
            "repoquery",
            "--qf",
            format)
        .ok();
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
