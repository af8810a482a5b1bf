package org.tmpfsroot.workbench.iso;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the system use fields (SUSP, RRIP) of one directory record say. */
final class RockRidgeRecord {
  private static final int MOST_CONTINUATIONS = 64;
  private static final int FLAG_CONTINUE = 1;
  private static final int FLAG_CURRENT = 2;
  private static final int FLAG_PARENT = 4;
  private static final int FLAG_ROOT = 8;

  private final ByteArrayOutputStream name = new ByteArrayOutputStream();
  private final List<String> target = new ArrayList<>();
  private final ByteArrayOutputStream component = new ByteArrayOutputStream();
  private boolean hasTarget;
  private OptionalInt mode = OptionalInt.empty();
  private Optional<Instant> modified = Optional.empty();
  private OptionalLong childBlock = OptionalLong.empty();
  private boolean relocated;
  private int skipped = -1;

  private RockRidgeRecord() {}

  /**
   * Whether the first record of the root directory announces SUSP, and how many bytes at the head
   * of each later system use area are to be skipped for it.
   */
  static OptionalInt skipAnnounced(ImageFile file, byte[] systemUse) {
    int start = systemUse.length >= 21 && systemUse[14] == 'S' && systemUse[15] == 'P' ? 14 : 0;
    if (systemUse.length < start + 7 || systemUse[start] != 'S' || systemUse[start + 1] != 'P') {
      return OptionalInt.empty();
    }
    RockRidgeRecord record = of(file, Arrays.copyOfRange(systemUse, start, systemUse.length));
    return record.skipped < 0 ? OptionalInt.empty() : OptionalInt.of(record.skipped);
  }

  static RockRidgeRecord of(ImageFile file, byte[] systemUse) {
    RockRidgeRecord record = new RockRidgeRecord();
    byte[] area = systemUse;
    for (int i = 0; i < MOST_CONTINUATIONS; i++) {
      Optional<Extent> next = record.take(area);
      if (next.isEmpty()) {
        return record;
      }
      Extent extent = next.get();
      if (extent.length() > 16 * ImageFile.BLOCK) {
        throw file.damaged("a system use continuation has " + extent.length() + " bytes");
      }
      area = file.bytes(extent.offset(), (int) extent.length());
    }
    throw file.damaged("the system use fields of a record never end");
  }

  /** Takes in the fields of one area and gives where they go on. */
  private Optional<Extent> take(byte[] area) {
    Optional<Extent> next = Optional.empty();
    int length;
    for (int at = 0; at + 4 <= area.length; at += length) {
      length = LittleEndian.u8(area, at + 2);
      if (length < 4 || at + length > area.length) {
        break;
      }
      byte[] field = Arrays.copyOfRange(area, at, at + length);
      switch ((char) field[0] + "" + (char) field[1]) {
        case "CE" -> {
          if (length >= 28) {
            long block = LittleEndian.u32(field, 4);
            long offset = LittleEndian.u32(field, 12);
            next =
                Optional.of(
                    new Extent(block * ImageFile.BLOCK + offset, LittleEndian.u32(field, 20)));
          }
        }
        case "SP" -> {
          if (length >= 7
              && LittleEndian.u8(field, 4) == 0xbe
              && LittleEndian.u8(field, 5) == 0xef) {
            skipped = LittleEndian.u8(field, 6);
          }
        }
        case "ST" -> {
          return next;
        }
        case "NM" -> {
          if (length >= 5 && (field[4] & (FLAG_CURRENT | FLAG_PARENT)) == 0) {
            name.write(field, 5, length - 5);
          }
        }
        case "PX" -> mode = length >= 12 ? OptionalInt.of((int) LittleEndian.u32(field, 4)) : mode;
        case "TF" -> modified = modifiedIn(field).or(() -> modified);
        case "SL" -> takeTarget(field);
        case "CL" ->
            childBlock = length >= 12 ? OptionalLong.of(LittleEndian.u32(field, 4)) : childBlock;
        case "RE" -> relocated = true;
        default -> {
          // the fields of other protocols
        }
      }
    }
    return next;
  }

  private static Optional<Instant> modifiedIn(byte[] field) {
    if (field.length < 5 || (field[4] & 2) == 0) {
      return Optional.empty();
    }
    boolean digits = (field[4] & 0x80) != 0;
    int length = digits ? IsoDates.DIGITS_LENGTH : IsoDates.SHORT_LENGTH;
    int at = 5 + ((field[4] & 1) == 0 ? 0 : length);
    if (at + length > field.length) {
      return Optional.empty();
    }
    return Optional.of(digits ? IsoDates.ofDigits(field, at) : IsoDates.ofShort(field, at));
  }

  private void takeTarget(byte[] field) {
    hasTarget = true;
    for (int at = 5; at + 2 <= field.length; at += 2 + LittleEndian.u8(field, at + 1)) {
      int flags = field[at];
      int length = Math.min(LittleEndian.u8(field, at + 1), field.length - at - 2);
      if ((flags & FLAG_ROOT) != 0) {
        target.add("");
      } else if ((flags & FLAG_CURRENT) != 0) {
        target.add(".");
      } else if ((flags & FLAG_PARENT) != 0) {
        target.add("..");
      } else {
        component.write(field, at + 2, length);
        if ((flags & FLAG_CONTINUE) == 0) {
          target.add(decoded(component));
          component.reset();
        }
      }
    }
  }

  /** The name, empty when Rock Ridge gives none. */
  String name() {
    return decoded(name);
  }

  OptionalInt mode() {
    return mode;
  }

  Optional<Instant> modified() {
    return modified;
  }

  boolean isLink() {
    return hasTarget;
  }

  String linkTarget() {
    return target.equals(List.of("")) ? "/" : String.join("/", target);
  }

  /** The block of the directory that was moved away from here. */
  OptionalLong childBlock() {
    return childBlock;
  }

  /** Whether this directory was moved here and is to be seen elsewhere only. */
  boolean isRelocated() {
    return relocated;
  }

  /** UTF-8, and Latin 1 where it is not that, so that different names stay different. */
  private static String decoded(ByteArrayOutputStream bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
