package org.tmpfsroot.workbench.rpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.SignatureVerdict;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TestData;

/** Our verdicts are those of {@code rpmkeys --checksig}. */
@RequiresPeer("rpmkeys")
class IntegrityComparisonTest {
  private static final List<String> KEYS =
      List.of(
          "RPM-GPG-KEY-fedora-31-primary", "RPM-GPG-KEY-fedora-35-primary", "RPM-GPG-KEY-CentOS-7");
  private static final int FLIPS = 200;

  @TempDir Path folder;

  @Test
  @RequiresData({"rpms", "keys"})
  void judgesRealPackagesAsRpmDoesWithAndWithoutKeys() throws IOException {
    List<Path> rpms;
    try (Stream<Path> files = Files.walk(TestData.path("rpms"))) {
      rpms = files.filter(path -> path.toString().endsWith(".rpm")).sorted().toList();
    }
    assertEquals(rpmkeys(List.of(), rpms), ours(KeyRing.EMPTY, rpms));
    assertEquals(rpmkeys(keyFiles(), rpms), ours(ring(), rpms));
  }

  @Test
  @RequiresData({"rpms", "keys"})
  void judgesTamperedCopiesOfRealPackagesAsRpmDoes() throws IOException {
    try (Stream<Path> files = Files.walk(TestData.path("rpms"))) {
      for (Path rpm :
          files
              .filter(path -> path.toString().matches(".*/(pagure|time|zero|hello-1).*"))
              .sorted()
              .toList()) {
        compareTampered(rpm, keyFiles(), ring());
      }
    }
  }

  @Test
  @RequiresPeer({"rpmbuild", "rpmsign", "gpg"})
  void judgesPackagesSignedWithEveryKindOfKeyAsRpmDoes() throws IOException {
    for (String algorithm : List.of("rsa2048", "ed25519", "dsa2048")) {
      Path rpm = SpecBuild.empty(folder, "made-" + algorithm);
      byte[] key = SpecBuild.sign(folder, rpm, algorithm, "--define", "_gpg_digest_algo sha512");
      Path keyFile = Files.write(folder.resolve("key-" + algorithm), key);
      KeyRing ring = KeyRing.of(algorithm, key);
      assertEquals(rpmkeys(List.of(keyFile), List.of(rpm)), ours(ring, List.of(rpm)), algorithm);
      assertTrue(Integrity.check(rpm, ring).signer().isPresent(), algorithm);
      compareTampered(rpm, List.of(keyFile), ring);
    }
  }

  @Test
  @RequiresPeer({"rpmbuild", "rpmsign", "gpg"})
  void judgesSignaturesOverHeaderAndPayloadAsRpmDoes() throws IOException {
    Path rpm = SpecBuild.empty(folder, "old-style");
    byte[] key = SpecBuild.sign(folder, rpm, "rsa2048", "--rpmv3");
    assertEquals(2, Integrity.check(rpm, KeyRing.EMPTY).signatures().size());
    Path keyFile = Files.write(folder.resolve("key"), key);
    compareTampered(rpm, List.of(keyFile), KeyRing.of("key", key));
  }

  private void compareTampered(Path rpm, List<Path> keyFiles, KeyRing ring) throws IOException {
    long seed = rpm.getFileName().toString().hashCode();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = Files.readAllBytes(rpm);
    Path copies = Files.createTempDirectory(folder, "copies");
    List<Path> tampered = new ArrayList<>();
    for (int i = 0; i < FLIPS; i++) {
      byte[] copy = whole.clone();
      int at = random.nextInt(copy.length);
      if (isKeyHint(whole, at)) {
        continue;
      }
      copy[at] ^= (byte) (1 << random.nextInt(8));
      tampered.add(Files.write(copies.resolve("byte-" + at + "-" + i + ".rpm"), copy));
    }
    for (int i = 0; i < 10; i++) {
      int length = random.nextInt(whole.length);
      tampered.add(
          Files.write(copies.resolve("cut-" + length + ".rpm"), Arrays.copyOf(whole, length)));
    }
    String untouched = verdict(rpm, ring);
    Map<String, Boolean> theirs = accepted(rpmkeys(keyFiles, tampered), untouched);
    Map<String, Boolean> ours = accepted(ours(ring, tampered), untouched);
    ours.entrySet().removeIf(entry -> entry.getValue().equals(theirs.get(entry.getKey())));
    assertEquals(Map.of(), ours, () -> "seed " + seed + " of " + rpm + ", rpm disagrees");
  }

