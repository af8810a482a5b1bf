package org.tmpfsroot.workbench.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/** The public keys whose signatures are believed. Immutable. */
public final class KeyRing {
  /** Believes nobody. */
  public static final KeyRing EMPTY = new KeyRing(List.of());

  private static final String ARMOR_BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final long MOST_BYTES = 4L << 20;

  private final List<RingKey> signers;

  private KeyRing(List<RingKey> signers) {
    this.signers = List.copyOf(signers);
  }

  /**
   * Reads key files, each armored (one block or several) or binary.
   *
   * @throws Fault (world) when one is not a public key
   */
  public static KeyRing of(List<byte[]> keyFiles) {
    KeyRing ring = EMPTY;
    for (byte[] file : keyFiles) {
      ring = ring.plus(of("a key file", file));
    }
    return ring;
  }

  /**
   * Reads one key file, armored or binary.
   *
   * @param name where the bytes come from, for the message
   * @throws Fault (world) when it is not a public key
   */
  public static KeyRing of(String name, byte[] keyFile) {
    List<RingKey> keys = new ArrayList<>();
    try {
      for (byte[] binary : binaryBlocks(keyFile)) {
        keys.addAll(readRings(binary));
      }
    } catch (IOException | RuntimeException e) {
      // the library throws unchecked exceptions too on packets that lie about their lengths
      throw notAKey(name, "its packets cannot be read").causedBy(e);
    }
    if (keys.isEmpty()) {
      throw notAKey(name, "there is no public key in it");
    }
    return new KeyRing(keys);
  }

  /**
   * Reads one key file, armored or binary.
   *
   * @throws Fault (world) when it cannot be read or is not a public key
   */
  public static KeyRing read(Path keyFile) {
    try {
      if (Files.size(keyFile) > MOST_BYTES) {
        throw notAKey(keyFile.toString(), "it is larger than any key");
      }
      return of(keyFile.toString(), Files.readAllBytes(keyFile));
    } catch (IOException e) {
      throw Fault.world(
              "cannot read the key " + keyFile,
              IoReason.of(e),
              "name a file that holds an OpenPGP public key")
          .causedBy(e);
    }
  }

  private static Fault notAKey(String name, String why) {
    return Fault.world(
        name + " is not an OpenPGP public key",
        why,
        "name the file that the makers of the packages publish as their key");
  }

  /** The keys of both. */
  public KeyRing plus(KeyRing other) {
    return new KeyRing(Stream.concat(signers.stream(), other.signers.stream()).toList());
  }

  /** The primary keys, in the order they were given, each once. */
  public List<PublicKeyInfo> keys() {
    return signers.stream().map(RingKey::info).distinct().toList();
  }

  /** The keys, primary or sub, that have this id: nearly always one or none. */
  List<RingKey> withId(long keyId) {
    return signers.stream().filter(signer -> signer.key().getKeyID() == keyId).toList();
  }

  private static List<byte[]> binaryBlocks(byte[] file) throws IOException {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(ARMOR_BEGIN);
    if (begin < 0) {
      return List.of(file);
    }
    List<byte[]> blocks = new ArrayList<>();
    while (begin >= 0) {
      int next = text.indexOf(ARMOR_BEGIN, begin + ARMOR_BEGIN.length());
      String block = next < 0 ? text.substring(begin) : text.substring(begin, next);
      try (ArmoredInputStream in =
          new ArmoredInputStream(
              new ByteArrayInputStream(block.getBytes(StandardCharsets.ISO_8859_1)))) {
        blocks.add(in.readAllBytes());
      }
      begin = next;
    }
    return blocks;
  }

  private static List<RingKey> readRings(byte[] binary) throws IOException {
    List<RingKey> keys = new ArrayList<>();
    BcPGPObjectFactory packets = new BcPGPObjectFactory(binary);
    for (Object packet = packets.nextObject(); packet != null; packet = packets.nextObject()) {
      if (packet instanceof PGPPublicKeyRing ring) {
        PublicKeyInfo info = RingKey.infoOf(ring.getPublicKey());
        for (PGPPublicKey key : ring) {
          if (key.isMasterKey() || isBound(key, ring.getPublicKey())) {
            keys.add(new RingKey(key, info));
          }
        }
      }
    }
    return keys;
  }

  /** A subkey counts only when the primary key says that it is its own. */
  private static boolean isBound(PGPPublicKey subkey, PGPPublicKey primary) {
    return bindings(subkey)
        .anyMatch(
            binding -> {
              try {
                binding.init(new BcPGPContentVerifierBuilderProvider(), primary);
                return binding.verifyCertification(primary, subkey);
              } catch (PGPException | RuntimeException e) {
                return false;
              }
            });
  }

  private static Stream<PGPSignature> bindings(PGPPublicKey subkey) {
    List<PGPSignature> bindings = new ArrayList<>();
    subkey.getSignaturesOfType(PGPSignature.SUBKEY_BINDING).forEachRemaining(bindings::add);
    return bindings.stream();
  }
}
