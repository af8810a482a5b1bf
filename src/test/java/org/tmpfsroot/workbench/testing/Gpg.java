package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** GnuPG with a key store of its own in {@code home}. */
public record Gpg(Path home) {

  /** Calls it without questions. */
  public Peer.Result run(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("gpg", "--batch", "--no-tty", "--yes", "--pinentry-mode=loopback"));
    command.addAll(Arrays.asList(arguments));
    return Peer.runIn(home, Map.of("GNUPGHOME", home.toString()), command);
  }

  /** Makes a key for signing that is locked with {@code passphrase}, or open when that is empty. */
  public void generate(String user, String algorithm, String passphrase) {
    run("--passphrase", passphrase, "--quick-generate-key", user, algorithm, "sign", "never").ok();
  }

  /** The same as of another day and for a time. */
  public void generateAt(String time, String user, String validity) {
    run(
            "--faked-system-time",
            time,
            "--passphrase",
            "",
            "--quick-generate-key",
            user,
            "ed25519",
            "sign",
            validity)
        .ok();
  }

  /** The public key of {@code user}, armored. */
  public byte[] exported(String user) {
    return run("--armor", "--export", user).ok().getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes the secret key of {@code user} into a file for its owner alone. */
  public Path secretKey(String user, String passphrase) throws IOException {
    Path file = home.resolve(user + ".secret");
    run(
            "--passphrase",
            passphrase,
            "--armor",
            "--output",
            file.toString(),
            "--export-secret-keys",
            user)
        .ok();
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Revokes the key of {@code user} by the certificate made with it. */
  public void revoke(String user) throws IOException {
    String fingerprint =
        run("--with-colons", "--list-keys", user)
            .ok()
            .lines()
            .filter(line -> line.startsWith("fpr:"))
            .map(line -> line.split(":")[9])
            .findFirst()
            .orElseThrow();
    Path kept = home.resolve("openpgp-revocs.d").resolve(fingerprint + ".rev");
    Path usable =
        Files.writeString(
            home.resolve("revocation"), Files.readString(kept).replace("\n:---", "\n---"));
    run("--import", usable.toString()).ok();
  }

  /** Signs a file, and gives the armored signature. */
  public byte[] sign(String user, Path file, String... more) throws IOException {
    Path signature = home.resolve("signature");
    List<String> arguments = new ArrayList<>(Arrays.asList(more));
    arguments.addAll(List.of("-u", user, "--armor", "--detach-sign", "-o", signature.toString()));
    arguments.add(file.toString());
    run(arguments.toArray(String[]::new)).ok();
    return Files.readAllBytes(signature);
  }
}
