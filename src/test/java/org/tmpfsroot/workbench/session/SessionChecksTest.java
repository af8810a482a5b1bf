package org.tmpfsroot.workbench.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.repository.RepositoryLocation;
import org.tmpfsroot.workbench.repository.RepositorySource;

class SessionChecksTest {
  private static final Size ROOT_FULL = Size.ofMiB(1950);

  @TempDir static Path shared;
  private Path key;
  private Path gone;

  /** A way to spoil a sound session, and what must be found. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Spoiled {
    NO_DISK("no-disk", t -> s -> s.withDisks(d -> d.minus("sda"))),
    NO_MAIN_DISK("no-main-disk", t -> s -> s.withDisks(d -> d.plus(Disk.of("sdb")))),
    DISK_TOO_SMALL(
        "disk-too-small",
        t ->
            s ->
                s.withDisks(d -> d.minus("sda").plus(Disk.of("sda").withSize(Size.ofMiB(20_883))))),
    ROOT_TOO_SMALL("root-too-small", t -> s -> t.locked(s, ROOT_FULL)),
    TMPFS_TOO_SMALL("tmpfs-too-small", t -> s -> s.withSettings(x -> x.with("tmpfs-size", "512"))),
    RAM_TOO_SMALL("ram-too-small", t -> s -> s.withSettings(x -> x.with("ram", "1G"))),
    FILE_UNUSABLE(
        "file-unusable",
        t -> s -> s.withFiles(files -> files.withUnchecked(FileKind.KS_POST, t.gone))),
    USER_FILE_UNUSABLE(
        "user-file-unusable",
        t -> s -> s.withUser(new UserChoice("a", List.of(t.gone), List.of(), Optional.empty()))),
    KEY_MISSING(
        "key-missing",
        t -> s -> s.withMirror(s.mirror().withUse(Location.of(shared), List.of(t.gone)))),
    PLACE_MISSING(
        "place-missing", t -> s -> s.withMirror(s.mirror().withKoji(Location.of(t.gone)))),
    NO_LOGIN("no-login", t -> s -> s.withoutUser("robot")),
    NO_REMOTE_ACCESS("no-remote-access", t -> s -> s.withLock(t.lock(s, "bash", Size.ofMiB(900)))),
    NO_REPOSITORY(
        "no-repository",
        t ->
            s ->
                s.withRepositories(
                    r ->
                        new RepositoryChoices(
                            new TreeSet<>(List.of("fedora", "updates")), List.of()))),
    REPOSITORY_UNSIGNED(
        "repository-unsigned", t -> s -> s.withRepositories(r -> r.plus(own().unsigned()))),
    REPOSITORY_KEYLESS("repository-keyless", t -> s -> s.withRepositories(r -> r.plus(own()))),
    LOCK_STALE(
        "lock-stale",
        t -> s -> s.withPackages(p -> p.plus(List.of(PackageSpec.parse("one-more"))))),
    LOCK_MISSING(
        "no-lock",
        t ->
            s -> {
              ImageSession bare = ImageSession.of(s.name(), 44, MachineDefaults.NONE);
              return bare.withDisks(d -> s.disks()).withUser(s.users().get(0));
            });

    private final String id;
    private final Function<SessionChecksTest, UnaryOperator<ImageSession>> how;

    Spoiled(String id, Function<SessionChecksTest, UnaryOperator<ImageSession>> how) {
      this.id = id;
      this.how = how;
    }

    private static RepositorySource own() {
      return RepositorySource.of(
          "own", RepositoryLocation.Baseurl.of(URI.create("https://rpm.example.org/")));
    }
  }

  @BeforeEach
  void writeKey() throws IOException {
    key = shared.resolve("robot.pub");
    gone = shared.resolve("gone");
    Files.writeString(key, "ssh-ed25519 " + "A".repeat(68) + " robot\n");
  }

  @Test
  void findsNothingWrongWithASoundSession() {
    assertEquals(List.of(), ids(sound()));
    assertEquals(List.of(), Readiness.of(sound()));
    SessionChecks.requireNoError(sound());
  }

  @ParameterizedTest
  @EnumSource(Spoiled.class)
  void findsWhatIsSpoiledAndOnlyThat(Spoiled spoiled) {
    ImageSession session = spoiled.how.apply(this).apply(sound());
    assertEquals(List.of(spoiled.id), ids(session).stream().distinct().toList());
    boolean error = SessionChecks.of(session).get(0).isError();
    assertEquals(error, !Readiness.of(session).isEmpty());
    if (error) {
      Fault fault = assertThrows(Fault.class, () -> SessionChecks.requireNoError(session));
      assertEquals(ExitCode.SESSION, fault.exitCode());
    } else {
      SessionChecks.requireNoError(session);
    }
  }

  @Test
  void everyCheckHasACaseThatFailsIt() throws IOException {
    String sources;
    try (Stream<Path> files =
        Files.list(Path.of("src/main/java/org/tmpfsroot/workbench/session"))) {
      sources =
          files
              .filter(file -> file.getFileName().toString().endsWith("Checks.java"))
              .map(SessionChecksTest::read)
              .collect(Collectors.joining());
    }
    TreeSet<String> written = new TreeSet<>();
    Matcher matcher =
        Pattern.compile("(?:error|warning|found)\\(\\s*\"([a-z-]+)\"").matcher(sources);
    while (matcher.find()) {
      written.add(matcher.group(1));
    }
    TreeSet<String> tried = new TreeSet<>();
    Stream.of(Spoiled.values()).forEach(spoiled -> tried.add(spoiled.id));
    assertEquals(written, tried);
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

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
