package org.tmpfsroot.workbench.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.testing.Gpg;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Secret keys as GnuPG makes them, and GnuPG's opinion of what they sign. */
@RequiresPeer("gpg")
class SecretKeyFileTest {
  private static final String SECRET = "pässphrase of the key";
  private static final byte[] DATA = "an image\r\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path home;
  private Gpg gpg;

  @BeforeEach
  void start() {
    gpg = new Gpg(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa2048", "dsa2048", "ed25519", "nistp256", "nistp384"})
  void signsWhatGpgBelieves(String algorithm) throws IOException {
    gpg.generate("plain", algorithm, "");
    gpg.generate("locked", algorithm, SECRET);
    assertTrue(verifies("plain", gpg.secretKey("plain", ""), Passphrase.NONE));
    assertTrue(verifies("locked", gpg.secretKey("locked", SECRET), passphrase(SECRET)));
  }

  @Test
  void prefersTheSubkeyThatIsMeantToSign() throws IOException {
    gpg.generate("owner", "ed25519", "");
    String fingerprint = KeyRing.of(List.of(gpg.exported("owner"))).keys().get(0).fingerprint();
    gpg.run("--passphrase", "", "--quick-add-key", fingerprint, "cv25519", "encr", "never").ok();
    gpg.run("--passphrase", "", "--quick-add-key", fingerprint, "ed25519", "sign", "never").ok();
    Path file = gpg.secretKey("owner", "");
    assertTrue(verifies("owner", file, Passphrase.NONE));
    SecretKeyFile key = SecretKeyFile.read(file, Instant.now());
    assertEquals(fingerprint, key.owner().fingerprint());
    assertFalse(key.fingerprint().equals(fingerprint), "the primary key signs");

    // as those keep it who leave the primary key at home
    Path subkeys = home.resolve("subkeys");
    gpg.run("--output", subkeys.toString(), "--export-secret-subkeys", fingerprint).ok();
    assertTrue(verifies("owner", closed(subkeys), Passphrase.NONE));
  }

  @Test
  void refusesAPassphraseThatDoesNotOpenIt() throws IOException {
    gpg.generate("locked", "ed25519", SECRET);
    SecretKeyFile key = SecretKeyFile.read(gpg.secretKey("locked", SECRET), Instant.now());
    Fault wrong = assertThrows(Fault.class, () -> key.unlock(passphrase("another")));
    assertEquals("the passphrase does not open it", wrong.why());
    Fault none = assertThrows(Fault.class, () -> key.unlock(Passphrase.of(Optional.empty())));
    assertEquals("it is locked with a passphrase, and none was given", none.why());
  }

  @Test
  void refusesWhatOthersMayRead() throws IOException {
    gpg.generate("open", "ed25519", "");
    Path file = gpg.secretKey("open", "");
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertEquals("others may read or change it, its mode is " + mode, refused(file).why());
      assertThrows(Fault.class, () -> Passphrase.read(file));
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertEquals("open", SecretKeyFile.read(file, Instant.now()).owner().userId());
  }

  @Test
  void refusesWhatCannotSign() throws IOException {
    assertEquals("there is no " + home.resolve("none"), refused(home.resolve("none")).why());
    assertEquals(home + " is not a file", refused(home).why());

    Path noise = closed(Files.write(home.resolve("noise"), new byte[300]));
    assertEquals("there is no OpenPGP secret key in it", refused(noise).why());

    gpg.generate("whole", "ed25519", "");
    Path published = closed(Files.write(home.resolve("public"), gpg.exported("whole")));
    assertEquals("there is no OpenPGP secret key in it", refused(published).why());
    Path secret = gpg.secretKey("whole", "");
    Path half =
        closed(Files.writeString(home.resolve("half"), Files.readString(secret).substring(0, 200)));
    assertEquals("there is no OpenPGP secret key in it", refused(half).why());

    gpg.generateAt("20200101T000000", "old", "1y");
    assertTrue(refused(gpg.secretKey("old", "")).why().endsWith(" has expired"));
    gpg.revoke("whole");
    assertTrue(refused(gpg.secretKey("whole", "")).why().endsWith(" is revoked"));

    gpg.run("--passphrase", "", "--quick-generate-key", "mail", "rsa2048", "cert", "never").ok();
    assertTrue(refused(gpg.secretKey("mail", "")).why().endsWith(" in it can sign"));
  }

  private static Fault refused(Path file) {
    Fault fault =
        assertThrows(Fault.class, () -> SecretKeyFile.read(file, Instant.now()), file.toString());
    assertEquals(ExitCode.SESSION, fault.exitCode());
    return fault;
  }

  private Passphrase passphrase(String text) throws IOException {
    return Passphrase.read(closed(Files.writeString(home.resolve("passphrase"), text + "\nmore")));
  }

  private static Path closed(Path file) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private boolean verifies(String user, Path file, Passphrase passphrase) throws IOException {
    SecretKeyFile key = SecretKeyFile.read(file, Instant.now());
    assertEquals(user, key.owner().userId());
    String signature =
        key.unlock(passphrase)
            .signArmored(new ByteArrayInputStream(DATA), Instant.now(), amount -> {});
    Path data = Files.write(home.resolve("data"), DATA);
    Path detached = Files.writeString(home.resolve("data.asc"), signature);
    gpg.run("--verify", detached.toString(), data.toString()).ok();
    return DetachedSignature.verify(
            signature.getBytes(StandardCharsets.US_ASCII),
            DATA,
            KeyRing.of(List.of(gpg.exported(user))))
        .isGood();
  }
}
