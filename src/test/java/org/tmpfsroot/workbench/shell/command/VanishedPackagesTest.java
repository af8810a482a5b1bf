package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.SigningKey;
import org.tmpfsroot.workbench.rpm.Nevra;
import org.tmpfsroot.workbench.rpm.RpmBuilder;
import org.tmpfsroot.workbench.rpm.RpmFile;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** Packages that were locked and have left their repositories since. */
class VanishedPackagesTest {
  private static final Nevra OTHER = Nevra.parse("other-1.0-1.fc44.x86_64").orElseThrow();

  @TempDir Path folder;
  private TinyMirror mirror;
  private Typed shell;

  @BeforeEach
  void start() {
    mirror = TinyMirror.in(folder.resolve("mirror"));
    Downloader downloader =
        new Downloader(new ContentStore(folder.resolve("content")), true, RetryPolicy.standard());
    shell = TinyBuilds.shell(downloader, folder, mirror.session());
  }

  @Test
  void areTakenFromWhereverTheVerySameFileIs() throws IOException {
    shell.run("lock save " + folder.resolve("rpms.lock")).ok();
    int line = Files.readAllLines(folder.resolve("rpms.lock")).indexOf("library-1.0-1.fc44") + 1;
    archive("editor");
    Path signed = koji("library", "data/signed/" + signer() + "/x86_64");
    Typed.Result alone = shell.run(build());
    assertEquals(ExitCode.SESSION, alone.exit());
    assertTrue(alone.errors().contains("cannot fetch 2 of the packages"), alone.errors());
    assertTrue(alone.errors().contains("editor-1.0-1.fc44, library-1.0-1.fc44"), alone.errors());
    assertFalse(Files.exists(folder.resolve("tiny.iso")));

    Typed.Result built =
        shell.run(
            "mirror archive " + folder.resolve("archive"),
            "mirror koji " + folder.resolve("koji"),
            build() + " --annotations");
    String told = built.ok();
    assertTrue(
        told.contains(
            "warning: library-1.0-1.fc44 is gone from the repository fedora; taken from: koji\n"),
        told);
    assertTrue(
        told.contains(
            "::warning file="
                + folder.resolve("rpms.lock")
                + ",line="
                + line
                + "::library-1.0-1.fc44 is gone"),
        told);
    assertTrue(Files.exists(folder.resolve("tiny.iso")));
    assertTrue(Files.exists(signed));
    assertTrue(shell.run("build log fetch-packages").ok().contains("warning: editor-1.0-1.fc44"));
  }

  @Test
  void areAnErrorBesideTheirLineWhereNobodyHasThem() throws IOException {
    Path lock = folder.resolve("tiny.rpms.lock.json");
    shell.run("lock save " + lock).ok();
    List<String> lines = Files.readAllLines(lock);
    Files.delete(mirror.rpm("library"));
    Typed.Result built = shell.run(build() + " --annotations");
    assertEquals(ExitCode.SESSION, built.exit());
    String error =
        built.output().lines().filter(text -> text.startsWith("::error")).findFirst().orElseThrow();
    int at = Integer.parseInt(error.replaceFirst(".*,line=(\\d+)::.*", "$1"));
    assertTrue(lines.get(at - 1).contains("\"library\""), error);
    assertTrue(
        error.endsWith(
            "::library-1.0-1.fc44 is gone from the repository fedora, and nobody" + " else has it"),
        error);
    assertTrue(built.errors().contains("cannot fetch library-1.0-1.fc44"), built.errors());

    Typed.Result checked = shell.run("lock check --annotations");
    assertEquals(ExitCode.SESSION, checked.exit());
    assertTrue(checked.output().contains(error), checked.output());
  }

  @Test
  void areNotTrustedMoreThanOthers() throws IOException {
    Path copy = koji("library", "x86_64");
    byte[] bytes = Files.readAllBytes(copy);
    bytes[bytes.length - 1] ^= 1;
    Files.write(copy, bytes);
    Typed.Result built = shell.run("mirror koji " + folder.resolve("koji"), build());
    assertEquals(ExitCode.SESSION, built.exit());
    assertTrue(built.errors().contains("cannot fetch library"), built.errors());
  }

  @Test
  void whatIsThereAndNotWholeIsSaidAsEver() throws IOException {
    Path rpm = mirror.rpm("library");
    byte[] bytes = Files.readAllBytes(rpm);
    bytes[bytes.length - 1] ^= 1;
    Files.write(rpm, bytes);
    Typed.Result built = shell.run(build());
    assertEquals(ExitCode.WORLD, built.exit());
    assertTrue(built.errors().contains("not the promised sha256:"), built.errors());
  }

