package org.tmpfsroot.workbench.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/** Files with OpenPGP public keys, as far as a session looks into them. */
public final class KeyFiles {
  private static final long LARGEST = 1 << 20;
  private static final String ARMOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

  /** RFC 9580: the type of a public key packet, in the old and the new form of a header. */
  private static final int OLD_PUBLIC_KEY = 0x98;

  private static final int NEW_PUBLIC_KEY = 0xC6;

  private KeyFiles() {}

  /**
   * The path itself.
   *
   * @throws Fault (usage) when there is no such file, or it does not begin as public keys do
   */
  public static Path checked(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Fault.usage(
          "there is no key file " + file,
          Paths.whyNot(file, "file", "nothing has that name"),
          "name a file with public keys");
    }
    byte[] bytes = read(file);
    boolean armored = new String(bytes, StandardCharsets.ISO_8859_1).contains(ARMOR);
    int first = bytes.length == 0 ? 0 : bytes[0] & 0xFF;
    if (!armored && (first & 0xFC) != OLD_PUBLIC_KEY && first != NEW_PUBLIC_KEY) {
      throw Fault.usage(
          "cannot trust " + file,
          "it is not a file with OpenPGP public keys",
          "name a file such as RPM-GPG-KEY-fedora-44-primary");
    }
    return file;
  }

  /**
   * All bytes of a key file.
   *
   * @throws Fault (world) when it cannot be read or is too large for keys
   */
  static byte[] read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw Fault.world(
            "cannot use the key file " + file, "it is too large for keys", "name a key file");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Fault.world(
              "cannot read the key file " + file,
              IoReason.of(e),
              "put it back, or type `mirror reset`")
          .causedBy(e);
    }
  }
}
