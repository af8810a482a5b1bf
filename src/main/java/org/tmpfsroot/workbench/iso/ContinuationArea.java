package org.tmpfsroot.workbench.iso;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks behind a directory for the system use fields that its records have no room for. A
 * piece never crosses a block's end, since Linux reads one block for it.
 */
final class ContinuationArea {
  private final long firstBlock;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ContinuationArea(long firstBlock) {
    this.firstBlock = firstBlock;
  }

  /** Takes the fields in and gives the one that points to them. */
  byte[] put(List<byte[]> fields) {
    if (RockRidgeFields.length(fields) > roomInBlock()) {
      fillBlock();
    }
    List<byte[]> piece = fields;
    List<byte[]> rest = List.of();
    if (RockRidgeFields.length(fields) > ImageFile.BLOCK) {
      int count =
          RockRidgeFields.howManyFit(fields, ImageFile.BLOCK - RockRidgeFields.CONTINUATION);
      piece = new ArrayList<>(fields.subList(0, count));
      rest = fields.subList(count, fields.size());
    }
    int at = bytes.size();
    int length =
        RockRidgeFields.length(piece) + (rest.isEmpty() ? 0 : RockRidgeFields.CONTINUATION);
    bytes.writeBytes(RockRidgeFields.join(piece));
    if (!rest.isEmpty()) {
      int pointerAt = bytes.size();
      bytes.writeBytes(new byte[RockRidgeFields.CONTINUATION]);
      fillBlock();
      byte[] pointer = put(rest);
      byte[] all = bytes.toByteArray();
      System.arraycopy(pointer, 0, all, pointerAt, pointer.length);
      bytes.reset();
      bytes.writeBytes(all);
    }
    return RockRidgeFields.continuation(
        firstBlock + at / ImageFile.BLOCK, at % ImageFile.BLOCK, length);
  }

  /** All of it, in whole blocks. */
  byte[] blocks() {
    fillBlock();
    return bytes.toByteArray();
  }

  private int roomInBlock() {
    return ImageFile.BLOCK - bytes.size() % ImageFile.BLOCK;
  }

  private void fillBlock() {
    bytes.writeBytes(new byte[roomInBlock() % ImageFile.BLOCK]);
  }
}
