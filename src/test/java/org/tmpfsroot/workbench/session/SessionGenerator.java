package org.tmpfsroot.workbench.session;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.disk.Filesystem;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockPolicy;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.LockedRepository;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.RepositoryLocation;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;

/** Sessions with every input there is, from a seed. */
public final class SessionGenerator {
  private static final List<String> SETTINGS =
      List.of(
          "weak-deps=true",
          "best=false",
          "volume-id=ROBOT-7",
          "tmpfs-size=3G",
          "tmpfs-size=60%",
          "ram=8G",
          "firmware=both",
          "http-url=http://10.0.0.1/iso",
          "language=ja_JP.UTF-8",
          "keyboard=jp",
          "timezone=Asia/Tokyo",
          "ntp=a.example,b.example",
          "hostname=robot",
          "selinux=permissive",
          "serial-console=none",
          "kernel-options=--panic=5 quiet",
          "required-services=sshd,docker",
          "uuid-seed=seven",
          "root-password=$6$saltsalt$01234567890123456789012345",
          "trim.docs=false",
          "docker.image=tools:44",
          "trust.weak=warn",
          "engine.write-iso=docker");
  private static final List<String> SPECS =
      List.of(
          "bash",
          "glibc.i686",
          "kernel-6.1.0-1.fc44",
          "vim*",
          "/usr/bin/zsh",
          "@core",
          "@^server-product-environment",
          "libfoo(x86-64) >= 2:1.0~rc1^git");

  private final SplittableRandom random;
  private final Path folder;
  private final List<String> files = new ArrayList<>();
  private final List<String> folders = new ArrayList<>();
  private final List<String> hashes = new ArrayList<>();

  /** Names files and folders that need not be there. */
  SessionGenerator(long seed, Path folder) {
    this.random = new SplittableRandom(seed);
    this.folder = folder;
    List<String> all = List.of("ks/ks.root.cfg", "a b/ü#%20.txt", "../beside", "/etc/elsewhere");
    files.addAll(all);
    folders.addAll(all);
    folders.add(".");
    hashes.addAll(all);
  }

