package org.tmpfsroot.workbench.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.OwnerOnly;
import org.tmpfsroot.workbench.io.PrivateVariables;

/**
 * What a secret key is locked with. Comes from a file or from the environment and never from a
 * typed line, which is shown, kept and seen by others.
 */
public final class Passphrase {
  /** Nothing that was given: opens only keys that are not locked. */
  public static final Passphrase NONE = new Passphrase("");

  private static final int LONGEST = 4096;

  private final String text;

  private Passphrase(String text) {
    this.text = text;
  }

  /**
   * The variable {@link PrivateVariables#PASSPHRASE} where it is set, else the first line of the
   * file, else none.
   *
   * @throws Fault (session) when others may read the file; (world) when it cannot be read
   */
  public static Passphrase of(Optional<Path> file) {
    String variable = System.getenv().getOrDefault(PrivateVariables.PASSPHRASE, "");
    return variable.isEmpty() ? file.map(Passphrase::read).orElse(NONE) : new Passphrase(variable);
  }

  /**
   * The first line of a file that only its owner may read.
   *
   * @throws Fault (session) when others may read it; (world) when it cannot be read
   */
  public static Passphrase read(Path file) {
    OwnerOnly.require(file, "the passphrase of the signing key");
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      return new Passphrase(text.lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw AtomicFile.cannotRead(file, e);
    }
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  char[] characters() {
    return text.toCharArray();
  }

  /** Says nothing of what it is. */
  @Override
  public String toString() {
    return "a passphrase";
  }
}
