package org.tmpfsroot.workbench.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;

class SessionChecksTest {
  @TempDir static Path shared;
  private Path key;

  @BeforeEach
  void writeKey() throws IOException {
    key = shared.resolve("robot.pub");
    Files.writeString(key, "ssh-ed25519 " + "A".repeat(68) + " robot\n");
  }

  @Test
  void aLockOfAnotherOrderStillFits() {
    ImageSession session = sound();
    ImageSession reordered =
        session.withPackages(p -> p.minus("bash").plus(List.of(PackageSpec.parse("bash"))));
    assertFalse(session.packages().equals(reordered.packages()));
    assertTrue(PackageRequest.fits(reordered, session.lock().orElseThrow()));
  }

  @Test
  void anotherPolicyArchitectureOrExclusionMakesTheLockStale() {
    ImageSession session = sound();
    List<UnaryOperator<ImageSession>> changes =
        List.of(
            s -> s.withSettings(x -> x.with("weak-deps", "true")),
            s -> s.withSettings(x -> x.with("best", "false")),
            s -> s.withSettings(x -> x.with("firmware", "both")),
            s -> s.withRelease(s.release().withArch("aarch64")),
            s -> s.withPackages(p -> p.excluding(List.of("mta"))));
    for (UnaryOperator<ImageSession> change : changes) {
      assertEquals(List.of("lock-stale"), ids(change.apply(session)));
    }
  }

  /** After {@code release use}, the packages are still those of the release before it. */
  @Test
  void aLockOfAnotherReleaseIsStale() {
    ImageSession session = sound();
    Lock lock = session.lock().orElseThrow();
    List<LockedPackage> packages = new ArrayList<>(lock.packages());
    LockedPackage any = lock.packages().get(0);
    packages.add(
        new LockedPackage(
            new Nevra("fedora-release-common", new Evr(0, "43", "27"), "noarch"),
            any.repository(),
            "Packages/fedora-release-common.rpm",
            any.size(),
            0,
            any.digest(),
            "fedora-release-43-27.src.rpm",
            false,
            List.of()));
    Lock other =
        new Lock(
            packages,
            lock.requests(),
            lock.excludes(),
            lock.arch(),
            lock.repositories(),
            lock.policy());
    assertEquals(
        List.of("it is of another release than Fedora 44"),
        SessionChecks.of(session.withLock(other)).stream().map(Finding::text).toList());
  }

  private ImageSession sound() {
    ImageSession session =
        ImageSession.of("robot", 44, MachineDefaults.NONE)
            .withPackages(
                p ->
                    p.plus(
                        Stream.of("bash", "NetworkManager", "openssh-server")
                            .map(PackageSpec::parse)
                            .toList()))
            .withDisks(d -> d.plus(Disk.of("sda").withSize(Size.ofMiB(32_768))))
            .withUser(new UserChoice("robot", List.of(key), List.of(), Optional.empty()));
    return locked(session, Size.ofMiB(900));
  }

  private ImageSession locked(ImageSession session, Size installed) {
    return session.withLock(lock(session, "NetworkManager openssh-server", installed));
  }

  private Lock lock(ImageSession session, String names, Size installed) {
    return TestLocks.of(session, List.of(names.split(" ")), installed);
  }

  private static List<String> ids(ImageSession session) {
    return SessionChecks.of(session).stream().map(Finding::id).toList();
  }
}
