package org.tmpfsroot.workbench.openpgp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.bcpg.RSASecretBCPGKey;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/**
 * A version 4 RSA key derived from a seed, whose signatures over the same bytes are the same bytes:
 * for packages that anyone must be able to make again. Whoever knows the seed can sign, so it
 * proves nothing about who did.
 */
public final class SigningKey {
  private static final int PRIME_BITS = 1024;
  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

  private final PGPPublicKey publicKey;
  private final PGPPrivateKey privateKey;
  private final Date made;

  private SigningKey(PGPPublicKey publicKey, PGPPrivateKey privateKey, Date made) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.made = made;
  }

  /**
   * Derives the key; takes some hundred milliseconds.
   *
   * @param made the moment the key and every signature of it name
   */
  public static SigningKey fromSeed(byte[] seed, String userId, Instant made) {
    SeededPrimes primes = new SeededPrimes(seed);
    BigInteger p = primes.next(PRIME_BITS, EXPONENT);
    BigInteger q = primes.next(PRIME_BITS, EXPONENT);
    BigInteger one = BigInteger.ONE;
    BigInteger totient = p.subtract(one).multiply(q.subtract(one));
    Date date = Date.from(made);
    PublicKeyPacket packet =
        new PublicKeyPacket(
            PublicKeyPacket.VERSION_4,
            PublicKeyAlgorithmTags.RSA_GENERAL,
            date,
            new RSAPublicBCPGKey(p.multiply(q), EXPONENT));
    try {
      PGPPublicKey bare = new PGPPublicKey(packet, new BcKeyFingerprintCalculator());
      PGPPrivateKey secret =
          new PGPPrivateKey(
              bare.getKeyID(), packet, new RSASecretBCPGKey(EXPONENT.modInverse(totient), p, q));
      PGPSignatureSubpacketGenerator flags = new PGPSignatureSubpacketGenerator();
      flags.setKeyFlags(false, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
      PGPSignature certification =
          Signatures.generator(
                  PGPSignature.POSITIVE_CERTIFICATION,
                  HashAlgorithmTags.SHA256,
                  bare,
                  secret,
                  date,
                  flags)
              .generateCertification(userId, bare);
      return new SigningKey(
          PGPPublicKey.addCertification(bare, userId, certification), secret, date);
    } catch (PGPException e) {
      throw new IllegalStateException("RSA and SHA-256 are always there", e);
    }
  }

  /** The public half, as packagers publish it. */
  public String armoredPublicKey() {
    return Signatures.armored(encoded(publicKey::getEncoded));
  }

  /** The ring that believes this key alone. */
  public KeyRing ring() {
    return KeyRing.of("a signing key", encoded(publicKey::getEncoded));
  }

  /** A binary signature packet over {@code data}. */
  public byte[] sign(byte[] data) {
    return encoded(signature(PGPSignature.BINARY_DOCUMENT, data)::getEncoded);
  }

  /** A detached signature over {@code data}, armored: the form of {@code repomd.xml.asc}. */
  public String signArmored(byte[] data) {
    return Signatures.armored(sign(data));
  }

  /** {@code text} with its signature around it. */
  public String clearSign(String text) {
    List<String> lines = text.lines().map(ClearSigned::withoutTrailingBlanks).toList();
    byte[] bytes = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    PGPSignature signature = signature(PGPSignature.CANONICAL_TEXT_DOCUMENT, bytes);
    return "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
        + lines.stream()
            .map(line -> (line.startsWith("-") ? "- " : "") + line + "\n")
            .collect(Collectors.joining())
        + Signatures.armored(encoded(signature::getEncoded));
  }

  private PGPSignature signature(int type, byte[] data) {
    try {
      PGPSignatureGenerator generator =
          Signatures.generator(type, HashAlgorithmTags.SHA256, publicKey, privateKey, made);
      generator.update(data);
      return generator.generate();
    } catch (PGPException e) {
      throw new IllegalStateException("RSA and SHA-256 are always there", e);
    }
  }

  private interface Encoding {
    byte[] bytes() throws IOException;
  }

  private static byte[] encoded(Encoding encoding) {
    try {
      return encoding.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException("encoding in memory does not fail", e);
    }
  }
}
