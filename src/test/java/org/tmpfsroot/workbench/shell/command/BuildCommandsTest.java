package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.Location;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.Gpg;
import org.tmpfsroot.workbench.testing.NoToolHost;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TinyMirror;

class BuildCommandsTest {
  @TempDir static Path shared;
  private static TinyMirror mirror;

  @TempDir Path folder;
  private Workspace workspace;
  private Typed shell;

  @BeforeAll
  static void makeMirror() {
    mirror = TinyMirror.in(shared.resolve("mirror"));
  }

  @BeforeEach
  void start() {
    TinyBuilds made = TinyBuilds.in(folder, mirror.session());
    workspace = made.workspace();
    Builds builds = made.builds();
    shell =
        Typed.to(
            new BuildCommands(builds),
            new BuildDebugCommands(builds),
            new EngineCommands(workspace, new NoToolHost()),
            new SettingCommands(workspace));
  }

  @Test
  void writesTheImageAndSaysWhatItIs() throws IOException {
    Path image = folder.resolve("out/tiny.iso");
    Typed.Result result = shell.run("build run --output " + image);
    assertEquals(ExitCode.DONE, result.exit(), result.errors());
    List<String> lines = result.output().lines().toList();
    String last = lines.get(lines.size() - 2);
    assertTrue(last.startsWith("wrote " + image + ", "), last);
    assertTrue(last.endsWith(Digest.sha256Of(image).toString()), last);
    assertTrue(lines.get(0).matches("pack-overlay: \\d+\\.\\d s, .*"), lines.get(0));

    assertEquals("beside it tiny.iso.CHECKSUM, tiny.iso.inputs.json", lines.get(lines.size() - 1));
    try (IsoImage written = IsoImage.open(image)) {
      assertArrayEquals(
          written.open(written.find("inputs.json").orElseThrow()).readAllBytes(),
          Files.readAllBytes(folder.resolve("out/tiny.iso.inputs.json")));
    }

    Typed.Result again = shell.run("build run --output " + image);
    assertTrue(again.output().lines().limit(10).allMatch(line -> line.endsWith(": known")));
  }

