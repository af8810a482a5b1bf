package org.tmpfsroot.workbench.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.tmpfsroot.workbench.fault.Cancelled;

/** Signatures that stand in a file of their own, such as {@code repomd.xml.asc}. */
public final class DetachedSignature {
  private DetachedSignature() {}

  /**
   * Checks {@code signature} (armored or binary) over {@code data}. Of several signatures each must
   * fit; the verdict is that of the first good one, else of the first.
   */
  public static SignatureVerdict verify(byte[] signature, byte[] data, KeyRing ring) {
    List<SignatureCheck> checks = SignatureCheck.allOf(signature, ring);
    checks.forEach(check -> check.update(data, 0, data.length));
    return overall(checks.stream().map(SignatureCheck::verdict).toList());
  }

  /**
   * Like {@link #verify(byte[], byte[], KeyRing)}, for data that does not fit into memory; reads
   * {@code data} to its end and leaves it open.
   */
  public static SignatureVerdict verify(byte[] signature, InputStream data, KeyRing ring)
      throws IOException {
    List<SignatureCheck> checks = SignatureCheck.allOf(signature, ring);
    byte[] buffer = new byte[1 << 16];
    for (int n = data.read(buffer); n >= 0; n = data.read(buffer)) {
      for (SignatureCheck check : checks) {
        check.update(buffer, 0, n);
      }
      Cancelled.check();
    }
    return overall(checks.stream().map(SignatureCheck::verdict).toList());
  }

  static SignatureVerdict overall(List<SignatureVerdict> verdicts) {
    if (verdicts.isEmpty()) {
      return new SignatureVerdict.Bad("it cannot be read");
    }
    return verdicts.stream()
        .filter(SignatureVerdict.Bad.class::isInstance)
        .findFirst()
        .or(() -> verdicts.stream().filter(SignatureVerdict::isGood).findFirst())
        .orElse(verdicts.get(0));
  }
}
