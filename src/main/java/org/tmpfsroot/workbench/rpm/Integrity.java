package org.tmpfsroot.workbench.rpm;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.PublicKeyInfo;
import org.tmpfsroot.workbench.openpgp.SignatureVerdict;

/**
 * What the digests and signatures inside a package file say of its bytes: the question {@code
 * rpmkeys --checksig} answers.
 */
public record Integrity(List<DigestResult> digests, List<SignatureResult> signatures) {

  /** The bytes a digest or signature is over. */
  public enum Range {
    HEADER,
    PAYLOAD,
    HEADER_AND_PAYLOAD;

    boolean includesHeader() {
      return this != PAYLOAD;
    }

    boolean includesPayload() {
      return this != HEADER;
    }

    private String inWords() {
      return switch (this) {
        case HEADER -> "header";
        case PAYLOAD -> "payload";
        case HEADER_AND_PAYLOAD -> "header and payload";
      };
    }
  }

  /**
   * One digest compared.
   *
   * @param algorithm as Java names it: {@code SHA-256}
   * @param strong whether other bytes with the same digest cannot be made
   */
  public record DigestResult(Range range, String algorithm, boolean strong, boolean matches) {}

  /** One signature judged. */
  public record SignatureResult(Range range, SignatureVerdict verdict) {}

  public Integrity {
    digests = List.copyOf(digests);
    signatures = List.copyOf(signatures);
  }

  /**
   * Reads the whole file once and checks every digest and signature in it.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the file cannot be read or is no RPM
   */
  public static Integrity check(Path rpm, KeyRing ring) {
    return IntegrityCheck.of(RpmFile.read(rpm), ring);
  }

  /** Whether every digest fits, and header and payload each have one. */
  public boolean isWhole() {
    return digests.stream().allMatch(DigestResult::matches)
        && digests.stream().anyMatch(digest -> digest.range.includesHeader())
        && digests.stream().anyMatch(digest -> digest.range.includesPayload());
  }

  /**
   * Who made the package: the key of a good signature that vouches for header and payload, the
   * latter itself or by a strong digest in the signed header. Empty unless the file is whole. A
   * second signature may be by an unknown key, as packages may carry several, but not wrong.
   */
  public Optional<PublicKeyInfo> signer() {
    boolean sound = isWhole() && signatures.stream().allMatch(Integrity::isGoodOrUnknown);
    return sound
        ? signatures.stream()
            .filter(signature -> vouchesForAll(signature.range))
            .map(SignatureResult::verdict)
            .filter(SignatureVerdict.Good.class::isInstance)
            .findFirst()
            .map(verdict -> ((SignatureVerdict.Good) verdict).key())
        : Optional.empty();
  }

  private static boolean isGoodOrUnknown(SignatureResult signature) {
    return signature.verdict.isGood() || signature.verdict instanceof SignatureVerdict.Unknown;
  }

  private boolean vouchesForAll(Range range) {
    return range == Range.HEADER_AND_PAYLOAD
        || (range == Range.HEADER
            && digests.stream().anyMatch(digest -> digest.range == Range.PAYLOAD && digest.strong));
  }

  /** The first thing that is wrong or, where nothing is, who signed it. */
  public String inWords() {
    for (DigestResult digest : digests) {
      if (!digest.matches) {
        return "the " + digest.algorithm + " digest of its " + digest.range.inWords() + " is wrong";
      }
    }
    if (!isWhole()) {
      return "it carries no digest of its header and payload";
    }
    if (signatures.isEmpty()) {
      return "it is not signed";
    }
    return signer().map(key -> "it is signed by " + key).orElseGet(this::whyUnsigned);
  }

  private String whyUnsigned() {
    return signatures.stream()
        .filter(signature -> !signature.verdict.isGood())
        .findFirst()
        .map(signature -> "its " + signature.range.inWords() + ": " + signature.verdict.inWords())
        .orElse("its signature does not cover its payload");
  }
}
