package org.tmpfsroot.workbench.openpgp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;

class SigningKeyTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  // the key's id as a hint for the reader: the one part of the packet that nothing vouches for
  private static final int UNHASHED_BEGIN = 40;
  private static final int UNHASHED_END = 50;
  private static final SigningKey KEY = key("seed");

  private static SigningKey key(String seed) {
    return SigningKey.fromSeed(
        seed.getBytes(StandardCharsets.UTF_8), "Sample <sample@example.org>", MADE);
  }

  @Test
  void isTheSameFromTheSameSeedEverywhere() {
    SigningKey again = key("seed");
    byte[] data = {1, 2, 3};
    assertEquals(KEY.armoredPublicKey(), again.armoredPublicKey());
    assertArrayEquals(KEY.sign(data), again.sign(data));
    assertEquals(KEY.clearSign("text\n"), again.clearSign("text\n"));
    assertEquals(
        "66BD4BE17CE8485F8431CE5567B2A3D7809FD685", KEY.ring().keys().get(0).fingerprint());
  }

  @Test
  void differsFromSeedToSeed() {
    assertFalse(KEY.armoredPublicKey().equals(key("another seed").armoredPublicKey()));
  }

  @Test
  void everyFlippedBitOfASignatureOrItsDataIsNoticed() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] data = "some data that is signed".getBytes(StandardCharsets.UTF_8);
    byte[] signature = KEY.sign(data);
    assertTrue(DetachedSignature.verify(signature, data, KEY.ring()).isGood());
    for (int i = 0; i < 400; i++) {
      byte[] brokenSignature = signature.clone();
      byte[] brokenData = data.clone();
      byte[] broken = random.nextBoolean() ? brokenSignature : brokenData;
      int at = random.nextInt(broken.length);
      if (broken == brokenSignature && at >= UNHASHED_BEGIN && at < UNHASHED_END) {
        continue;
      }
      broken[at] ^= (byte) (1 << random.nextInt(8));
      SignatureVerdict verdict = DetachedSignature.verify(brokenSignature, brokenData, KEY.ring());
      assertFalse(verdict.isGood(), "seed " + seed + ", byte " + at + ": " + verdict.inWords());
    }
  }

  @Test
  void refusesASignatureOverTextWhereBytesAreSigned() {
    String signed = KEY.clearSign("text");
    String armor = signed.substring(signed.indexOf("-----BEGIN PGP SIGNATURE"));
    assertInstanceOf(
        SignatureVerdict.Bad.class,
        DetachedSignature.verify(
            armor.getBytes(StandardCharsets.UTF_8),
            "text".getBytes(StandardCharsets.UTF_8),
            KEY.ring()));
  }

  @Test
  void givesNothingThatIsNotSigned() {
    String signed = "before\n" + KEY.clearSign("inside\n") + "after\n";
    ClearSigned opened =
        ClearSigned.open("text", signed.getBytes(StandardCharsets.UTF_8), KEY.ring());
    assertEquals(java.util.List.of("inside"), opened.lines());
  }

  @Test
  void saysWhyAClearSignedTextIsNotBelieved() {
    byte[] tampered =
        KEY.clearSign("one\ntwo\n").replace("two", "too").getBytes(StandardCharsets.UTF_8);
    Fault wrong =
        assertThrows(Fault.class, () -> ClearSigned.open("CHECKSUM", tampered, KEY.ring()));
    assertEquals(ExitCode.WORLD, wrong.exitCode());
    assertEquals("cannot trust CHECKSUM", wrong.what());
    assertEquals("the signature is wrong: it does not fit the data", wrong.why());

    byte[] whole = KEY.clearSign("one\n").getBytes(StandardCharsets.UTF_8);
    Fault unknown =
        assertThrows(Fault.class, () -> ClearSigned.open("CHECKSUM", whole, KeyRing.EMPTY));
    assertEquals("signed by the unknown key " + KEY.ring().keys().get(0).keyId(), unknown.why());

    byte[] plain = "SHA256 (a) = b\n".getBytes(StandardCharsets.UTF_8);
    Fault bare = assertThrows(Fault.class, () -> ClearSigned.open("CHECKSUM", plain, KEY.ring()));
    assertEquals("CHECKSUM is not a clear-signed text", bare.what());
  }

  @Test
  void refusesWhatIsNoKey() {
    for (String text : new String[] {"", "hello", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA"}) {
      Fault fault =
          assertThrows(
              Fault.class, () -> KeyRing.of("the-key", text.getBytes(StandardCharsets.UTF_8)));
      assertEquals("the-key is not an OpenPGP public key", fault.what());
    }
  }
}
