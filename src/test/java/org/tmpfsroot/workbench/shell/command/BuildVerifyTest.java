package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.NoToolHost;
import org.tmpfsroot.workbench.testing.TinyMirror;

class BuildVerifyTest {
  @TempDir static Path shared;
  private static TinyMirror mirror;

  @TempDir Path folder;
  private Path image;
  private Builds builds;
  private Workspace workspace;
  private Typed shell;

  @BeforeAll
  static void makeMirror() {
    mirror = TinyMirror.in(shared.resolve("mirror"));
  }

  @BeforeEach
  void build() {
    TinyBuilds made = TinyBuilds.in(folder, mirror.session());
    workspace = made.workspace();
    builds = made.builds();
    shell =
        Typed.to(
            new BuildCommands(builds),
            new BuildVerifyCommands(builds),
            new BuildHistoryCommands(builds, workspace, new NoToolHost()),
            new SettingCommands(workspace));
    image = folder.resolve("tiny.iso");
    shell.run("build run --output " + image).ok();
  }

  private Typed.Result verify() {
    return shell.run("build verify " + image);
  }

  private void change(long offset, int toggled) throws IOException {
    // the file shares its bytes with the cache
    Path copy = folder.resolve("copy.iso");
    Files.copy(image, copy);
    try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
      file.seek(offset);
      int was = file.read();
      file.seek(offset);
      file.write(was ^ toggled);
    }
    image = copy;
  }

  private long offsetOf(String path) throws IOException {
    try (IsoImage opened = IsoImage.open(image)) {
      return opened.find(path).orElseThrow().extents().get(0).offset();
    }
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder.resolve("build/fresh"))) {
      assertEquals(1, left.count(), "only the lock");
    }
  }

  @Test
  void theSameImageIsSaidToBeSo() throws IOException {
    String said = verify().ok();
    assertTrue(said.contains("\nwrite-iso: "), "every step runs anew: " + said);
    assertFalse(said.contains(": known"), said);
    assertTrue(
        said.endsWith(
            "tiny.iso is what this session builds, byte for byte: "
                + Digest.sha256Of(image)
                + "\n"),
        said);
    assertNothingLeft();
    JsonNode json =
        new ObjectMapper().readTree(shell.run("build verify " + image + " --format json").ok());
    assertTrue(json.get("equal").asBoolean());
    assertTrue(json.get("first").isNull());
  }

  @Test
  void aByteChangedLaterIsNamedWithItsFile() throws IOException {
    change(offsetOf("ks.cfg") + 7, 1);
    Typed.Result result = verify();
    assertEquals(ExitCode.SESSION, result.exit());
    assertTrue(result.output().contains(" of the image is in the file ks.cfg, byte 7 of it\n"));
    assertTrue(result.output().contains("it was changed after it was built"), result.output());
    assertTrue(result.output().contains("kickstart  ks.cfg"), result.output());
    assertNothingLeft();
  }

  @Test
  void aChangedStructureIsNamedWithItsFieldAndBothValues() throws IOException {
    change(32_768 + 40, 'T' ^ 't' ^ 't' ^ 'Q');
    Typed.Result result = verify();
    assertTrue(
        result.output().contains("is in the volume id in the primary volume descriptor, byte 40"),
        result.output());
    assertTrue(result.output().contains("('"), result.output());
    JsonNode first =
        new ObjectMapper()
            .readTree(shell.run("build verify " + image + " --format json").output())
            .get("first");
    assertEquals(32_808, first.get("offset").asLong());
    assertEquals("volume id", first.get("field").asText());
  }

  @Test
  void damagedDirectoriesAreADifferenceLikeAnother() throws IOException {
    long root;
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
      file.seek(32_768 + 158);
      root = Integer.toUnsignedLong(Integer.reverseBytes(file.readInt())) * 2048;
    }
    change(root, 0x80);
    Typed.Result result = verify();
    assertEquals(ExitCode.SESSION, result.exit());
    assertTrue(
        result
            .output()
            .contains("the length of the record in the ISO 9660 directory record (of itself) of /"),
        result.output());
  }

  @Test
  void saysThatOtherThingsWentIn() {
    shell.run("setting set timezone Asia/Tokyo").ok();
    Typed.Result result = verify();
    assertEquals(ExitCode.SESSION, result.exit());
    assertTrue(result.output().contains("other things went into it"), result.output());
    assertTrue(result.output().matches("(?s).*\nfiles +ks\\.cfg +\\d+ bytes, sha256:.*"));
    assertFalse(result.output().contains("changed after it was built"), result.output());
  }

  @Test
  void whatIsNoWholeImageIsTheWorldsFault() throws IOException {
    Path cut = folder.resolve("short.iso");
    byte[] bytes = Files.readAllBytes(image);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 3000));
    Typed.Result truncated = shell.run("build verify " + cut);
    assertEquals(ExitCode.WORLD, truncated.exit());
    assertTrue(truncated.errors().contains("is truncated"), truncated.errors());
    Path text = Files.writeString(folder.resolve("text.iso"), "no image");
    assertEquals(ExitCode.WORLD, shell.run("build verify " + text).exit());
    assertEquals(ExitCode.WORLD, shell.run("build verify " + folder.resolve("none.iso")).exit());
    assertEquals(ExitCode.WORLD, shell.run("build verify " + folder).exit());
    assertFalse(Files.exists(folder.resolve("build/fresh")), "nothing was begun for them");
  }

  @Test
  void whatHangsOnBehindTheEndIsADifference() throws IOException {
    Path longer = folder.resolve("longer.iso");
    byte[] bytes = Files.readAllBytes(image);
    Files.write(longer, java.util.Arrays.copyOf(bytes, bytes.length + 2048));
    Typed.Result result = shell.run("build verify " + longer);
    assertEquals(ExitCode.SESSION, result.exit());
    assertTrue(result.output().contains("byte " + bytes.length + " of the image is in the end"));
    assertTrue(result.output().contains("built: nothing, it ends there"), result.output());
  }

  @Test
  void whatAKilledOneLeftIsClearedAway() throws IOException {
    Path orphan = folder.resolve("build/fresh/.wb-tmp-killed/build/steps");
    Files.createDirectories(orphan);
    shell.run("build clean --all").ok();
    assertNothingLeft();
    Files.createDirectories(orphan);
    verify().ok();
    assertNothingLeft();
  }

  @Test
  void aFailingStepIsToldAndCancellingLeavesNothing() throws IOException {
    Path hooks = Files.createDirectories(folder.resolve("hooks"));
    Path hook = Files.writeString(hooks.resolve("10-no.sh"), "#!/bin/sh\nexit 7\n");
    assertTrue(hook.toFile().setExecutable(true));
    workspace.update(
        "hooks", session -> session.withFiles(files -> files.with(FileKind.BUILD_HOOKS, hooks)));
    Typed.Result result = verify();
    assertEquals(ExitCode.SESSION, result.exit());
    assertTrue(result.errors().contains("ended with status 7"), result.errors());
    assertTrue(result.errors().contains("type `build run`, which"), result.errors());
    assertNothingLeft();

    Files.writeString(hook, "#!/bin/sh\nsleep 600\n");
    Thread typing = Thread.currentThread();
    Output interrupting =
        new Output() {
          private final Output silent = Output.to(new PrintWriter(new StringWriter()));

          @Override
          public void line(org.tmpfsroot.workbench.shell.Styled text) {
            // the step before the hooks has ended
            if (text.text().startsWith("stage-tree")) {
              typing.interrupt();
            }
          }

          @Override
          public int width() {
            return silent.width();
          }

          @Override
          public org.tmpfsroot.workbench.io.Progress progress() {
            return silent.progress();
          }

          @Override
          public int handOver(
              java.util.List<String> command,
              Path place,
              java.util.Map<String, String> environment) {
            return silent.handOver(command, place, environment);
          }
        };
    BuildVerifyCommands commands = new BuildVerifyCommands(builds);
    assertThrows(
        Cancelled.class,
        () -> commands.verify(image, Optional.empty(), Format.TABLE, interrupting));
    Thread.interrupted();
    assertNothingLeft();
  }
}
