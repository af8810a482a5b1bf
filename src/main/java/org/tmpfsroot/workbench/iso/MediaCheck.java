package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;

/**
 * The digest that an image carries of itself, by which Fedora's installer tests a medium before it
 * uses it: text in the primary volume descriptor's field for applications, bytes 883 to 1394, as
 * isomd5sum 1.2 writes and reads it. It is an MD5 over all but the last 15 blocks, with that field
 * as spaces; digits of what it is on the way stand there too, so that damage is found early. It
 * tells damage, and says nothing of where an image comes from.
 */
public final class MediaCheck {
  private static final long DESCRIPTOR = 16L * ImageFile.BLOCK;
  private static final long FIELD = DESCRIPTOR + 883;
  private static final int FIELD_LENGTH = 512;
  private static final int SKIPPED_BLOCKS = 15;
  private static final int FRAGMENTS = 20;
  private static final int DIGITS_OF_FRAGMENT = 3;
  private static final int PIECE = 32 * 1024;
  private static final Pattern SUM =
      Pattern.compile("ISO MD5SUM = ([0-9a-f]{32});SKIPSECTORS = (\\d{1,6});");

  /** What a look at the digest gave. */
  public enum Verdict {
    /** It carries none. */
    NONE,
    /** What was read is what was written. */
    RIGHT,
    /** It is not. */
    WRONG
  }

  record Sums(String whole, String fragments) {}

  private MediaCheck() {}

  /**
   * Gives the image its digest, in place of one it has.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when it cannot be read or written
   */
  public static void implant(Path image, Progress progress) {
    implant(image, sums(image, "digest of " + image.getFileName(), progress, Growth.over()));
  }

  /** Gives it one that {@link #follow} computed. */
  static void implant(Path image, Sums sums) {
    String text =
        "ISO MD5SUM = "
            + sums.whole
            + ";SKIPSECTORS = "
            + SKIPPED_BLOCKS
            + ";RHLISOSTATUS=0;FRAGMENT SUMS = "
            + sums.fragments
            + ";FRAGMENT COUNT = "
            + FRAGMENTS
            + ";THIS IS NOT THE SAME AS RUNNING MD5SUM ON THIS ISO!!";
    byte[] field = spaces();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, field, 0, bytes.length);
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(field);
      while (buffer.hasRemaining()) {
        channel.write(buffer, FIELD + buffer.position());
      }
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(image, e);
    }
  }

  /** Computes the digest of an image that is being written from its beginning to its end. */
  static Sums follow(Path image, Growth growth) {
    growth.await(DESCRIPTOR + ImageFile.BLOCK);
    return sums(image, "", Progress.SILENT, growth);
  }

  private static Sums sums(Path image, String title, Progress progress, Growth growth) {
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.READ)) {
      return sums(channel, SKIPPED_BLOCKS, title, progress, growth);
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(image, e);
    }
  }

  /**
   * Reads all of the image and compares it with the digest it carries.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when it cannot be read
   */
  public static Verdict check(Path image, Progress progress) {
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.READ)) {
      Optional<Matcher> carried = carried(channel);
      if (carried.isEmpty()) {
        return Verdict.NONE;
      }
      int skipped = Integer.parseInt(carried.get().group(2));
      Sums sums = sums(channel, skipped, "reading " + image.getFileName(), progress, Growth.over());
      return sums.whole.equals(carried.get().group(1)) ? Verdict.RIGHT : Verdict.WRONG;
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(image, e);
    }
  }

  private static Optional<Matcher> carried(FileChannel channel) throws IOException {
    ByteBuffer field = ByteBuffer.allocate(FIELD_LENGTH);
    readFully(channel, field, FIELD);
    Matcher matcher = SUM.matcher(new String(field.array(), StandardCharsets.ISO_8859_1));
    return matcher.find() ? Optional.of(matcher) : Optional.empty();
  }

  private static Sums sums(
      FileChannel channel, int skipped, String title, Progress progress, Growth growth)
      throws IOException {
    ByteBuffer blocks = ByteBuffer.allocate(4);
    readFully(channel, blocks, DESCRIPTOR + 80);
    long volume = LittleEndian.u32(blocks.array(), 0) * ImageFile.BLOCK;
    long total = volume - (long) skipped * ImageFile.BLOCK;
    long fragment = Math.max(1, total / (FRAGMENTS + 1));
    MessageDigest digest = Digest.Algorithm.MD5.start();
    StringBuilder fragments = new StringBuilder();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    long last = 0;
    try (Progress.Task task = progress.begin(title, total)) {
      for (long at = 0; at < total; at += PIECE) {
        Cancelled.check();
        piece.clear().limit((int) Math.min(PIECE, total - at));
        growth.await(at + piece.limit());
        readFully(channel, piece, at);
        blank(piece.array(), at);
        digest.update(piece.array(), 0, piece.limit());
        if (at / fragment != last) {
          last = at / fragment;
          fragments.append(digits(digest));
        }
        task.advance(piece.limit());
      }
    }
    return new Sums(HexFormat.of().formatHex(digest.digest()), fragments.toString());
  }

  /** The first digit of each of the first bytes, without leading zeros, as isomd5sum has them. */
  private static String digits(MessageDigest digest) {
    try {
      byte[] sum = ((MessageDigest) digest.clone()).digest();
      StringBuilder digits = new StringBuilder();
      for (int i = 0; i < DIGITS_OF_FRAGMENT; i++) {
        digits.append(Integer.toHexString(sum[i] & 0xff).charAt(0));
      }
      return digits.toString();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every Java runtime's MD5 can be cloned", e);
    }
  }

  /** Makes the field spaces, as far as it is in the bytes from {@code at} on. */
  private static void blank(byte[] piece, long at) {
    long from = Math.max(0, FIELD - at);
    long to = Math.min(piece.length, FIELD + FIELD_LENGTH - at);
    if (from < to) {
      Arrays.fill(piece, (int) from, (int) to, (byte) ' ');
    }
  }

  private static byte[] spaces() {
    byte[] field = new byte[FIELD_LENGTH];
    Arrays.fill(field, (byte) ' ');
    return field;
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer, long at)
      throws IOException {
    int start = buffer.position();
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position() - start) < 0) {
        throw new IOException("it ends at byte " + (at + buffer.position() - start));
      }
    }
  }
}
