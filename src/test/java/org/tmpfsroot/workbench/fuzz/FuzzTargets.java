package org.tmpfsroot.workbench.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tmpfsroot.workbench.engine.docker.ContainerReaders;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.FatImage;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.iso.IsoWriter;
import org.tmpfsroot.workbench.kickstart.KickstartChecks;
import org.tmpfsroot.workbench.kickstart.UserPart;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockJson;
import org.tmpfsroot.workbench.lock.LockList;
import org.tmpfsroot.workbench.lock.LockPolicy;
import org.tmpfsroot.workbench.lock.PackagesList;
import org.tmpfsroot.workbench.openpgp.ClearSigned;
import org.tmpfsroot.workbench.openpgp.DetachedSignature;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.SigningKey;
import org.tmpfsroot.workbench.repository.MetadataReaders;
import org.tmpfsroot.workbench.rpm.Integrity;
import org.tmpfsroot.workbench.rpm.Nevra;
import org.tmpfsroot.workbench.rpm.RpmBuilder;
import org.tmpfsroot.workbench.rpm.RpmFile;
import org.tmpfsroot.workbench.rpm.RpmPayload;
import org.tmpfsroot.workbench.script.CommandFile;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.SessionJson;
import org.tmpfsroot.workbench.testing.FuzzReader;