  /** Makes the files and folders it names, so that they can be typed. */
  public static SessionGenerator withFiles(long seed, Path folder) throws IOException {
    SessionGenerator generator = new SessionGenerator(seed, folder);
    generator.files.clear();
    generator.folders.clear();
    generator.hashes.clear();
    // good as kickstart text, as SSH keys and as a file with OpenPGP keys
    String text =
        "# -----BEGIN PGP PUBLIC KEY BLOCK-----\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ00 me\n";
    for (String name : List.of("ks/ks.root.cfg", "a b/ü#%20.txt", "it's ${HOME}", "--key")) {
      write(folder.resolve(name), text);
      generator.files.add(name);
    }
    write(folder.resolve("hash $1"), "$6$saltsalt$" + "a".repeat(86) + "\n");
    generator.hashes.add("hash $1");
    generator.folders.addAll(List.of(".", "ks", "a b"));
    return generator;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** The next session. */
  public ImageSession session() {
    ImageSession session =
        ImageSession.of("s" + random.nextInt(1000), random.nextInt(34, 45), MachineDefaults.NONE)
            .withRepositories(this::repositories)
            .withPackages(this::packages)
            .withDisks(this::disks)
            .withSettings(this::settings);
    ReleaseChoice release =
        new ReleaseChoice(
            session.release().number(),
            pick(ReleaseChoice.ARCHES),
            maybe(() -> place(files)),
            maybe(() -> place(files)));
    Optional<Location> use = maybe(() -> place(folders));
    session =
        session
            .withRelease(release)
            .withMirror(
                new MirrorChoice(
                    use,
                    use.isPresent() ? paths() : List.of(),
                    maybe(() -> place(folders)),
                    maybe(() -> place(folders))));
    for (int i = random.nextInt(3); i > 0; i--) {
      session = session.withUser(user("user" + i));
    }
    for (FileKind kind : FileKind.values()) {
      if (random.nextBoolean()) {
        List<String> names = kind.form() == FileKind.Form.TEXT ? files : folders;
        session = session.withFiles(choices -> choices.withUnchecked(kind, path(names)));
      }
    }
    if (random.nextInt(3) == 0) {
      session =
          session.withEngine(
              EngineChoice.of(EngineChoice.Kind.DOCKER, maybe(() -> "tcp://build-host:2376")));
    }
    return random.nextBoolean() ? session.withLock(lock()) : session;
  }

  private RepositoryChoices repositories(RepositoryChoices none) {
    TreeSet<String> removed = new TreeSet<>();
    if (random.nextBoolean()) {
      removed.add(pick(List.of("fedora", "updates")));
    }
    RepositoryChoices choices = new RepositoryChoices(removed, List.of());
    for (int i = random.nextInt(3); i > 0; i--) {
      RepositoryLocation location =
          switch (random.nextInt(4)) {
            case 0 -> new RepositoryLocation.Metalink(URI.create("https://m.example/metalink?a=b"));
            case 1 -> new RepositoryLocation.Mirrorlist(URI.create("https://m.example/list"));
            case 2 -> new RepositoryLocation.Baseurl(List.of(place(folders).uri()));
            default ->
                new RepositoryLocation.Baseurl(List.of(place(folders).uri(), place(folders).uri()));
          };
      choices =
          choices.plus(
              new RepositorySource(
                  "repo-" + i,
                  location,
                  paths().stream().map(path -> Location.of(path).uri()).toList(),
                  random.nextInt(1, 100),
                  random.nextBoolean() ? RepositorySource.USUAL_COST : random.nextInt(1, 2000),
                  random.nextBoolean(),
                  false));
    }
    return choices;
  }

  private PackageChoices packages(PackageChoices none) {
    return new PackageChoices(
        some(SPECS).stream().map(PackageSpec::parse).toList(), some(List.of("mta*", "sendmail")));
  }

  private DiskChoices disks(DiskChoices none) {
    DiskChoices choices = none;
    for (String name : some(List.of("sda", "nvme0n1", "mmcblk0"))) {
      choices =
          choices.plus(
              new Disk(
                  name,
                  maybe(() -> Size.ofMiB(random.nextInt(1, 100_000))),
                  maybe(() -> DiskMatch.parse("size>=16G,bus=nvme"))));
    }
    if (!choices.disks().isEmpty() && random.nextBoolean()) {
      choices = choices.withMain(pick(choices.disks()).name());
    }
    Layout layout = Layout.standard();
    for (String mount : some(List.of("/opt", "/var/cache", "/var/lib/docker"))) {
      layout = layout.minus(mount);
    }
    for (String mount : some(List.of("/data", "/srv/a", "/opt"))) {
      if (layout.partition(mount).isEmpty()) {
        layout =
            layout.plus(
                Partition.added(
                    mount,
                    Size.ofMiB(random.nextInt(1, 9000)),
                    pick(List.of(Filesystem.EXT4, Filesystem.XFS, Filesystem.BTRFS)),
                    random.nextBoolean() ? "" : "noatime,commit=30"));
      }
    }
    for (String mount : some(layout.mounts())) {
      layout = layout.withSize(mount, Size.ofMiB(random.nextInt(1, 9000)));
    }
    return choices.withLayout(layout);
  }

  private Settings settings(Settings none) {
    Settings settings = none;
    for (String setting : some(SETTINGS)) {
      int equals = setting.indexOf('=');
      settings = settings.with(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return settings;
  }

  private UserChoice user(String name) {
    return new UserChoice(
        name, paths(), some(List.of("docker", "wheel")), maybe(() -> path(hashes)));
  }

  private Lock lock() {
    List<LockedPackage> packages =
        IntStream.range(0, random.nextInt(5))
            .mapToObj(
                i ->
                    new LockedPackage(
                        new Nevra("p" + i, new Evr(i, "1." + i + "~rc1", "2.fc44"), "noarch"),
                        "fedora",
                        "Packages/p/p" + i + ".rpm",
                        random.nextInt(1000),
                        random.nextInt(5000),
                        Digest.sha256Of(new byte[] {(byte) i}),
                        "p-src.rpm",
                        i == 0,
                        i == 0
                            ? List.of()
                            : List.of(
                                new LockedPackage.Need(
                                    "p0", DependencyKind.REQUIRES, "p" + i + " >= 1"))))
            .toList();
    return new Lock(
        packages,
        List.of(
            Wanted.byUser(PackageSpec.parse("p0")),
            new Wanted(PackageSpec.parse("p1"), "installer")),
        List.of("x*"),
        "x86_64",
        List.of(new LockedRepository("fedora", "17", Digest.sha256Of(new byte[0]))),
        LockPolicy.STANDARD.withBest(random.nextBoolean()));
  }

  private Location place(List<String> names) {
    return random.nextBoolean()
        ? new Location(URI.create("https://mirror.example/fedora/"))
        : Location.of(path(names));
  }

  private List<Path> paths() {
    return IntStream.range(0, random.nextInt(3)).mapToObj(i -> path(files)).distinct().toList();
  }

  private Path path(List<String> names) {
    return folder.resolve(pick(names)).normalize();
  }

  private <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private <T> List<T> some(List<T> items) {
    List<T> chosen = new ArrayList<>();
    items.forEach(
        item -> {
          if (random.nextInt(3) == 0) {
            chosen.add(item);
          }
        });
    return chosen;
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }
}