  /**
   * Which are believed as much as the untouched file: rpm overlooks a signature of an unknown kind
   * and then calls the file whole, but no longer signed.
   */
  private static Map<String, Boolean> accepted(Map<String, String> verdicts, String untouched) {
    Map<String, Boolean> accepted = new TreeMap<>();
    verdicts.forEach((name, verdict) -> accepted.put(name, verdict.equals(untouched)));
    return accepted;
  }

  /**
   * Whether this byte is the length or the kind of the packet's hint at the key's id, which nothing
   * vouches for: rpm 4.18 no longer finds the key then, and we find it by its fingerprint.
   */
  private static boolean isKeyHint(byte[] rpm, int at) {
    return beginsKeyHint(rpm, at) || beginsKeyHint(rpm, at - 1);
  }

  private static boolean beginsKeyHint(byte[] rpm, int at) {
    return at >= 2 && rpm[at - 2] == 0 && rpm[at - 1] == 10 && rpm[at] == 9 && rpm[at + 1] == 16;
  }

  /** What rpm says of each file, by file name; files it cannot read are "unreadable". */
  private Map<String, String> rpmkeys(List<Path> keyFiles, List<Path> rpms) throws IOException {
    Path database = Files.createTempDirectory(folder, "db");
    for (Path key : keyFiles) {
      Peer.run("rpmkeys", "--dbpath", database.toString(), "--import", key.toString()).ok();
    }
    List<String> command =
        new ArrayList<>(List.of("rpmkeys", "--dbpath", database.toString(), "--checksig"));
    rpms.forEach(rpm -> command.add(rpm.toString()));
    Map<String, String> verdicts = new TreeMap<>();
    rpms.forEach(rpm -> verdicts.put(rpm.getFileName().toString(), "unreadable"));
    Peer.runIn(folder, Map.of(), command)
        .output()
        .lines()
        .filter(line -> line.contains(".rpm: "))
        .forEach(
            line -> {
              int colon = line.indexOf(".rpm: ") + 4;
              String name = Path.of(line.substring(0, colon)).getFileName().toString();
              verdicts.put(name, line.substring(colon + 2));
            });
    return verdicts;
  }

  private static Map<String, String> ours(KeyRing ring, List<Path> rpms) {
    Map<String, String> verdicts = new TreeMap<>();
    for (Path rpm : rpms) {
      verdicts.put(rpm.getFileName().toString(), verdict(rpm, ring));
    }
    return verdicts;
  }

  /** Our verdict in rpm's words. */
  private static String verdict(Path rpm, KeyRing ring) {
    Integrity integrity;
    try {
      integrity = Integrity.check(rpm, ring);
    } catch (Fault unreadable) {
      return "unreadable";
    }
    boolean believed =
        integrity.signatures().stream().allMatch(result -> rpmBelieves(result.verdict()));
    String digests = integrity.isWhole() ? "digests" : "DIGESTS";
    String signatures = believed ? " signatures" : " SIGNATURES";
    return digests
        + (integrity.signatures().isEmpty() ? "" : signatures)
        + (integrity.isWhole() && believed ? " OK" : " NOT OK");
  }

  /** rpm 4.18 asks neither for the strength of the digest nor for the state of the key. */
  private static boolean rpmBelieves(SignatureVerdict verdict) {
    return !(verdict instanceof SignatureVerdict.Bad)
        && !(verdict instanceof SignatureVerdict.Unknown);
  }

  private static List<Path> keyFiles() {
    return KEYS.stream().map(name -> TestData.path("keys/" + name)).toList();
  }

  private static KeyRing ring() {
    KeyRing ring = KeyRing.EMPTY;
    for (Path file : keyFiles()) {
      ring = ring.plus(KeyRing.read(file));
    }
    return ring;
  }
}
