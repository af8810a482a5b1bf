package org.tmpfsroot.workbench.engine.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.build.RunOutcome;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.repository.RepositoryLocation;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.Location;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.SmallDisk;
import org.tmpfsroot.workbench.testing.TinyMirror;

class BrokenInputTest {
  @TempDir Path folder;
  private TinyMirror mirror;
  private TinyBuild build;

  @BeforeEach
  void makeMirror() {
    mirror = TinyMirror.in(folder.resolve("mirror"));
    build = new TinyBuild(folder.resolve("cache"));
  }

  @AfterEach
  void forgetInterrupt() {
    Thread.interrupted();
  }

  @Test
  void aTruncatedPackage() throws IOException {
    ImageSession session = mirror.session();
    Path rpm = mirror.rpm("library");
    byte[] whole = Files.readAllBytes(rpm);
    Files.write(rpm, Arrays.copyOf(whole, whole.length / 2));
    Fault fault = fails(session);
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains("library-1.0-1.fc44.x86_64.rpm"), fault.what());
    assertTrue(
        fault.why().contains(" has " + whole.length / 2 + " bytes, but " + whole.length),
        fault.why());
    mended(session, rpm, whole);
  }

  @Test
  void aPackageWithAnotherDigest() throws IOException {
    ImageSession session = mirror.session();
    Path rpm = mirror.rpm("editor");
    byte[] whole = Files.readAllBytes(rpm);
    byte[] changed = whole.clone();
    changed[changed.length - 3] ^= 1;
    Files.write(rpm, changed);
    Fault fault = fails(session);
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.why().contains("not the promised sha256:"), fault.why());
    mended(session, rpm, whole);
  }

  @Test
  void aPackageThatIsDamagedAndLockedSo() throws IOException {
    Path rpm = mirror.rpm("editor");
    byte[] changed = Files.readAllBytes(rpm);
    changed[changed.length - 3] ^= 1;
    Files.write(rpm, changed);
    Fault fault = fails(mirror.session());
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains("cannot trust editor-1.0-1.fc44.x86_64"), fault.what());
    assertTrue(fault.why().contains("digest"), fault.why());
  }

  @Test
  void packagesOfNobodyThatIsTrusted() throws IOException {
    ImageSession session = mirror.session();
    ImageSession stranger =
        session.withMirror(session.mirror().withUse(Location.of(mirror.root()), List.of()));
    ImageSession trustsBase =
        stranger.withRelease(
            stranger.release().withBase(Location.of(mirror.base()), Optional.empty()));
    Fault fault = fails(trustsBase);
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.why().contains("unknown key"), fault.why());
    List<LockedPackage> locked = trustsBase.lock().orElseThrow().packages();
    // whichever of them was read first
    assertEquals(
        "cannot trust " + locked.get(0).nevra() + " of the repository fedora", fault.what());

    RepositorySource unsigned =
        RepositorySource.of(
                "fedora",
                RepositoryLocation.Baseurl.of(mirror.root().resolve(TinyMirror.PACKAGES).toUri()))
            .unsigned();
    ImageSession careless =
        trustsBase.withRepositories(
            choices -> choices.minus("fedora", List.of("fedora", "updates")).plus(unsigned));
    assertTrue(Files.exists(build.image(careless)));

    ImageSession warned =
        trustsBase.withSettings(settings -> settings.with("trust.unknown", "warn"));
    assertTrue(Files.exists(build.image(warned)));
    List<String> warnings =
        build
            .log(warned, "fetch-packages")
            .lines()
            .filter(each -> each.contains("unknown key"))
            .toList();
    assertEquals(locked.size(), warnings.size());
    for (int i = 0; i < locked.size(); i++) {
      assertTrue(warnings.get(i).contains(" " + locked.get(i).nevra() + ": "), warnings.get(i));
    }
  }

  @Test
  void aBaseThatIsNoImage() throws IOException {
    Path text = Files.writeString(folder.resolve("base.iso"), "this is no image\n".repeat(9000));
    ImageSession session = mirror.session();
    ImageSession other =
        session.withRelease(session.release().withBase(Location.of(text), Optional.empty()));
    Fault fault = fails(other);
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue((fault.what() + fault.why()).contains("ISO"), fault.toString());
  }

  @Test
  void aBaseThatIsNotWhatItsChecksumSays() throws IOException {
    ImageSession session = mirror.session();
    byte[] changed = Files.readAllBytes(mirror.base());
    changed[changed.length / 2] ^= 1;
    Files.write(mirror.base(), changed);
    Fault fault = fails(session);
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains(TinyMirror.BASE), fault.what());
    assertTrue(fault.why().contains("not the promised sha256:"), fault.why());
  }

  @Test
  void aChecksumFileThatSomebodyChanged() throws IOException {
    ImageSession session = mirror.session();
    Path checksum = mirror.root().resolve(TinyMirror.IMAGES).resolve(TinyMirror.CHECKSUM);
    String text = Files.readString(checksum);
    int digits = text.indexOf(" = ") + 3;
    Files.writeString(
        checksum, text.substring(0, digits) + "0".repeat(64) + text.substring(digits + 64));
    Fault fault = fails(session);
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains("CHECKSUM"), fault.what());
  }

  @Test
  void anImageThatWasDamagedAfterItWasWritten() throws IOException {
    ImageSession session = mirror.session();
    RunOutcome outcome =
        build.run(
            session, new RunRange(Optional.empty(), Optional.of("write-iso")), Progress.SILENT);
    Path image = outcome.output("write-iso").orElseThrow().resolve("image.iso");
    FileTime time = Files.getLastModifiedTime(image);
    byte[] bytes = Files.readAllBytes(image);
    byte[] needle = TinyMirror.random(TinyMirror.PAYLOAD, 5);
    int place = indexOf(bytes, Files.readAllBytes(mirror.rpm("library"))) + needle.length / 2;
    bytes[place] ^= 1;
    Files.write(image, bytes);
    Files.setLastModifiedTime(image, time);
    Fault fault = fails(session);
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(
        fault.why().startsWith("the content of Packages/l/library-1.0-1.fc44.x86_64.rpm is "),
        fault.why());
    assertTrue(fault.next().contains("`build run --from write-iso`"), fault.next());
    build.run(session, new RunRange(Optional.of("write-iso"), Optional.empty()), Progress.SILENT);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i += 2048) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  @Test
  @RequiresPeer({"mount", "umount"})
  void aFullDisk() throws IOException {
    ImageSession session = mirror.session();
    Path place = Files.createDirectories(folder.resolve("small"));
    // packages and base fit, the image does not
    try (SmallDisk disk = SmallDisk.mount(place, 10 << 20)) {
      TinyBuild small = new TinyBuild(place);
      Fault fault = assertThrows(Fault.class, () -> small.image(session));
      assertEquals(ExitCode.WORLD, fault.exitCode());
      assertTrue(fault.why().contains("No space left on device"), fault.getMessage());
      small.assertNothingHalfDone();
      disk.grow(64 << 20);
      small.worked();
      small.image(session);
      assertFalse(small.worked().contains("fetch-packages"), "what was done stays done");
    }
  }

  @RepeatedTest(12)
  void cancellingAnywhereLeavesCachesWhole(RepetitionInfo repetition) throws IOException {
    ImageSession session = mirror.session();
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    long moment = random.nextLong(30 << 20);
    AtomicLong moved = new AtomicLong();
    // as Ctrl-C does: whoever runs the build, whichever of its threads does the work
    Thread work = Thread.currentThread();
    Progress interrupting =
        new Progress() {
          @Override
          public Task begin(String title, long total) {
            return amount -> {
              if (moved.addAndGet(amount) >= moment) {
                work.interrupt();
              }
            };
          }

          @Override
          public void note(String line) {}
        };
    try {
      build.run(session, RunRange.ALL, interrupting);
      assertTrue(moved.get() < moment || Thread.interrupted(), "seed " + repetition);
    } catch (Cancelled e) {
      assertTrue(Thread.interrupted(), "seed " + repetition);
    }
    build.assertNothingHalfDone();
    TinyBuild fresh = new TinyBuild(folder.resolve("fresh"));
    assertArrayEquals(
        Files.readAllBytes(fresh.image(session)),
        Files.readAllBytes(build.image(session)),
        "seed " + repetition);
  }

  private Fault fails(ImageSession session) throws IOException {
    Fault fault = assertThrows(Fault.class, () -> build.image(session));
    build.assertNothingHalfDone();
    return fault;
  }

  private void mended(ImageSession session, Path rpm, byte[] whole) throws IOException {
    // as a mirror does it: a new file takes the old one's place
    Files.delete(rpm);
    Files.write(rpm, whole);
    assertTrue(Files.exists(build.image(session)));
  }
}
