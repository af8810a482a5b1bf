package org.tmpfsroot.workbench.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Cancelled;

/**
 * A digest of some bytes: an algorithm and lower-case hexadecimal digits, written {@code
 * sha256:ab12…}.
 */
public record Digest(Algorithm algorithm, String hex) {

  /** The algorithms met in repositories and RPMs. */
  public enum Algorithm {
    MD5("MD5", 32),
    SHA1("SHA-1", 40),
    SHA224("SHA-224", 56),
    SHA256("SHA-256", 64),
    SHA384("SHA-384", 96),
    SHA512("SHA-512", 128);

    private final String javaName;
    private final int hexLength;

    Algorithm(String javaName, int hexLength) {
      this.javaName = javaName;
      this.hexLength = hexLength;
    }

    /** The lower-case name used in metadata: {@code sha256}. */
    public String metadataName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Knows {@code sha256}, {@code SHA256}, {@code sha-256} and, for SHA-1, {@code sha}. */
    public static Optional<Algorithm> named(String name) {
      String plain = name.replace("-", "").toUpperCase(Locale.ROOT);
      if (plain.equals("SHA")) {
        return Optional.of(SHA1);
      }
      for (Algorithm algorithm : values()) {
        if (algorithm.name().equals(plain)) {
          return Optional.of(algorithm);
        }
      }
      return Optional.empty();
    }

    /**
     * Whether a collision is too costly to be made today; weaker digests prove nothing about where
     * bytes came from.
     */
    public boolean isStrong() {
      return this != MD5 && this != SHA1;
    }

    /** A fresh computation. */
    public MessageDigest start() {
      try {
        return MessageDigest.getInstance(javaName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java runtime has " + javaName, e);
      }
    }

    /** The finished computation's digest. */
    public Digest finish(MessageDigest computation) {
      return new Digest(this, HexFormat.of().formatHex(computation.digest()));
    }

    public Digest of(byte[] bytes) {
      MessageDigest computation = start();
      computation.update(bytes);
      return finish(computation);
    }

    /**
     * Reads the whole file.
     *
     * @throws Cancelled when the thread is interrupted
     */
    public Digest of(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return of(in);
      }
    }

    /**
     * Reads to the end.
     *
     * @throws Cancelled when the thread is interrupted
     */
    public Digest of(InputStream in) throws IOException {
      MessageDigest computation = start();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        computation.update(buffer, 0, n);
        Cancelled.check();
      }
      return finish(computation);
    }
  }

  public Digest {
    hex = hex.toLowerCase(Locale.ROOT);
    if (hex.length() != algorithm.hexLength || !isHex(hex)) {
      throw new IllegalArgumentException("not a " + algorithm.metadataName() + " digest: " + hex);
    }
  }

  public static Digest sha256(String hex) {
    return new Digest(Algorithm.SHA256, hex);
  }

  public static Digest sha256Of(byte[] bytes) {
    return Algorithm.SHA256.of(bytes);
  }

  /** Like {@link Algorithm#of(Path)}, for callers that treat a file they just made as theirs. */
  public static Digest sha256Of(Path file) {
    try {
      return Algorithm.SHA256.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty when the algorithm is unknown or the digits are not a digest of it. */
  public static Optional<Digest> parse(String algorithmName, String hex) {
    return Algorithm.named(algorithmName)
        .filter(algorithm -> hex.length() == algorithm.hexLength)
        .filter(algorithm -> isHex(hex.toLowerCase(Locale.ROOT)))
        .map(algorithm -> new Digest(algorithm, hex));
  }

  private static boolean isHex(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return algorithm.metadataName() + ":" + hex;
  }
}