/** Every reader of bytes from elsewhere, by the name that {@code scripts/fuzz} knows it by. */
public final class FuzzTargets {
  private static final String NAME = "what is read";
  private static final long MOST_READ = 64L << 20;
  private static final SigningKey KEY =
      SigningKey.fromSeed(new byte[] {7}, "Fuzz", Instant.parse("2026-01-01T00:00:00Z"));
  private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);

  private FuzzTargets() {}

  /** All of them. */
  public static Map<String, FuzzReader> all() {
    Map<String, FuzzReader> targets = new TreeMap<>(MetadataReaders.all());
    targets.put("rpm", (bytes, file) -> readPackage(file));
    targets.put("iso", (bytes, file) -> readImage(file));
    targets.put("fat", (bytes, file) -> readFat(FatImage.of(bytes, NAME)));
    targets.put("lock-list", (bytes, file) -> LockList.read(file));
    targets.put("lock-json", (bytes, file) -> LockJson.read(bytes, NAME));
    targets.put("packages-list", (bytes, file) -> PackagesList.parse(text(bytes), NAME));
    targets.put("session", (bytes, file) -> SessionJson.read(file, MachineDefaults.NONE));
    targets.put("command-file", (bytes, file) -> CommandFile.read(file, NAME));
    targets.put(
        "kickstart",
        (bytes, file) ->
            KickstartChecks.ofParts(
                List.of(new UserPart(UserPart.Kind.ROOT, NAME, text(bytes))), 44));
    targets.put("key", (bytes, file) -> KeyRing.of(NAME, bytes).keys());
    targets.put(
        "signature", (bytes, file) -> DetachedSignature.verify(bytes, DATA, KEY.ring()).inWords());
    targets.put("tar", ContainerReaders.tar());
    targets.put("clear-signed", (bytes, file) -> ClearSigned.open(NAME, bytes, KEY.ring()));
    return targets;
  }

  /** Lets one of them read; what is no fault is thrown on. */
  static void read(FuzzReader reader, byte[] bytes, Path file) throws IOException {
    Files.write(file, bytes);
    try {
      reader.read(bytes, file);
    } catch (Fault e) {
      if (e.what().isBlank() || e.why().isBlank() || e.next().isBlank()) {
        throw new AssertionError("a fault without words", e);
      }
    }
  }

  private static void readPackage(Path file) {
    RpmFile rpm = RpmFile.read(file);
    rpm.nevra();
    rpm.requires();
    rpm.provides();
    rpm.files();
    rpm.changelog();
    Integrity.check(file, KEY.ring()).inWords();
    byte[] buffer = new byte[1 << 14];
    long read = 0;
    try (RpmPayload payload = RpmPayload.open(file)) {
      while (payload.next().isPresent() && read < MOST_READ) {
        for (int n = payload.read(buffer, 0, buffer.length);
            n >= 0 && read < MOST_READ;
            n = payload.read(buffer, 0, buffer.length)) {
          read += n;
        }
      }
    }
  }

  private static void readImage(Path file) throws IOException {
    try (IsoImage image = IsoImage.open(file)) {
      image.volumeId();
      image.volumeDate();
      image.bootEntries();
      image.bootCatalog();
      image.partitions();
      image.efiImage();
      for (IsoEntry entry : image.entries()) {
        if (entry.kind() == IsoEntry.Kind.FILE) {
          try (InputStream in = image.open(entry)) {
            in.readNBytes(1 << 16);
          }
        }
      }
    }
  }

  private static void readFat(FatImage image) {
    image.label();
    for (String path : image.paths()) {
      image.read(path);
      image.extentsOf(path);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** What the readers are meant for, made by this project's own writers, by target. */
  static Map<String, byte[]> seeds() throws IOException {
    Map<String, byte[]> seeds = new TreeMap<>(MetadataReaders.seeds());
    seeds.put(
        "rpm",
        RpmBuilder.of(Nevra.parse("a-1-1.noarch").orElseThrow(), Instant.EPOCH)
            .requires("b >= 2")
            .file("/etc/a", 0644, DATA)
            .link("/etc/b", "a")
            .bytes(KEY));
    Path folder = Files.createTempDirectory("seeds");
    IsoTree tree = new IsoTree();
    tree.file("a/b.txt", IsoContent.ofBytes(DATA));
    IsoWriter.write(
        IsoSpec.of("FUZZ", Instant.EPOCH, new java.util.UUID(0, 0), tree),
        folder.resolve("iso"),
        Progress.SILENT);
    seeds.put("iso", Files.readAllBytes(folder.resolve("iso")));
    seeds.put(
        "fat",
        FatImage.write(
            "FUZZ", 1, Instant.EPOCH, new TreeMap<>(Map.of("EFI/BOOT/long name.cfg", DATA))));
    seeds.put("lock-list", "a-1-1.fc44\nlibb++-2~rc1-3^x.fc44\n".getBytes(StandardCharsets.UTF_8));
    LockJson.write(Lock.empty("x86_64", LockPolicy.STANDARD), folder.resolve("lock.json"));
    seeds.put("lock-json", Files.readAllBytes(folder.resolve("lock.json")));
    seeds.put("packages-list", "a\n-b\n@c\n# d\n".getBytes(StandardCharsets.UTF_8));
    seeds.put("session", Files.readAllBytes(Path.of("sessions/gateway.json")));
    seeds.put("command-file", Files.readAllBytes(Path.of("scripts/quickstart.wb")));
    seeds.put(
        "kickstart",
        "timezone Etc/UTC --utc\n%packages\na\n%end\n%post --log=/l\nls\n%end\n"
            .getBytes(StandardCharsets.UTF_8));
    seeds.put("tar", ContainerReaders.seed());
    seeds.put("key", KEY.armoredPublicKey().getBytes(StandardCharsets.US_ASCII));
    seeds.put("signature", KEY.sign(DATA));
    seeds.put("signature-armored", KEY.signArmored(DATA).getBytes(StandardCharsets.US_ASCII));
    seeds.put("clear-signed", KEY.clearSign("- a\nb\n").getBytes(StandardCharsets.UTF_8));
    return seeds;
  }

  /** Which target a seed is for: its name up to what tells it from others. */
  static Optional<String> targetOf(String seed) {
    return all().keySet().stream()
        .filter(target -> seed.equals(target) || seed.startsWith(target + "-"))
        .max(java.util.Comparator.comparingInt(String::length));
  }

  /**
   * Writes the seeds into folders called by their targets.
   *
   * @param words the folder, or none to print the targets
   */
  public static void main(String[] words) throws IOException {
    if (words.length == 0) {
      all().keySet().forEach(System.out::println);
      return;
    }
    for (Map.Entry<String, byte[]> seed : seeds().entrySet()) {
      Path folder = Path.of(words[0]).resolve(targetOf(seed.getKey()).orElseThrow());
      Files.createDirectories(folder);
      Files.write(folder.resolve("seed-" + seed.getKey()), seed.getValue());
    }
  }
}
