package org.tmpfsroot.workbench.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TestData;

/** GnuPG reads what we sign and agrees on what we read. */
@RequiresPeer("gpg")
class GpgComparisonTest {
  private static final byte[] SEED = "a seed".getBytes(StandardCharsets.UTF_8);
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path home;

  private Peer.Result gpg(String... arguments) {
    List<String> command = new ArrayList<>(List.of("gpg", "--batch", "--no-tty", "--yes"));
    command.addAll(Arrays.asList(arguments));
    return Peer.runIn(home, Map.of("GNUPGHOME", home.toString()), command);
  }

  @Test
  @RequiresData("keys")
  void readsTheFingerprintsAndNamesGpgReads() throws IOException {
    try (Stream<Path> files = Files.list(TestData.path("keys"))) {
      for (Path file : files.sorted().toList()) {
        String listing =
            gpg("--with-colons", "--with-fingerprint", "--show-keys", file.toString()).ok();
        List<String[]> rows = listing.lines().map(line -> line.split(":")).toList();
        PublicKeyInfo key = KeyRing.read(file).keys().get(0);
        assertEquals(field(rows, "fpr", 9), key.fingerprint());
        assertEquals(field(rows, "uid", 9), key.userId());
        assertEquals(field(rows, "pub", 4), key.keyId());
        assertEquals(field(rows, "pub", 5), Long.toString(key.created().getEpochSecond()));
        assertEquals(
            field(rows, "pub", 6),
            key.expires().map(end -> Long.toString(end.getEpochSecond())).orElse(""));
      }
    }
  }

  private static String field(List<String[]> rows, String record, int index) {
    return rows.stream()
        .filter(row -> row[0].equals(record))
        .findFirst()
        .map(row -> row[index])
        .orElseThrow();
  }

