package org.tmpfsroot.workbench.rpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.SigningKey;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.TestData;

class IntegrityTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final SigningKey KEY = key("one");
  private static final SigningKey OTHER_KEY = key("two");

  @TempDir Path folder;

  private static SigningKey key(String seed) {
    return SigningKey.fromSeed(seed.getBytes(StandardCharsets.UTF_8), seed + "@example.org", MADE);
  }

  @ParameterizedTest
  @CsvSource({
    "bad/hello-2.0-1.x86_64-corrupted.rpm, the SHA-256 digest of its payload is wrong",
    "bad/no-signature-1.0-0.noarch.rpm, it is not signed",
    "signed/bzip2-1.0.8-18.el9.x86_64.rpm, "
        + "its header: signed by the unknown key 6C431928EF743B4C",
    "signed/pagure-mirror-5.13.2-5.fc35.noarch.rpm, it is signed by Fedora (35)"
  })
  @RequiresData({"rpms", "keys"})
  void saysInWordsWhatIsWrongOrWhoSigned(String file, String words) {
    KeyRing ring = KeyRing.read(TestData.path("keys/RPM-GPG-KEY-fedora-35-primary"));
    String said = Integrity.check(TestData.path("rpms/" + file), ring).inWords();
    assertTrue(said.startsWith(words), said);
  }

  @Test
  void believesSignaturesOfVersion6Packages() throws IOException {
    byte[] payload = new CpioWriter().bytes();
    byte[] header = header(payload);
    List<String> both = List.of(base64(KEY.sign(header)), base64(OTHER_KEY.sign(header)));
    Path rpm = write(new HeaderWriter().texts(Tag.SIG_OPENPGP, both), header, payload);
    assertTrue(Integrity.check(rpm, KEY.ring().plus(OTHER_KEY.ring())).signer().isPresent());
    assertEquals(KEY.ring().keys().get(0), Integrity.check(rpm, KEY.ring()).signer().orElseThrow());
    assertTrue(Integrity.check(rpm, KeyRing.EMPTY).signer().isEmpty());

    List<String> oneWrong = List.of(both.get(0), base64(OTHER_KEY.sign(payload)));
    Path wrong = write(new HeaderWriter().texts(Tag.SIG_OPENPGP, oneWrong), header, payload);
    assertTrue(Integrity.check(wrong, KEY.ring().plus(OTHER_KEY.ring())).signer().isEmpty());
  }

  @Test
  void noticesWhateverDigestOfAVersion6PackageIsWrong() throws IOException {
    byte[] payload = new CpioWriter().bytes();
    byte[] header = header(payload);
    assertTrue(
        Integrity.check(write(new HeaderWriter(), header, payload), KeyRing.EMPTY).isWhole());
    Path wrongHeader =
        write(new HeaderWriter().text(Tag.SIG_SHA3_256, "ab".repeat(32)), header, payload);
    assertEquals(
        "the SHA3-256 digest of its header is wrong",
        Integrity.check(wrongHeader, KeyRing.EMPTY).inWords());
    payload[0] ^= 1;
    Path wrongPayload = write(new HeaderWriter(), header, payload);
    assertEquals(
        "the SHA-512 digest of its payload is wrong",
        Integrity.check(wrongPayload, KeyRing.EMPTY).inWords());
  }

  @Test
  void aSignedHeaderAloneDoesNotVouchForThePayload() throws IOException {
    byte[] payload = new CpioWriter().bytes();
    byte[] header = minimal().bytes(Tag.REGION_IMMUTABLE);
    byte[] all =
        ByteBuffer.allocate(header.length + payload.length).put(header).put(payload).array();
    HeaderWriter signatures =
        new HeaderWriter()
            .binary(Tag.SIG_RSA, KEY.sign(header))
            .binary(Tag.SIG_MD5, HexFormat.of().parseHex(Digest.Algorithm.MD5.of(all).hex()));
    Integrity integrity = Integrity.check(write(signatures, header, payload), KEY.ring());
    assertTrue(integrity.isWhole());
    assertTrue(integrity.signer().isEmpty());
    assertEquals("its signature does not cover its payload", integrity.inWords());
  }

  @Test
  void aPackageWithoutDigestsIsNotWhole() throws IOException {
    byte[] header = minimal().bytes(Tag.REGION_IMMUTABLE);
    HeaderWriter signatures = new HeaderWriter().binary(Tag.SIG_RSA, KEY.sign(header));
    Path rpm = folder.resolve("bare.rpm");
    Files.write(rpm, packed(signatures, header, new CpioWriter().bytes()));
    Integrity integrity = Integrity.check(rpm, KEY.ring());
    assertFalse(integrity.isWhole());
    assertTrue(integrity.signer().isEmpty());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static HeaderWriter minimal() {
    return new HeaderWriter()
        .text(Tag.NAME, "six")
        .text(Tag.VERSION, "1")
        .text(Tag.RELEASE, "1")
        .text(Tag.ARCH, "noarch")
        .text(Tag.SOURCE_RPM, "six-1-1.src.rpm");
  }

  private static byte[] header(byte[] payload) {
    return minimal()
        .text(Tag.PAYLOAD_SHA512, Digest.Algorithm.SHA512.of(payload).hex())
        .bytes(Tag.REGION_IMMUTABLE);
  }

  private Path write(HeaderWriter signatures, byte[] header, byte[] payload) throws IOException {
    signatures.text(Tag.SIG_SHA256, Digest.sha256Of(header).hex());
    return Files.write(folder.resolve("six.rpm"), packed(signatures, header, payload));
  }

  private static byte[] packed(HeaderWriter signatures, byte[] header, byte[] payload) {
    byte[] first = signatures.bytes(Tag.REGION_SIGNATURES);
    int padding = -first.length & 7;
    byte[] lead = new byte[96];
    ByteBuffer.wrap(lead).putInt(0xedabeedb).put((byte) 4).putShort(78, (short) 5);
    return ByteBuffer.allocate(
            lead.length + first.length + padding + header.length + payload.length)
        .put(lead)
        .put(first)
        .put(new byte[padding])
        .put(header)
        .put(payload)
        .array();
  }
}
