package org.tmpfsroot.workbench.openpgp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * A text that carries its own signature, such as Fedora's CHECKSUM files (RFC 4880, section 7).
 *
 * @param lines the signed lines, and only those, without the blanks at their ends, which are not
 *     signed
 * @param signature who signed them
 */
public record ClearSigned(List<String> lines, SignatureVerdict.Good signature) {
  private static final String BEGIN_MESSAGE = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final String END_SIGNATURE = "-----END PGP SIGNATURE-----";

  public ClearSigned {
    lines = List.copyOf(lines);
  }

  /**
   * Reads and believes a clear-signed text.
   *
   * @param name where the text comes from, for the message
   * @throws Fault (world) when it is not clear-signed, or not by a key of the ring
   */
  public static ClearSigned open(String name, byte[] text, KeyRing ring) {
    // one character for each byte: what is signed are bytes, whatever they spell
    Iterator<String> source =
        new String(text, StandardCharsets.ISO_8859_1).lines().toList().iterator();
    skipHeaders(source, name);
    List<String> signed = new ArrayList<>();
    String line = next(source, name);
    while (!line.equals(BEGIN_SIGNATURE)) {
      if (line.startsWith("-") && !line.startsWith("- ")) {
        throw notClearSigned(name, "a line in it begins with a dash that is not escaped");
      }
      signed.add(withoutTrailingBlanks(line.startsWith("- ") ? line.substring(2) : line));
      line = next(source, name);
    }
    StringBuilder armor = new StringBuilder(line).append('\n');
    while (!line.equals(END_SIGNATURE)) {
      line = withoutTrailingBlanks(next(source, name));
      armor.append(line).append('\n');
    }
    SignatureVerdict verdict = verdict(signed, armor.toString(), ring);
    if (!(verdict instanceof SignatureVerdict.Good good)) {
      throw Fault.world(
          "cannot trust " + name,
          verdict.inWords(),
          "fetch it again from another place, or trust the key that made it");
    }
    return new ClearSigned(
        signed.stream()
            .map(s -> new String(s.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
            .toList(),
        good);
  }

  private static void skipHeaders(Iterator<String> source, String name) {
    while (!withoutTrailingBlanks(next(source, name)).equals(BEGIN_MESSAGE)) {
      // what stands before is not signed, so it is not looked at
    }
    String header = withoutTrailingBlanks(next(source, name));
    while (!header.isEmpty()) {
      if (!header.startsWith("Hash:")) {
        throw notClearSigned(name, "its headers hold more than the digest's name");
      }
      header = withoutTrailingBlanks(next(source, name));
    }
  }

  private static SignatureVerdict verdict(List<String> lines, String armor, KeyRing ring) {
    byte[] canonical = canonical(lines);
    List<SignatureCheck> checks =
        SignatureCheck.allOf(armor.getBytes(StandardCharsets.ISO_8859_1), ring);
    checks.forEach(check -> check.update(canonical, 0, canonical.length));
    return DetachedSignature.overall(checks.stream().map(SignatureCheck::textVerdict).toList());
  }

  /** The bytes that are signed: the last line's end is not among them. */
  static byte[] canonical(List<String> lines) {
    return String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  static String withoutTrailingBlanks(String line) {
    int end = line.length();
    while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    return line.substring(0, end);
  }

  private static String next(Iterator<String> source, String name) {
    if (!source.hasNext()) {
      throw notClearSigned(name, "its beginning, its signature or the signature's end is missing");
    }
    return source.next();
  }

  private static Fault notClearSigned(String name, String why) {
    return Fault.world(
        name + " is not a clear-signed text", why, "fetch it again from another place");
  }
}
