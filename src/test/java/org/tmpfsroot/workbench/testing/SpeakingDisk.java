package org.tmpfsroot.workbench.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The smallest thing a BIOS starts: a sector that says a line on the first serial port and then
 * does one more thing.
 */
public final class SpeakingDisk {
  private static final int SECTOR = 512;
  private static final int LOADED_AT = 0x7c00;

  /** What it does once it has spoken. */
  public enum Then {
    /** Nothing, for ever: {@code hlt; jmp $-1}. */
    HANG("f4ebfd"),
    /** Switches the machine off: {@code mov dx,0x604; mov ax,0x2000; out dx,ax}. */
    SWITCH_OFF("ba0406b80020effa" + HANG.code),
    /** Restarts the machine: {@code mov dx,0xcf9; mov al,6; out dx,al}. */
    RESTART("baf90cb006ee" + HANG.code),
    /**
     * Says what it hears: {@code mov dx,0x3fd; in al,dx; test al,1; jz $-6; mov dx,0x3f8; in al,dx;
     * out dx,al; jmp $-13}.
     */
    ECHO("bafd03eca80174f8baf803eceeebf1");

    private final String code;

    Then(String code) {
      this.code = code;
    }
  }

  private SpeakingDisk() {}

  /** Makes a disk of 1 MiB with that sector at {@code file}. */
  public static Path write(Path file, String line, Then then) throws IOException {
    byte[] end = HexFormat.of().parseHex(then.code);
    // xor ax,ax; mov ds,ax; cld; mov si,message; next: lodsb; test al,al; jz end; mov dx,0x3f8;
    // out dx,al; jmp next; end:
    int message = LOADED_AT + 19 + end.length;
    ByteArrayOutputStream sector = new ByteArrayOutputStream();
    sector.writeBytes(
        HexFormat.of()
            .parseHex(
                String.format(
                    "31c08ed8fcbe%02x%02xac84c07406baf803eeebf5", message & 0xff, message >> 8)));
    sector.writeBytes(end);
    sector.writeBytes((line + "\r\n\0").getBytes(StandardCharsets.US_ASCII));
    byte[] disk = java.util.Arrays.copyOf(sector.toByteArray(), 1 << 20);
    if (sector.size() > SECTOR - 2) {
      throw new IllegalArgumentException("too long: " + line);
    }
    disk[SECTOR - 2] = 0x55;
    disk[SECTOR - 1] = (byte) 0xaa;
    return Files.write(file, disk);
  }
}
