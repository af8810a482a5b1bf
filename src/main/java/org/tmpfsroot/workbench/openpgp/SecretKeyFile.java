package org.tmpfsroot.workbench.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.OwnerOnly;

/**
 * A secret key of the user's, as {@code gpg --export-secret-keys} writes it, armored or binary.
 * Reading it needs no passphrase; signing does, where the key is locked.
 */
public final class SecretKeyFile {
  private static final String WHAT = "the signing key";
  private static final int MOST_BYTES = 4 << 20;
  private static final List<Integer> SELF_SIGNATURES =
      List.of(
          PGPSignature.POSITIVE_CERTIFICATION,
          PGPSignature.DEFAULT_CERTIFICATION,
          PGPSignature.CASUAL_CERTIFICATION,
          PGPSignature.NO_CERTIFICATION,
          PGPSignature.DIRECT_KEY,
          PGPSignature.SUBKEY_BINDING);

  private final Path file;
  private final PGPSecretKey key;
  private final PublicKeyInfo owner;

  private SecretKeyFile(Path file, PGPSecretKey key, PublicKeyInfo owner) {
    this.file = file;
    this.key = key;
    this.owner = owner;
  }

  /**
   * Reads the file and chooses the key in it that signs, as GnuPG does: the newest subkey for
   * signing, else the primary key.
   *
   * @param now when it is to sign
   * @throws Fault (session) when others may read the file, or no key in it can sign then; (world)
   *     when it cannot be read
   */
  public static SecretKeyFile read(Path file, Instant now) {
    OwnerOnly.require(file, WHAT);
    List<String> reasons = new ArrayList<>();
    for (PGPSecretKeyRing ring : rings(file)) {
      PublicKeyInfo owner = RingKey.infoOf(ring.getPublicKey());
      List<PGPSecretKey> fit = new ArrayList<>();
      for (PGPSecretKey each : ring) {
        if (each.isSigningKey() && !each.isPrivateKeyEmpty() && isMeantToSign(each)) {
          fit.add(each);
        }
      }
      if (fit.isEmpty()) {
        reasons.add("no key of " + owner + " in it can sign");
      }
      List<PGPSecretKey> valid = new ArrayList<>();
      for (PGPSecretKey each : fit) {
        RingKey known = new RingKey(each.getPublicKey(), owner);
        if (known.isRevoked()) {
          reasons.add(owner + " is revoked");
        } else if (!known.isValidAt(now)) {
          reasons.add(owner + " has expired");
        } else {
          valid.add(each);
        }
      }
      if (!valid.isEmpty()) {
        return new SecretKeyFile(file, preferred(valid), owner);
      }
    }
    throw Fault.session(
        "cannot sign with " + file,
        reasons.isEmpty()
            ? "there is no OpenPGP secret key in it"
            : String.join(", ", reasons.stream().distinct().toList()),
        "name a file that gpg --export-secret-keys wrote, of a key that can sign");
  }

  private static PGPSecretKey preferred(List<PGPSecretKey> keys) {
    Comparator<PGPSecretKey> order =
        Comparator.comparing((PGPSecretKey each) -> !each.isMasterKey())
            .thenComparing(each -> each.getPublicKey().getCreationTime());
    return keys.stream().max(order).orElseThrow();
  }

  private static List<PGPSecretKeyRing> rings(Path file) {
    List<PGPSecretKeyRing> rings = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      try (InputStream decoded = PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes))) {
        BcPGPObjectFactory packets = new BcPGPObjectFactory(decoded);
        for (Object packet = packets.nextObject(); packet != null; packet = packets.nextObject()) {
          if (packet instanceof PGPSecretKeyRing ring) {
            rings.add(ring);
          }
        }
      } catch (IOException | RuntimeException e) {
        // the library throws unchecked exceptions too on packets that lie about their lengths;
        // its words are not shown, since the bytes are secret
        return List.of();
      }
    } catch (IOException e) {
      throw AtomicFile.cannotRead(file, e);
    }
    return rings;
  }

  /** A key that does not say what it is for may sign. */
  private static boolean isMeantToSign(PGPSecretKey key) {
    List<Integer> flags = flags(key.getPublicKey());
    return flags.isEmpty() || flags.stream().anyMatch(flag -> (flag & KeyFlags.SIGN_DATA) != 0);
  }

  private static List<Integer> flags(PGPPublicKey key) {
    return SELF_SIGNATURES.stream()
        .flatMap(type -> signatures(key, type))
        .filter(signature -> signature.getHashedSubPackets() != null)
        .map(signature -> signature.getHashedSubPackets().getKeyFlags())
        .filter(flags -> flags != 0)
        .toList();
  }

  private static Stream<PGPSignature> signatures(PGPPublicKey key, int type) {
    List<PGPSignature> found = new ArrayList<>();
    Iterator<PGPSignature> all = key.getSignaturesOfType(type);
    all.forEachRemaining(found::add);
    return found.stream();
  }

  /** Whose key it is. */
  public PublicKeyInfo owner() {
    return owner;
  }

  /** The fingerprint of the key that signs, primary or sub, in upper-case hexadecimal digits. */
  public String fingerprint() {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }

  /**
   * The key, ready to sign.
   *
   * @throws Fault (session) when it is locked and the passphrase does not open it
   */
  public SecretSigner unlock(Passphrase passphrase) {
    boolean locked = key.getS2KUsage() != SecretKeyPacket.USAGE_NONE;
    if (locked && passphrase.isEmpty()) {
      throw cannotOpen("it is locked with a passphrase, and none was given");
    }
    try {
      PGPPrivateKey opened =
          key.extractPrivateKey(
              new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                  .build(passphrase.characters()));
      return new SecretSigner(key.getPublicKey(), opened);
    } catch (PGPException | RuntimeException e) {
      // the library's reasons may quote what it found in the key
      throw cannotOpen(locked ? "the passphrase does not open it" : "its numbers cannot be read");
    }
  }

  private Fault cannotOpen(String why) {
    return Fault.session(
        "cannot sign with " + file,
        why,
        "put the passphrase into a file that only you can read, and its path into the setting"
            + " sign.password-file, or set the variable WORKBENCH_SIGN_PASSWORD");
  }

  @Override
  public String toString() {
    return "the secret key of " + owner;
  }
}
