package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.TinyMirror;

class BuildReportCommandsTest {
  private static final String HASH = "$6$saltsalt$" + "a1B2".repeat(21) + "xy";

  @TempDir static Path shared;
  private static TinyMirror mirror;

  @TempDir Path folder;
  private Path image;
  private Path page;
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
            new BuildReportCommands(builds),
            new SettingCommands(workspace));
    image = folder.resolve("tiny.iso");
    page = folder.resolve("pages/tiny.html");
  }

  private String report() throws IOException {
    shell.run("build report " + page).ok();
    return Files.readString(page);
  }

  @Test
  void tellsOfTheImageAndHasNoPassword() throws IOException {
    shell.run("setting set root-password '" + HASH + "'").ok();
    workspace.update("lock", mirror::locked);
    shell.run("build run --output " + image).ok();
    String html = report();
    assertTrue(html.contains("<td>" + Digest.sha256Of(image) + "</td>"), "the image's digest");
    assertTrue(html.contains("<td>the installer image</td>"), "what inputs.json says");
    assertTrue(html.contains("<td>all that write-iso gave</td>"), "the outputs of steps");
    assertTrue(html.contains("rootpw --iscrypted &#39;(set)&#39;"), "the kickstart");
    assertTrue(html.contains("root-password=(set)"), "the settings");
    assertFalse(html.contains("saltsalt"), "the hash");
    assertTrue(html.contains("reading the image back"), "what the steps said");
    byte[] first = Files.readAllBytes(page);
    report();
    assertArrayEquals(first, Files.readAllBytes(page));
  }

  @Test
  void aRunThatFailedHasAPageWithWhatTheHookSaid() throws IOException {
    Path hooks = Files.createDirectories(folder.resolve("hooks"));
    Path hook =
        Files.writeString(
            hooks.resolve("10-no.sh"), "#!/bin/sh\necho '<b onclick=\"x\">no</b>'\nexit 7\n");
    assertTrue(hook.toFile().setExecutable(true));
    workspace.update(
        "hooks", session -> session.withFiles(files -> files.with(FileKind.BUILD_HOOKS, hooks)));
    assertEquals(ExitCode.SESSION, shell.run("build run --output " + image).exit());
    String html = report();
    assertTrue(html.contains("&lt;b onclick=&quot;x&quot;&gt;no&lt;/b&gt;"), "its last words");
    assertFalse(html.contains("<b "), "as markup");
    assertTrue(html.contains("the run did not come so far"));
  }

  @Test
  void whatItCannotTellItDoesNot() {
    Typed.Result never = shell.run("build report " + page);
    assertEquals(ExitCode.SESSION, never.exit());
    assertTrue(never.errors().contains("no image of this session was built here"));
    shell.run("build run --output " + image, "setting set timezone Asia/Tokyo").ok();
    Typed.Result changed = shell.run("build report " + page);
    assertEquals(ExitCode.SESSION, changed.exit());
    assertTrue(
        changed.errors().contains("render-kickstart would take something else now"),
        changed.errors());
    assertFalse(Files.exists(page));
    assertEquals(ExitCode.WORLD, shell.run("setting unset timezone", "build report /").exit());
  }
}
