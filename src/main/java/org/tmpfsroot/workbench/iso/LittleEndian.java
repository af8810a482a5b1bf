package org.tmpfsroot.workbench.iso;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays, least significant byte first. */
final class LittleEndian {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static int u8(byte[] bytes, int offset) {
    return bytes[offset] & 0xff;
  }

  static int u16(byte[] bytes, int offset) {
    return (short) SHORT.get(bytes, offset) & 0xffff;
  }

  static long u32(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset) & 0xffff_ffffL;
  }

  static long i64(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  static void put16(byte[] bytes, int offset, int value) {
    SHORT.set(bytes, offset, (short) value);
  }

  static void put32(byte[] bytes, int offset, long value) {
    INT.set(bytes, offset, (int) value);
  }

  static void put64(byte[] bytes, int offset, long value) {
    LONG.set(bytes, offset, value);
  }
}
