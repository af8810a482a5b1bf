package org.tmpfsroot.workbench.openpgp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.tmpfsroot.workbench.io.Digest;

/**
 * One signature being checked while the signed bytes stream by: {@link #update} with all of them in
 * order, then {@link #verdict()} once.
 */
public final class SignatureCheck {
  /** Since version 6 a salt goes into the digest before the data. */
  private static final int FIRST_SALTED_VERSION = 6;

  private final PGPSignature signature;
  private final Optional<Running> running;
  private final SignatureVerdict settled;

  /** A check that needs the signed bytes. */
  private record Running(RingKey key, PGPDigestCalculator digest) {}

  private SignatureCheck(
      PGPSignature signature, Optional<Running> running, SignatureVerdict settled) {
    this.signature = signature;
    this.running = running;
    this.settled = settled;
  }

  /**
   * Begins the check of every signature in {@code signatures}, armored or binary.
   *
   * @return one for each; none when anything in it is not a whole signature packet
   */
  public static List<SignatureCheck> allOf(byte[] signatures, KeyRing ring) {
    try {
      return SignaturePackets.read(signatures).stream()
          .map(signature -> of(signature, ring))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static SignatureCheck of(PGPSignature signature, KeyRing ring) {
    Optional<RingKey> key = keyOf(signature, ring);
    if (key.isEmpty()) {
      return new SignatureCheck(
          signature,
          Optional.empty(),
          new SignatureVerdict.Unknown(String.format("%016X", signature.getKeyID())));
    }
    try {
      signature.init(new BcPGPContentVerifierBuilderProvider(), key.get().key());
      PGPDigestCalculator digest =
          new BcPGPDigestCalculatorProvider().get(signature.getHashAlgorithm());
      return new SignatureCheck(
          signature,
          Optional.of(new Running(key.get(), digest)),
          new SignatureVerdict.Bad("it does not fit the data"));
    } catch (PGPException | RuntimeException e) {
      return new SignatureCheck(
          signature, Optional.empty(), new SignatureVerdict.Bad("its algorithms are unknown"));
    }
  }

  /** A key of the ring that every issuer the signature names agrees with. */
  private static Optional<RingKey> keyOf(PGPSignature signature, KeyRing ring) {
    List<KeyIdentifier> issuers = signature.getKeyIdentifiers();
    return ring.withId(signature.getKeyID()).stream()
        .filter(candidate -> issuers.stream().allMatch(candidate.key().getKeyIdentifier()::matches))
        .findFirst();
  }

  /** The next signed bytes. */
  public void update(byte[] bytes, int offset, int length) {
    running.ifPresent(
        check -> {
          signature.update(bytes, offset, length);
          write(check.digest, bytes, offset, length);
        });
  }

  private static void write(PGPDigestCalculator digest, byte[] bytes, int offset, int length) {
    try {
      digest.getOutputStream().write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException("a digest in memory does not fail", e);
    }
  }

  /** The verdict on a signature over bytes as they are, once all of them went by. */
  public SignatureVerdict verdict() {
    return verdict(PGPSignature.BINARY_DOCUMENT);
  }

  /** The verdict on a signature over lines of text. */
  SignatureVerdict textVerdict() {
    return verdict(PGPSignature.CANONICAL_TEXT_DOCUMENT);
  }

  private SignatureVerdict verdict(int expectedType) {
    if (signature.getSignatureType() != expectedType) {
      return new SignatureVerdict.Bad("it is not a signature over a document of this kind");
    }
    return running.filter(this::fits).map(check -> judge(check.key)).orElse(settled);
  }

  private boolean fits(Running check) {
    try {
      byte[] trailer = signature.getSignatureTrailer();
      write(check.digest, trailer, 0, trailer.length);
      byte[] prefix = signature.getDigestPrefix();
      boolean prefixFits =
          signature.getVersion() >= FIRST_SALTED_VERSION
              || Arrays.equals(prefix, Arrays.copyOf(check.digest.getDigest(), prefix.length));
      return prefixFits && signature.verify();
    } catch (PGPException | RuntimeException e) {
      // the library throws unchecked exceptions too on numbers that no signature can hold
      return false;
    }
  }

  private SignatureVerdict judge(RingKey key) {
    Instant made = signature.getCreationTime().toInstant();
    PublicKeyInfo info = key.info();
    if (key.isRevoked()) {
      return new SignatureVerdict.Revoked(info);
    }
    if (made.isBefore(key.key().getCreationTime().toInstant())) {
      return new SignatureVerdict.Bad("it is older than its key");
    }
    if (!key.isValidAt(made)) {
      return new SignatureVerdict.Expired(info, made);
    }
    String digestName = digestName();
    return Digest.Algorithm.named(digestName).map(Digest.Algorithm::isStrong).orElse(false)
        ? new SignatureVerdict.Good(info, made)
        : new SignatureVerdict.Weak(info, digestName);
  }

  private String digestName() {
    try {
      return PGPUtil.getDigestName(signature.getHashAlgorithm());
    } catch (PGPException e) {
      return "number " + signature.getHashAlgorithm();
    }
  }
}