  @Test
  @RequiresData({"keys", "checksum"})
  void believesFedorasChecksumFileAndItsTamperedCopiesJustWhereGpgDoes() throws IOException {
    Path keyFile = TestData.path("keys/RPM-GPG-KEY-fedora-44-primary");
    KeyRing ring = KeyRing.read(keyFile);
    gpg("--import", keyFile.toString()).ok();
    byte[] whole =
        Files.readAllBytes(TestData.path("checksum/Fedora-Cloud-44-1.7-aarch64-CHECKSUM"));
    ClearSigned opened = ClearSigned.open("CHECKSUM", whole, ring);
    assertTrue(opened.lines().stream().anyMatch(line -> line.startsWith("SHA256 (")));
    long seed = 44;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 40; i++) {
      byte[] copy = whole.clone();
      int at = random.nextInt(copy.length);
      copy[at] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(home.resolve("copy"), copy);
      boolean gpgBelieves = gpg("--verify", file.toString()).exit() == 0;
      assertEquals(gpgBelieves, opens(copy, ring), "seed " + seed + ", byte " + at);
    }
  }

  private static boolean opens(byte[] text, KeyRing ring) {
    try {
      ClearSigned.open("copy", text, ring);
      return true;
    } catch (Fault e) {
      return false;
    }
  }

  @Test
  void signsWhatGpgBelieves() throws IOException {
    SigningKey key = SigningKey.fromSeed(SEED, "Sample <sample@example.org>", MADE);
    Path keyFile = Files.writeString(home.resolve("key"), key.armoredPublicKey());
    gpg("--import", keyFile.toString()).ok();

    byte[] data = {0, 1, 2, '\r', '\n', (byte) 0xff};
    Path dataFile = Files.write(home.resolve("data"), data);
    Path binary = Files.write(home.resolve("data.sig"), key.sign(data));
    Path armored = Files.writeString(home.resolve("data.asc"), key.signArmored(data));
    gpg("--verify", binary.toString(), dataFile.toString()).ok();
    gpg("--verify", armored.toString(), dataFile.toString()).ok();

    String text = "# a comment  \n-dashed\n\nSHA256 (Zürich.iso) = 12\n";
    Path signed = Files.writeString(home.resolve("signed"), key.clearSign(text));
    gpg("--verify", signed.toString()).ok();
    assertEquals(
        List.of("# a comment", "-dashed", "", "SHA256 (Zürich.iso) = 12"),
        ClearSigned.open("signed", Files.readAllBytes(signed), key.ring()).lines());
  }

  @Test
  void believesWhatGpgSignsWithEveryKindOfKey() throws IOException {
    for (String algorithm : List.of("rsa2048", "dsa2048", "ed25519", "nistp256")) {
      String user = algorithm + "@example.org";
      gpg("--passphrase", "", "--quick-generate-key", user, algorithm, "sign", "never").ok();
      Path dataFile = Files.writeString(home.resolve("data"), "signed with " + algorithm);
      gpg("-u", user, "--detach-sign", "-o", home.resolve("sig").toString(), dataFile.toString())
          .ok();
      String exported = gpg("--armor", "--export", user).ok();
      KeyRing ring = KeyRing.of(user, exported.getBytes(StandardCharsets.US_ASCII));
      byte[] signature = Files.readAllBytes(home.resolve("sig"));
      byte[] data = Files.readAllBytes(dataFile);
      assertInstanceOf(
          SignatureVerdict.Good.class, DetachedSignature.verify(signature, data, ring), algorithm);
      assertInstanceOf(
          SignatureVerdict.Unknown.class,
          DetachedSignature.verify(signature, data, KeyRing.EMPTY),
          algorithm);
      data[3] ^= 1;
      assertInstanceOf(
          SignatureVerdict.Bad.class, DetachedSignature.verify(signature, data, ring), algorithm);
    }
  }

  @Test
  void tellsRevokedExpiredAndWeakSignaturesApart() throws IOException {
    Path dataFile = Files.writeString(home.resolve("data"), "data");
    byte[] data = Files.readAllBytes(dataFile);

    generateAt("20200101T000000", "old@example.org", "1y");
    byte[] late = signAt("20200301T000000", "old@example.org", "SHA256", dataFile);
    String oldKey = exported("old@example.org").keys().get(0).fingerprint();
    gpg("--faked-system-time", "20200115T000000", "--quick-set-expire", oldKey, "2020-02-01").ok();
    KeyRing old = exported("old@example.org");
    assertInstanceOf(SignatureVerdict.Expired.class, DetachedSignature.verify(late, data, old));

    generateAt("20200101T000000", "plain@example.org", "never");
    byte[] weak = signAt("20200301T000000", "plain@example.org", "SHA1", dataFile);
    byte[] strong = signAt("20200301T000000", "plain@example.org", "SHA512", dataFile);
    KeyRing plain = exported("plain@example.org");
    assertInstanceOf(SignatureVerdict.Weak.class, DetachedSignature.verify(weak, data, plain));
    assertInstanceOf(SignatureVerdict.Good.class, DetachedSignature.verify(strong, data, plain));

    String fingerprint = plain.keys().get(0).fingerprint();
    Path revocation = home.resolve("openpgp-revocs.d").resolve(fingerprint + ".rev");
    Path usable =
        Files.writeString(
            home.resolve("rev"),
            Files.readString(revocation)
                .lines()
                .map(line -> line.startsWith(":---") ? line.substring(1) : line)
                .collect(Collectors.joining("\n")));
    gpg("--import", usable.toString()).ok();
    assertInstanceOf(
        SignatureVerdict.Revoked.class,
        DetachedSignature.verify(strong, data, exported("plain@example.org")));
  }

  private void generateAt(String time, String user, String validity) {
    gpg(
            "--faked-system-time",
            time,
            "--passphrase",
            "",
            "--quick-generate-key",
            user,
            "rsa2048",
            "sign",
            validity)
        .ok();
  }

  private byte[] signAt(String time, String user, String digest, Path data) throws IOException {
    Path signature = home.resolve("sig");
    gpg(
            "--faked-system-time",
            time,
            "--allow-weak-key-signatures",
            "--ignore-time-conflict",
            "--ignore-valid-from",
            "--digest-algo",
            digest,
            "-u",
            user,
            "--detach-sign",
            "-o",
            signature.toString(),
            data.toString())
        .ok();
    return Files.readAllBytes(signature);
  }

  private KeyRing exported(String user) {
    return KeyRing.of(
        user, gpg("--armor", "--export", user).ok().getBytes(StandardCharsets.US_ASCII));
  }
}
