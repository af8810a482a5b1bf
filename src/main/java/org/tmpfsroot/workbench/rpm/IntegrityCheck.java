package org.tmpfsroot.workbench.rpm;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.SignatureCheck;
import org.tmpfsroot.workbench.openpgp.SignatureVerdict;
import org.tmpfsroot.workbench.rpm.Integrity.DigestResult;
import org.tmpfsroot.workbench.rpm.Integrity.Range;
import org.tmpfsroot.workbench.rpm.Integrity.SignatureResult;

/** Runs all digests and signatures of one package over one reading of its bytes. */
final class IntegrityCheck {
  private static final int SHA256_NUMBER = 8;

  private final RpmFile file;
  private final KeyRing ring;
  private final List<RunningDigest> digests = new ArrayList<>();
  private final List<RunningSignature> signatures = new ArrayList<>();

  private record RunningDigest(
      Range range, String algorithm, boolean strong, MessageDigest computation, String expected) {}

  /** Without a check where the signature could not even be read. */
  private record RunningSignature(Range range, List<SignatureCheck> checks) {}

  private IntegrityCheck(RpmFile file, KeyRing ring) {
    this.file = file;
    this.ring = ring;
  }

  static Integrity of(RpmFile file, KeyRing ring) {
    IntegrityCheck check = new IntegrityCheck(file, ring);
    check.collect(file.signatures(), file.header());
    try {
      return check.run();
    } catch (IOException e) {
      throw RpmFile.cannotRead(file.path(), e);
    }
  }

  private void collect(Header signatures, Header header) {
    text(signatures, Tag.SIG_SHA1, Range.HEADER, Digest.Algorithm.SHA1);
    text(signatures, Tag.SIG_SHA256, Range.HEADER, Digest.Algorithm.SHA256);
    sha3(signatures, Tag.SIG_SHA3_256, Range.HEADER);
    signatures
        .binary(Tag.SIG_MD5)
        .ifPresent(
            md5 ->
                digest(
                    Range.HEADER_AND_PAYLOAD, Digest.Algorithm.MD5, HexFormat.of().formatHex(md5)));
    if (header.has(Tag.PAYLOAD_DIGESTS)) {
      Digest.Algorithm algorithm =
          HeaderFiles.algorithm(
                  header.number(Tag.PAYLOAD_DIGEST_ALGORITHM).orElse((long) SHA256_NUMBER))
              .orElseThrow(() -> header.damaged("its payload digest is of an unknown kind"));
      text(header, Tag.PAYLOAD_DIGESTS, Range.PAYLOAD, algorithm);
    }
    text(header, Tag.PAYLOAD_SHA512, Range.PAYLOAD, Digest.Algorithm.SHA512);
    sha3(header, Tag.PAYLOAD_SHA3_256, Range.PAYLOAD);

    signature(signatures, Tag.SIG_RSA, Range.HEADER);
    signature(signatures, Tag.SIG_DSA, Range.HEADER);
    signature(signatures, Tag.SIG_PGP, Range.HEADER_AND_PAYLOAD);
    signature(signatures, Tag.SIG_GPG, Range.HEADER_AND_PAYLOAD);
    for (String encoded : signatures.texts(Tag.SIG_OPENPGP)) {
      this.signatures.add(new RunningSignature(Range.HEADER, decoded(encoded)));
    }
  }

  private void text(Header header, int tag, Range range, Digest.Algorithm algorithm) {
    header.text(tag).ifPresent(expected -> digest(range, algorithm, expected));
  }

  private void digest(Range range, Digest.Algorithm algorithm, String expected) {
    MessageDigest computation = algorithm.start();
    digests.add(
        new RunningDigest(
            range, computation.getAlgorithm(), algorithm.isStrong(), computation, expected));
  }

  private void sha3(Header header, int tag, Range range) {
    String name = "SHA3-256";
    header
        .text(tag)
        .ifPresent(
            expected -> {
              try {
                MessageDigest computation = MessageDigest.getInstance(name);
                digests.add(new RunningDigest(range, name, true, computation, expected));
              } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java runtime has " + name, e);
              }
            });
  }

  private void signature(Header header, int tag, Range range) {
    header
        .binary(tag)
        .map(bytes -> new RunningSignature(range, SignatureCheck.allOf(bytes, ring)))
        .ifPresent(signatures::add);
  }

  private List<SignatureCheck> decoded(String base64) {
    try {
      return SignatureCheck.allOf(Base64.getMimeDecoder().decode(base64), ring);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private Integrity run() throws IOException {
    byte[] header = file.headerBytes();
    update(header, header.length, true);
    try (InputStream in = Files.newInputStream(file.path())) {
      in.skipNBytes(file.headerEnd());
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        update(buffer, n, false);
        Cancelled.check();
      }
    } catch (EOFException e) {
      throw new IOException("it became shorter while it was read", e);
    }
    return new Integrity(
        digests.stream().map(IntegrityCheck::result).toList(),
        signatures.stream().flatMap(running -> results(running).stream()).toList());
  }

  private void update(byte[] bytes, int length, boolean isHeader) {
    for (RunningDigest digest : digests) {
      if (isOver(digest.range, isHeader)) {
        digest.computation.update(bytes, 0, length);
      }
    }
    for (RunningSignature signature : signatures) {
      if (isOver(signature.range, isHeader)) {
        signature.checks.forEach(check -> check.update(bytes, 0, length));
      }
    }
  }

  private static boolean isOver(Range range, boolean isHeader) {
    return isHeader ? range.includesHeader() : range.includesPayload();
  }

  private static DigestResult result(RunningDigest digest) {
    String found = HexFormat.of().formatHex(digest.computation.digest());
    return new DigestResult(
        digest.range, digest.algorithm, digest.strong, found.equalsIgnoreCase(digest.expected));
  }

  private static List<SignatureResult> results(RunningSignature running) {
    if (running.checks.isEmpty()) {
      return List.of(
          new SignatureResult(running.range, new SignatureVerdict.Bad("it cannot be read")));
    }
    return running.checks.stream()
        .map(check -> new SignatureResult(running.range, check.verdict()))
        .toList();
  }
}
