package org.tmpfsroot.workbench.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.IoReason;

/** Reads the small files a user names: kickstart parts, public keys, password hashes. */
final class OwnFiles {
  private static final long LARGEST = 4 << 20;
  private static final Pattern PUBLIC_KEY =
      Pattern.compile(
          "(ssh-(rsa|ed25519|dss)|ecdsa-sha2-nistp\\d+|sk-[a-z0-9-]+@openssh\\.com)"
              + " [A-Za-z0-9+/]{16,}={0,3}( [^\\p{Cntrl}]*)?");

  private OwnFiles() {}

  /** Refuses a path that cannot serve as {@code kind}. */
  static void check(FileKind kind, Path path) {
    if (kind.form() == FileKind.Form.TEXT) {
      text(path);
      return;
    }
    expectThere(path);
    if (!Files.isDirectory(path)) {
      throw Fault.usage(
          "cannot use " + path + " as " + kind, "it is not a folder", "name a folder");
    }
  }

  /**
   * The text of a file.
   *
   * @throws Fault (usage) when it is missing or too large, not UTF-8, or has characters that no
   *     text has
   */
  static String text(Path path) {
    expectThere(path);
    if (!Files.isRegularFile(path)) {
      throw Fault.usage("cannot use " + path, "it is not a file", "name a text file");
    }
    String text;
    try {
      if (Files.size(path) > LARGEST) {
        throw notText(path, "it is larger than " + (LARGEST >> 20) + " MiB");
      }
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
              .toString();
    } catch (CharacterCodingException e) {
      throw notText(path, "it is not UTF-8");
    } catch (IOException e) {
      throw Fault.world("cannot read " + path, IoReason.of(e), "name a file that can be read")
          .causedBy(e);
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f')) {
      throw notText(path, "it has control characters");
    }
    return text;
  }

  /** The lines of a public key file. */
  static List<String> publicKeys(Path path) {
    List<String> lines =
        text(path)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    if (lines.isEmpty() || !lines.stream().allMatch(line -> PUBLIC_KEY.matcher(line).matches())) {
      throw Fault.usage(
          "cannot take a key from " + path,
          "it is not a file of SSH public keys",
          "name the file that ends in .pub");
    }
    return lines;
  }

  /** The one hash in a file. */
  static String passwordHash(Path path) {
    String hash = text(path).strip();
    if (!SystemForms.isPasswordHash(hash)) {
      throw Fault.usage(
          "cannot take a password from " + path,
          "it does not hold one password hash, and may hold the password itself",
          "put into it what 'openssl passwd -6' prints");
    }
    return hash;
  }

  private static void expectThere(Path path) {
    if (!Files.exists(path)) {
      throw Fault.usage(
          "there is no " + path,
          Nearest.sentence(
              String.valueOf(path.getFileName()), Paths.siblings(path), "nothing has that name"),
          "name one that is there");
    }
  }

  private static Fault notText(Path path, String why) {
    return Fault.usage("cannot use " + path + " as text", why, "name a text file in UTF-8");
  }
}
