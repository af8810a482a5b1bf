package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.build.PlannedStep;
import org.tmpfsroot.workbench.build.RunOutcome;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TinyMirror;

/**
 * Whichever engine builds a session's image, it is the same but for what the tools cannot help to
 * do in their own way. Seconds: about thirty, and ninety more for the first image of tools.
 */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"docker", "debootstrap"})
class ParityMachineTest {
  @TempDir Path folder;
  private ImageSession session;
  private BothEngines build;

  @BeforeEach
  void prepare() throws IOException {
    try (Daemon daemon = ContainerMachineTest.daemon()) {
      TestImages.tools(daemon);
    }
    build = new BothEngines(folder.resolve("cache"));
    Path hooks = Files.createDirectories(folder.resolve("build-hooks"));
    Path hook = hooks.resolve("10-mark.sh");
    Files.writeString(
        hook,
        """
        #!/bin/sh
        set -e
        echo "for $WORKBENCH_RELEASE $WORKBENCH_ARCH $WORKBENCH_VOLUME_ID"
        echo marked > "$WORKBENCH_TREE/mark"
        cp "$WORKBENCH_HOOKS/10-mark.sh" copied.sh
        ln -s mark link
        rm "$WORKBENCH_TREE/images/pxeboot/vmlinuz"
        echo changed > images/pxeboot/vmlinuz
        """);
    assertTrue(hook.toFile().setExecutable(true));
    Path installfs = Files.createDirectories(folder.resolve("installfs/etc"));
    Files.writeString(installfs.resolve("motd"), "hello\n");
    session =
        TinyMirror.in(folder.resolve("mirror"))
            .session()
            .withFiles(
                files ->
                    files
                        .with(FileKind.BUILD_HOOKS, hooks)
                        .with(FileKind.INSTALLFS, installfs.resolveSibling("")));
  }

  @Test
  void bothEnginesBuildTheSame() throws IOException {
    Map<String, String> embedded = content(build.run(session));
    List<String> steps = build.worked();
    ImageSession contained = BothEngines.inContainers(session);
    // so that dnf has something to fetch
    build = new BothEngines(folder.resolve("other"));
    RunOutcome outcome = build.run(contained);
    Map<String, String> tools = content(outcome);
    assertEquals(
        build.engine().plan(session).steps().stream().map(step -> step.id()).toList(),
        build.engine().plan(contained).steps().stream().map(step -> step.id()).toList());
    assertEquals(steps, build.worked());
    assertEquals(inputs(session), inputs(contained));

    TreeSet<String> different = new TreeSet<>(embedded.keySet());
    different.addAll(tools.keySet());
    different.removeIf(path -> Objects.equals(embedded.get(path), tools.get(path)));
    // createrepo_c's and our metadata say the same in other bytes; the BIOS's image is told where
    // it lies; mksquashfs packs in its own way; the list of inputs names the engine
    different.removeIf(path -> path.startsWith("repodata/"));
    assertEquals(Set.of("images/eltorito.img", "images/product.img", "inputs.json"), different);
    assertTrue(build.log(contained, "run-build-hooks").contains("10-mark.sh: for 44 x86_64 "));
    assertTrue(build.log(contained, "write-iso").contains("&& env SOURCE_DATE_EPOCH="));

    Path first = outcome.product().orElseThrow();
    Digest digest = Digest.sha256Of(first);
    RunOutcome again =
        build.run(
            contained,
            new RunRange(Optional.of("run-build-hooks"), Optional.empty()),
            Progress.SILENT);
    assertEquals(digest, Digest.sha256Of(again.product().orElseThrow()), "not the same bytes");
    try (IsoImage image = IsoImage.open(again.product().orElseThrow())) {
      assertEquals(
          "marked\n",
          new String(
              image.open(image.find("mark").orElseThrow()).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** What each step says its output depends on, but for what containers add to it. */
  private Map<String, List<String>> inputs(ImageSession each) {
    Map<String, List<String>> inputs = new TreeMap<>();
    for (PlannedStep planned : build.engine().plan(each).steps()) {
      Step step = planned.step();
      List<String> lines = new ArrayList<>(List.of(step.title(), "" + step.takesFrom()));
      lines.addAll(step.key().lines());
      lines.removeIf(line -> line.startsWith("container "));
      inputs.put(step.id(), lines);
    }
    return inputs;
  }

  private static Map<String, String> content(RunOutcome outcome) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (IsoImage image = IsoImage.open(outcome.product().orElseThrow())) {
      for (IsoEntry entry : image.entries()) {
        if (entry.kind() == IsoEntry.Kind.FILE) {
          try (InputStream in = image.open(entry)) {
            content.put(entry.path(), Digest.Algorithm.SHA256.of(in) + " " + entry.mode());
          }
        } else {
          content.put(entry.path(), entry.kind() + " " + entry.linkTarget());
        }
      }
    }
    return content;
  }
}
