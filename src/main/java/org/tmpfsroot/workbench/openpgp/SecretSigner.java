package org.tmpfsroot.workbench.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Date;
import java.util.function.LongConsumer;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.tmpfsroot.workbench.fault.Cancelled;

/** An unlocked secret key, kept in memory only. */
public final class SecretSigner {
  private static final int BUFFER = 1 << 18;

  private final PGPPublicKey publicKey;
  private final PGPPrivateKey privateKey;

  SecretSigner(PGPPublicKey publicKey, PGPPrivateKey privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /**
   * A detached signature over {@code data}, armored; reads it to its end and leaves it open.
   *
   * @param made the moment the signature names
   * @param advance is told how many bytes more were read
   * @throws Cancelled when the thread is interrupted
   */
  public String signArmored(InputStream data, Instant made, LongConsumer advance)
      throws IOException {
    try {
      PGPSignatureGenerator generator =
          Signatures.generator(
              PGPSignature.BINARY_DOCUMENT,
              HashAlgorithmTags.SHA512,
              publicKey,
              privateKey,
              Date.from(made));
      byte[] buffer = new byte[BUFFER];
      for (int n = data.read(buffer); n >= 0; n = data.read(buffer)) {
        Cancelled.check();
        generator.update(buffer, 0, n);
        advance.accept(n);
      }
      return Signatures.armored(generator.generate().getEncoded());
    } catch (PGPException e) {
      throw new IOException("the signing key cannot be used: " + e.getMessage(), e);
    }
  }
}
