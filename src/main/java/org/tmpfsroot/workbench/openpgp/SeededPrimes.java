package org.tmpfsroot.workbench.openpgp;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.io.Digest;

/**
 * Prime numbers drawn from a seed: SHA-256 over the seed and a counter gives the bits, so every
 * Java runtime finds the same ones.
 */
final class SeededPrimes {
  private static final int CERTAINTY = 80;

  /** Most candidates have a small factor, and a common divisor is found sooner than a proof. */
  private static final BigInteger SMALL_PRIMES =
      IntStream.range(3, 1000)
          .mapToObj(BigInteger::valueOf)
          .filter(number -> number.isProbablePrime(CERTAINTY))
          .reduce(BigInteger.ONE, BigInteger::multiply);

  private final byte[] seed;
  private int counter;

  SeededPrimes(byte[] seed) {
    this.seed = seed.clone();
  }

  /** The next prime of {@code bits} bits whose predecessor shares no factor with the exponent. */
  BigInteger next(int bits, BigInteger exponent) {
    while (true) {
      // the two highest bits, so that the product of two has twice the bits
      BigInteger candidate = draw(bits).setBit(bits - 1).setBit(bits - 2).setBit(0);
      if (candidate.gcd(SMALL_PRIMES).equals(BigInteger.ONE)
          && candidate.isProbablePrime(CERTAINTY)
          && candidate.subtract(BigInteger.ONE).gcd(exponent).equals(BigInteger.ONE)) {
        return candidate;
      }
    }
  }

  private BigInteger draw(int bits) {
    ByteBuffer bytes = ByteBuffer.allocate(bits / Byte.SIZE);
    while (bytes.hasRemaining()) {
      MessageDigest block = Digest.Algorithm.SHA256.start();
      block.update(seed);
      block.update(ByteBuffer.allocate(Integer.BYTES).putInt(counter++).flip());
      byte[] drawn = block.digest();
      bytes.put(drawn, 0, Math.min(drawn.length, bytes.remaining()));
    }
    return new BigInteger(1, bytes.array());
  }
}
