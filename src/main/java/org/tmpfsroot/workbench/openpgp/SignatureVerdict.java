package org.tmpfsroot.workbench.openpgp;

import java.time.Instant;

/**
 * What a signature is worth to the holder of a key ring. Judged by the time the signature itself
 * names, never by a clock, so that the verdict on the same bytes does not change.
 */
public sealed interface SignatureVerdict {

  /** Made by a key of the ring over exactly these bytes. */
  record Good(PublicKeyInfo key, Instant made) implements SignatureVerdict {
    @Override
    public String inWords() {
      return "signed by " + key;
    }
  }

  /** Made by a key that is not in the ring: {@code keyId} is 16 upper-case hexadecimal digits. */
  record Unknown(String keyId) implements SignatureVerdict {
    @Override
    public String inWords() {
      return "signed by the unknown key " + keyId;
    }
  }

  /** Not a signature over these bytes, or not a readable signature. */
  record Bad(String reason) implements SignatureVerdict {
    @Override
    public String inWords() {
      return "the signature is wrong: " + reason;
    }
  }

  /** Right, but made after the key's validity had ended. */
  record Expired(PublicKeyInfo key, Instant made) implements SignatureVerdict {
    @Override
    public String inWords() {
      return "signed on " + made + " by " + key + ", which was no longer valid";
    }
  }

  /** Right, but the key's owner took the key back. */
  record Revoked(PublicKeyInfo key) implements SignatureVerdict {
    @Override
    public String inWords() {
      return "signed by " + key + ", which is revoked";
    }
  }

  /** Right, but over a digest that can be forged. */
  record Weak(PublicKeyInfo key, String digestAlgorithm) implements SignatureVerdict {
    @Override
    public String inWords() {
      return "signed by " + key + " over a " + digestAlgorithm + " digest, which can be forged";
    }
  }

  /** The verdict as the second half of a sentence about the thing that is signed. */
  String inWords();

  /** Whether it proves who made the bytes. */
  default boolean isGood() {
    return this instanceof Good;
  }
}