  @Test
  void areFoundForALineOfAListInTheBuildSystem() throws IOException {
    Path list = folder.resolve("rpms.lock");
    shell.run("lock save " + list).ok();
    String before = shell.run("lock show --format json").ok();
    koji("library", "data/signed/" + signer() + "/x86_64");
    mirror.refresh();
    Typed.Result alone = shell.run("lock load " + list);
    assertEquals(ExitCode.SESSION, alone.exit());
    assertTrue(
        alone.errors().contains("no repository has library-1.0-1.fc44 (line "), alone.errors());

    shell.run("mirror koji " + folder.resolve("koji"), "lock load " + list).ok();
    String after = shell.run("lock show --format json").ok();
    assertEquals(
        before.lines().filter(line -> line.contains("\"sha256\": ")).toList(),
        after.lines().filter(line -> line.contains("\"sha256\": ")).toList());
    assertFalse(after.contains("elsewhere"), after);
    shell.run(build()).ok();
  }

  @Test
  void areFoundForALineOfAListInTheArchive() throws IOException {
    Path list = folder.resolve("rpms.lock");
    shell.run("lock save " + list).ok();
    Path packages = mirror.root().resolve(TinyMirror.PACKAGES);
    Path archive = folder.resolve("archive/" + TinyMirror.PACKAGES);
    Files.createDirectories(archive.resolve("repodata"));
    try (Stream<Path> files = Files.list(packages.resolve("repodata"))) {
      for (Path file : files.toList()) {
        Files.copy(file, archive.resolve("repodata").resolve(file.getFileName()));
      }
    }
    archive("editor");
    mirror.refresh();
    shell.run("mirror archive " + folder.resolve("archive"), "lock load " + list).ok();
    assertTrue(shell.run("lock show").ok().contains("editor-1.0-1.fc44.x86_64"));
    shell.run(build()).ok();
  }

  @Test
  void areNotBelievedUnsignedOrTwice() throws IOException {
    Path list = folder.resolve("rpms.lock");
    shell.run("lock save " + list).ok();
    Path rpm = mirror.rpm("library");
    RpmFile known = RpmFile.read(rpm);
    byte[] signed = Files.readAllBytes(rpm);
    Path copy = koji("library", "x86_64");
    mirror.refresh();
    byte[] changed = signed.clone();
    changed[changed.length - 1] ^= 1;
    Files.write(copy, changed);
    shell.run("mirror koji " + folder.resolve("koji")).ok();
    Typed.Result wrong = shell.run("lock load " + list);
    assertEquals(ExitCode.WORLD, wrong.exit());
    assertTrue(wrong.errors().contains("cannot trust library-"), wrong.errors());

    Files.write(copy, RpmBuilder.of(known.nevra(), Instant.EPOCH).bytes(stranger()));
    Typed.Result unknown = shell.run("lock load " + list);
    assertEquals(ExitCode.WORLD, unknown.exit());
    assertTrue(unknown.errors().contains("unknown key"), unknown.errors());

    Files.write(copy, RpmBuilder.of(OTHER, Instant.EPOCH).bytes(stranger()));
    Typed.Result other = shell.run("lock load " + list);
    assertTrue(other.errors().contains("the package says it is other-"), other.errors());
  }

  private static SigningKey stranger() {
    return SigningKey.fromSeed(new byte[] {1}, "Stranger", Instant.EPOCH);
  }

  private String build() {
    return "build run --output " + folder.resolve("tiny.iso");
  }

  private void archive(String name) throws IOException {
    Path place = folder.resolve("archive/" + TinyMirror.PACKAGES + "Packages");
    Files.createDirectories(place);
    Path rpm = mirror.rpm(name);
    Files.move(rpm, place.resolve(rpm.getFileName()));
  }

  private Path koji(String name, String below) throws IOException {
    Path rpm = mirror.rpm(name);
    assertTrue(RpmFile.read(rpm).sourceRpm().startsWith(name + "-1.0-1.fc44."));
    Path place = folder.resolve("koji/" + name + "/1.0/1.fc44/" + below);
    Files.createDirectories(place);
    return Files.move(rpm, place.resolve(rpm.getFileName()));
  }

  private String signer() throws IOException {
    return KeyRing.read(mirror.key()).keys().get(0).shortId();
  }
}
