package org.tmpfsroot.workbench.openpgp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** How signatures are begun and spelled, whoever makes them. */
final class Signatures {
  private Signatures() {}

  /** A signature that names its key and its moment, and nothing more. */
  static PGPSignatureGenerator generator(
      int type, int digest, PGPPublicKey publicKey, PGPPrivateKey privateKey, Date made)
      throws PGPException {
    return generator(
        type, digest, publicKey, privateKey, made, new PGPSignatureSubpacketGenerator());
  }

  /**
   * @param hashed what it says besides, as a part of what is signed
   */
  static PGPSignatureGenerator generator(
      int type,
      int digest,
      PGPPublicKey publicKey,
      PGPPrivateKey privateKey,
      Date made,
      PGPSignatureSubpacketGenerator hashed)
      throws PGPException {
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(publicKey.getAlgorithm(), digest), publicKey);
    generator.init(type, privateKey);
    hashed.setSignatureCreationTime(false, made);
    hashed.setIssuerFingerprint(false, publicKey);
    generator.setHashedSubpackets(hashed.generate());
    PGPSignatureSubpacketGenerator unhashed = new PGPSignatureSubpacketGenerator();
    unhashed.setIssuerKeyID(false, publicKey.getKeyID());
    generator.setUnhashedSubpackets(unhashed.generate());
    return generator;
  }

  static String armored(byte[] binary) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArmoredOutputStream out =
        ArmoredOutputStream.builder().clearHeaders().enableCRC(true).build(bytes)) {
      out.write(binary);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toString(StandardCharsets.US_ASCII).replace("\r\n", "\n");
  }
}