  @Test
  @RequiresPeer("gpg")
  void signsTheImageWhereAKeyIsSet() throws IOException {
    Gpg gpg = new Gpg(Files.createDirectory(folder.resolve("gpg")));
    gpg.generate("maker@example.org", "ed25519", "open it");
    Path key = gpg.secretKey("maker@example.org", "open it");
    Path image = folder.resolve("out/tiny.iso");
    Path signature = folder.resolve("out/tiny.iso.asc");
    assertEquals(ExitCode.DONE, shell.run("setting set sign.key " + key).exit());
    assertEquals(ExitCode.USAGE, shell.run("setting set sign.key key").exit());
    Typed.Result locked = shell.run("build run --output " + image);
    assertEquals(ExitCode.WORLD, locked.exit());
    assertTrue(locked.errors().contains("locked with a passphrase"), locked.errors());
    assertFalse(locked.output().contains("pack-overlay"), "found before the first step");

    Path passphrase = Files.writeString(folder.resolve("passphrase"), "open it\n");
    shell.run("setting set sign.password-file " + passphrase);
    Typed.Result open = shell.run("build run --output " + image);
    assertTrue(open.errors().contains("chmod 600 " + passphrase), open.errors());
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));

    Typed.Result signed = shell.run("build run --output " + image);
    assertEquals(ExitCode.DONE, signed.exit(), signed.errors());
    assertTrue(signed.output().contains("tiny.iso.asc, tiny.iso.inputs.json\n"), signed.output());
    gpg.run("--verify", signature.toString(), image.toString()).ok();
    assertTrue(shell.run("build log sign-image").output().contains("signed by maker@example.org"));
    assertTrue(shell.run("build run --output " + image).output().contains("sign-image: known"));

    shell.run("setting set timezone Asia/Tokyo");
    shell.run("setting unset sign.key");
    assertEquals(ExitCode.DONE, shell.run("build run --output " + image).exit());
    assertFalse(Files.exists(signature), "it was of another image");
  }

  @Test
  void planSaysWhatIsKnownAndWhyTheRestIsNot() {
    assertTrue(shell.run("build plan").output().contains("write-iso"));
    shell.run("build run --output " + folder.resolve("tiny.iso"));
    shell.run("setting set timezone Asia/Tokyo");
    String plan = shell.run("build plan --why").output();
    assertTrue(plan.contains("\nrender-kickstart: - timezone Etc/UTC\n"), plan);
    assertTrue(plan.contains("\nrender-kickstart: + timezone Asia/Tokyo\n"), plan);
    assertFalse(plan.contains("\nfetch-packages: "), plan);
  }

  @Test
  void planAndStatusAsJsonHaveTheirKeys() throws IOException {
    shell.run("build run --output " + folder.resolve("tiny.iso") + " --to take-accounts");
    ObjectMapper mapper = new ObjectMapper();
    JsonNode plan = mapper.readTree(shell.run("build plan --format json").output());
    assertEquals("pack-overlay", plan.get(0).get("step").asText());
    assertTrue(plan.get(0).get("known").asBoolean());
    assertEquals("fetch-packages", plan.get(3).get("takes").get(0).asText());
    JsonNode status = mapper.readTree(shell.run("build status --format json").output());
    assertEquals("stopped", status.get("state").asText());
    assertEquals("fetch-packages", status.get("steps").get(1).get("step").asText());
    assertEquals("waiting", status.get("steps").get(5).get("state").asText());
    assertTrue(Files.exists(Path.of(status.get("steps").get(1).get("log").asText())));
  }

  @Test
  void logIsThatOfTheStepThatFailed() {
    assertEquals(ExitCode.SESSION, shell.run("build log").exit());
    shell.run("setting set required-services nosuchservice");
    workspace.update("lock", session -> mirror.locked(session));
    Typed.Result run = shell.run("build run --output " + folder.resolve("tiny.iso"));
    assertEquals(ExitCode.SESSION, run.exit(), run.errors());
    assertTrue(run.errors().contains("nosuchservice"), run.errors());
    String log = shell.run("build log").output();
    assertTrue(log.contains("rendering the kickstart") && log.contains("nosuchservice"), log);
    assertTrue(shell.run("build log fetch-packages").output().contains("fetching "));
    assertTrue(shell.run("build status").output().contains("render-kickstart  failed"));
  }

  @Test
  void refusesWhatCannotBe() {
    Typed.Result folderAsFile = shell.run("build run --output " + folder);
    assertEquals(ExitCode.USAGE, folderAsFile.exit());
    assertTrue(folderAsFile.errors().contains("it is a folder"), folderAsFile.errors());
    Typed.Result unknown = shell.run("build run --to write-is");
    assertEquals(ExitCode.USAGE, unknown.exit());
    assertTrue(unknown.errors().contains("did you mean 'write-iso'?"), unknown.errors());
  }

  @Test
  @RequiresPeer("mkfifo")
  void doesNotReplaceAPipe() {
    Path pipe = folder.resolve("pipe");
    Peer.run("mkfifo", pipe.toString()).ok();
    Typed.Result refused = shell.run("build run --output " + pipe);
    assertEquals(ExitCode.USAGE, refused.exit());
    assertTrue(refused.errors().contains("next: name a file; `iso write FILE"), refused.errors());
    assertTrue(AtomicFile.isSpecial(pipe));
  }

  @Test
  void doesNotChangeWhatItIsMadeFrom() throws IOException {
    Path base = Files.copy(mirror.base(), folder.resolve("mine.iso"));
    byte[] before = Files.readAllBytes(base);
    Path link = Files.createSymbolicLink(folder.resolve("link.iso"), base);
    workspace.update(
        "base",
        session ->
            session.withRelease(session.release().withBase(Location.of(link), Optional.empty())));
    for (Path target : List.of(base, link)) {
      Typed.Result refused = shell.run("build run --output " + target);
      assertEquals(ExitCode.USAGE, refused.exit());
      assertTrue(refused.errors().contains("image that this build begins with"), refused.errors());
    }
    assertArrayEquals(before, Files.readAllBytes(base));

    Path tree = Files.createDirectories(folder.resolve("tree"));
    workspace.update(
        "tree", session -> session.withFiles(files -> files.with(FileKind.ISO_ROOT, tree)));
    Typed.Result inside = shell.run("build run --output " + tree.resolve("more/own.iso"));
    assertEquals(ExitCode.USAGE, inside.exit());
    assertTrue(
        inside.errors().contains("it would be part of this session's iso-root"), inside.errors());
    shell.run("build run --output " + folder.resolve("other.iso")).ok();
  }
}
