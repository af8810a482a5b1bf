package org.tmpfsroot.workbench.openpgp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPUtil;

/**
 * Reads signature packets strictly: the library overlooks lengths that do not add up, and what it
 * overlooks is neither signed nor seen.
 */
final class SignaturePackets {
  private static final int SIGNATURE_TAG = 2;
  private static final int LONGEST = 1 << 20;

  private SignaturePackets() {}

  /**
   * All signatures in {@code bytes}, armored or binary.
   *
   * @throws IOException when anything in it is not a whole signature packet
   */
  static List<PGPSignature> read(byte[] bytes) throws IOException {
    List<PGPSignature> signatures = new ArrayList<>();
    try (InputStream decoded = PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes))) {
      ByteArrayInputStream in = new ByteArrayInputStream(decoded.readAllBytes());
      while (in.available() > 0) {
        signatures.add(signature(body(in)));
      }
      return signatures;
    } catch (PGPException | RuntimeException e) {
      // the library throws unchecked exceptions too on packets that lie about their lengths
      throw new IOException("not a signature packet", e);
    }
  }

  private static PGPSignature signature(byte[] body) throws IOException, PGPException {
    PGPSignature signature =
        new PGPSignature(new BCPGInputStream(new ByteArrayInputStream(framed(body))));
    byte[] understood = body(new ByteArrayInputStream(signature.getEncoded()));
    if (body.length != understood.length) {
      throw new IOException("a signature packet holds more than a signature");
    }
    return signature;
  }

  private static byte[] body(ByteArrayInputStream in) throws IOException {
    int header = in.read();
    boolean newFormat = (header & 0xc0) == 0xc0;
    int tag = newFormat ? header & 0x3f : (header >> 2) & 0x0f;
    if ((header & 0x80) == 0 || tag != SIGNATURE_TAG) {
      throw new IOException("not a signature packet");
    }
    long length = newFormat ? newLength(in) : number(in, oldLengthBytes(header & 3));
    if (length > LONGEST || length > in.available()) {
      throw new EOFException("a signature packet ends in the middle");
    }
    return in.readNBytes((int) length);
  }

  private static int oldLengthBytes(int kind) throws IOException {
    if (kind == 3) {
      throw new IOException("a signature packet of indeterminate length");
    }
    return 1 << kind;
  }

  /** RFC 4880, section 4.2.2; partial lengths are for data packets only. */
  private static long newLength(InputStream in) throws IOException {
    int first = (int) number(in, 1);
    if (first < 192) {
      return first;
    }
    if (first < 224) {
      return ((first - 192) << 8) + number(in, 1) + 192;
    }
    if (first == 255) {
      return number(in, 4);
    }
    throw new IOException("a signature packet in parts");
  }

  private static long number(InputStream in, int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("a signature packet ends in the middle");
      }
      value = value << 8 | next;
    }
    return value;
  }

  private static byte[] framed(byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 5);
    out.write(0x80 | SIGNATURE_TAG << 2 | 2);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(body.length >> shift);
    }
    out.write(body);
    return out.toByteArray();
  }
}
