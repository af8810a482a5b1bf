package org.tmpfsroot.workbench.engine.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.Dnf;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** What Fedora's own tools make of a finished image. */
@RequiresPeer({"xorriso", "bsdtar"})
class JudgedByPeersTest {
  @TempDir static Path shared;
  private static TinyMirror mirror;
  private static Path image;
  private static Path tree;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException {
    mirror = TinyMirror.in(shared.resolve("mirror"));
    image = new TinyBuild(shared.resolve("cache")).image(mirror.session());
    tree = Files.createDirectories(shared.resolve("tree"));
    Peer.run("bsdtar", "-xf", image.toString(), "-C", tree.toString()).ok();
  }

  @Test
  @RequiresPeer("dnf")
  void dnfInstallsTheEnvironmentFromTheImageAlone() {
    // the caret of a kickstart is known to the installer, not to the command line
    Dnf dnf = Dnf.in(folder).repository("medium", tree);
    dnf.run("install", "@custom-environment").ok();
    List<String> locked =
        mirror.session().lock().orElseThrow().packages().stream()
            .map(each -> each.nevra().name())
            .sorted()
            .toList();
    assertEquals(locked, dnf.installed("%{NAME}"));
  }

  @Test
  @RequiresPeer({"createrepo_c", "dnf"})
  void createrepoFindsTheSameMetadata() throws IOException {
    Path theirs = Files.createDirectories(folder.resolve("theirs"));
    Peer.run("cp", "-r", tree.resolve("Packages").toString(), theirs.toString()).ok();
    Peer.run("createrepo_c", "-q", "-g", tree.resolve("comps.xml").toString(), theirs.toString())
        .ok();
    for (String asked : List.of("--requires", "--provides", "--conflicts", "--obsoletes", "-l")) {
      assertEquals(queried(theirs, asked), queried(tree, asked), asked);
    }
    String facts =
        "%{name} %{epoch} %{evr} %{arch} %{downloadsize} %{installsize} %{buildtime} %{summary} %{license}";
    assertEquals(
        queried(theirs, "--qf=" + facts), queried(tree, "--qf=" + facts), "sizes and texts");
  }

  private String queried(Path repository, String what) {
    return Dnf.in(folder).repository("medium", repository).run("repoquery", what).ok();
  }

  @Test
  @RequiresPeer("rpmkeys")
  void rpmIsContentWithThePackages() throws IOException {
    Path database = folder.resolve("database");
    Peer.run("rpmkeys", "--dbpath", database.toString(), "--import", mirror.key().toString()).ok();
    try (Stream<Path> files = Files.walk(tree.resolve("Packages"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String verdict =
            Peer.run("rpmkeys", "--dbpath", database.toString(), "-K", file.toString()).ok();
        assertTrue(verdict.endsWith("digests signatures OK\n"), verdict);
      }
    }
  }

  @Test
  void xorrisoSeesBothWaysToStart() {
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
    assertTrue(report.contains("El Torito boot img :   1  BIOS  y   none"), report);
    assertTrue(report.contains("El Torito boot img :   2  UEFI  y   none"), report);
    assertTrue(report.contains("GPT"), report);
    assertTrue(
        report.contains("c12a7328f81f11d2ba4b00a0c93ec93b") || report.contains("28732ac1"), report);
  }
}
