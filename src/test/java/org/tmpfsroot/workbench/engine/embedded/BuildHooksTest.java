package org.tmpfsroot.workbench.engine.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.build.RunHistory;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.build.StepState;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.testing.TinyMirror;

class BuildHooksTest {
  @TempDir static Path shared;
  private static TinyMirror mirror;

  @TempDir Path folder;
  private Path hooks;
  private TinyBuild build;

  @BeforeAll
  static void makeMirror() {
    mirror = TinyMirror.in(shared.resolve("mirror"));
  }

  @BeforeEach
  void makeFolders() throws IOException {
    hooks = Files.createDirectories(folder.resolve("hooks"));
    build = new TinyBuild(folder.resolve("cache"));
  }

  @Test
  void hooksRunInTheTreeInTheOrderOfTheirNames() throws IOException {
    hook("20-second.sh", "cat first > second; pwd; test \"$PWD\" = \"$WORKBENCH_TREE\"");
    hook(
        "10-first.sh",
        "echo $WORKBENCH_RELEASE $WORKBENCH_ARCH $WORKBENCH_VOLUME_ID > first",
        "test -x \"$WORKBENCH_HOOKS/10-first.sh\"; touch \"$WORKBENCH_SCRATCH/x\"",
        "rm media.repo; chmod +x ks.cfg; ln -s first link");
    try (IsoImage image = IsoImage.open(build.image(session()))) {
      assertEquals("44 x86_64 tmpfsroot-fedora\n", TinyBuild.text(image, "first"));
      assertEquals("44 x86_64 tmpfsroot-fedora\n", TinyBuild.text(image, "second"));
      assertEquals("first", image.find("link").orElseThrow().linkTarget());
      assertTrue(image.find("media.repo").isEmpty());
      assertEquals(0755, image.find("ks.cfg").orElseThrow().mode());
    }
    assertTrue(build.log(session(), "run-build-hooks").contains("20-second.sh: /"));
  }

  @Test
  void whatAHookDoesReachesNoCache() throws IOException {
    Path image = build.image(mirror.session());
    build.worked();
    hook("10-spoil.sh", "for f in Packages/e/* images/install.img; do echo spoilt > $f; done");
    Fault fault = assertThrows(Fault.class, () -> build.image(session()));
    assertTrue(
        fault.why().contains("is no RPM")
            || fault.what().contains("not an RPM")
            || fault.why().contains("RPM"),
        fault.getMessage());
    build.worked();
    assertEquals(image, build.image(mirror.session()));
    assertEquals(List.of(), build.worked());
  }

  @Test
  void aPackageThatAHookAddsIsInTheMetadata() throws IOException {
    Path added = Files.copy(mirror.rpm("kbd"), folder.resolve("added.rpm"));
    hook("10-add.sh", "mkdir -p Packages/x; cp '" + added + "' Packages/x/added.rpm");
    ImageSession session = session();
    Path image = build.image(session);
    try (IsoImage opened = IsoImage.open(image)) {
      assertTrue(opened.find("Packages/x/added.rpm").isPresent());
      String primary =
          opened.entries().stream()
              .map(entry -> entry.path())
              .filter(path -> path.endsWith("-primary.xml.zst"))
              .findFirst()
              .orElseThrow();
      try (java.io.InputStream in =
          org.tmpfsroot.workbench.io.Compression.decompress(
              opened.open(opened.find(primary).orElseThrow()))) {
        String xml = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(xml.contains("href=\"Packages/x/added.rpm\""), "in primary.xml");
      }
    }
  }

  @Test
  void aFailingHookStopsTheBuildAndShowsItsLastLines() throws IOException {
    hook("10-fine.sh", "echo fine");
    hook("20-fails.sh", "echo one; echo two >&2; exit 7");
    Fault fault = assertThrows(Fault.class, () -> build.image(session()));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.what().contains("20-fails.sh"), fault.what());
    assertEquals("it ended with status 7: one / two", fault.why());
    assertTrue(fault.next().contains("`build inspect run-build-hooks`"), fault.next());
    assertEquals(
        StepState.FAILED,
        new RunHistory(build.cache()).last("tiny").orElseThrow().step("run-build-hooks").state());
    String log = build.log(session(), "run-build-hooks");
    assertTrue(log.contains("10-fine.sh: fine") && log.contains("20-fails.sh: two"), log);

    build.worked();
    hook("20-fails.sh", "echo mended");
    build.image(session());
    assertEquals(
        List.of("run-build-hooks", "write-repodata", "build-efi-image", "write-iso", "verify-iso"),
        build.worked());
  }

  @Test
  void aHookThatWouldNotRunIsToldBeforeAnythingDoes() throws IOException {
    Files.writeString(hooks.resolve("10-forgotten.sh"), "#!/bin/sh\n");
    Fault fault = assertThrows(Fault.class, () -> build.image(session()));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue((fault.what() + fault.why()).contains("10-forgotten.sh"), fault.toString());
    assertEquals(List.of(), build.worked());
  }

  @Test
  void aHookThatTakesTooLongIsEndedWithAllItStarted() throws IOException {
    Path alive = folder.resolve("alive");
    hook("10-waits.sh", "sleep 1000 & echo $! > '" + alive + "'; echo waiting; wait");
    ImageSession hasty = session().withSettings(s -> s.with("hook-time-limit", "1s"));
    Fault fault = assertThrows(Fault.class, () -> build.image(hasty));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.what().endsWith("10-waits.sh took too long"), fault.what());
    assertEquals(
        "it did not end within 1 s, and was ended with all that it had started; it said last:"
            + " waiting",
        fault.why());
    assertTrue(fault.next().contains("`setting set hook-time-limit 2h`"), fault.next());
    long pid = Long.parseLong(Files.readString(alive).strip());
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void theTimeLimitDoesNotMakeAStepUnknown() throws IOException {
    hook("10-fast.sh", "echo fast");
    build.image(session());
    build.worked();
    build.image(session().withSettings(s -> s.with("hook-time-limit", "2m")));
    assertEquals(List.of(), build.worked());
  }

  @Test
  void cancellingEndsAHookAndAllItStarted() throws Exception {
    Path alive = folder.resolve("alive");
    hook("10-waits.sh", "sleep 1000 & echo $! > '" + alive + "'; echo started; wait");
    CountDownLatch started = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                build.run(session(), RunRange.ALL, noting(started));
              } catch (RuntimeException e) {
                thrown.set(e);
              }
            });
    thread.start();
    started.await();
    thread.interrupt();
    thread.join();
    assertTrue(thrown.get() instanceof Cancelled, () -> String.valueOf(thrown.get()));
    long pid = Long.parseLong(Files.readString(alive).strip());
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    build.assertNothingHalfDone();
  }

  private static Progress noting(CountDownLatch started) {
    return new Progress() {
      @Override
      public Task begin(String title, long total) {
        return amount -> {};
      }

      @Override
      public void note(String line) {
        if (line.endsWith("started")) {
          started.countDown();
        }
      }
    };
  }

  private ImageSession session() {
    return mirror.session().withFiles(files -> files.with(FileKind.BUILD_HOOKS, hooks));
  }

  private void hook(String name, String... lines) throws IOException {
    Path script = hooks.resolve(name);
    Files.writeString(script, "#!/bin/sh -e\n" + String.join("\n", lines) + "\n");
    assertTrue(script.toFile().setExecutable(true));
  }
}
