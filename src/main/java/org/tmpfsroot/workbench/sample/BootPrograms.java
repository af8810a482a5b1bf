package org.tmpfsroot.workbench.sample;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Programs of a few bytes that say on screen and serial line that the sample installs nothing, and
 * halt: one for a BIOS, one for EFI firmware.
 */
final class BootPrograms {
  static final String MESSAGE = "tmpfsroot sample: this image shows a build, it installs nothing.";

  private static final int BIOS_ENTRY = 0x7c00;

  /** Behind the boot information table that a writer puts at bytes 8 to 63. */
  private static final int BIOS_CODE = 64;

  /** Where the code's operand with the message's address is. */
  private static final int BIOS_MESSAGE_OPERAND = 13;

  /** Longer than where GRUB's image is told its own place (offset 2548), in whole sectors. */
  private static final int BIOS_IMAGE_LENGTH = 4096;

  private static final int PE_HEADER = 0x40;
  private static final int PE_ALIGNMENT = 0x200;
  private static final int PE_SECTION = 0x1000;
  private static final int PE_OPTIONAL_LENGTH = 240;

  private BootPrograms() {}

  /**
   * The El Torito image: real mode code as a BIOS loads it to 0000:7c00, marked as GRUB's kind of
   * image, of which a BIOS reads the first 2 KiB.
   */
  static byte[] biosImage() {
    return biosProgram(BIOS_IMAGE_LENGTH);
  }

  /** The same code as the first sector of a disk; it ends before the MBR's fields. */
  static byte[] masterBootRecord() {
    byte[] program = biosProgram(0x1b0);
    return ByteBuffer.allocate(512).put(program).putShort(510, (short) 0x55aa).array();
  }

  private static byte[] biosProgram(int length) {
    byte[] jump = {(byte) 0xeb, BIOS_CODE - 2};
    byte[] code =
        HexFormat.of()
            .parseHex(
                "fa" // cli
                    + "31c0" // xor ax, ax
                    + "8ed8" // mov ds, ax
                    + "8ed0" // mov ss, ax
                    + "bc007c" // mov sp, 0x7c00
                    + "fb" // sti
                    + "fc" // cld
                    + "be0000" // mov si, message
                    + "ac" // next: lodsb
                    + "84c0" // test al, al
                    + "7417" // jz halt
                    + "50" // push ax
                    + "b40e" // mov ah, 0x0e: write to the screen
                    + "bb0700" // mov bx, 7
                    + "cd10" // int 0x10
                    + "bafd03" // mov dx, 0x3fd: the serial line's status
                    + "ec" // wait: in al, dx
                    + "a820" // test al, 0x20: room for a character
                    + "74fb" // jz wait
                    + "baf803" // mov dx, 0x3f8: the serial line
                    + "58" // pop ax
                    + "ee" // out dx, al
                    + "ebe4" // jmp next
                    + "f4" // halt: hlt
                    + "ebfd"); // jmp halt
    byte[] text = (MESSAGE + "\r\n\0(in the place of GRUB)\0").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(jump)
        .position(BIOS_CODE)
        .put(code)
        .put(text)
        .putShort(BIOS_CODE + BIOS_MESSAGE_OPERAND, (short) (BIOS_ENTRY + BIOS_CODE + code.length))
        .array();
  }

  /**
   * An EFI application for x86-64 as a PE32+ image with one section. It finds the console in the
   * system table (UEFI specification, sections 4.3 and 12.4) and needs no relocation.
   */
  static byte[] efiApplication() {
    byte[] code =
        HexFormat.of()
            .parseHex(
                "4883ec28" // sub rsp, 0x28
                    + "488b4a40" // mov rcx, [rdx + 0x40]: SystemTable->ConOut
                    + "488d1506000000" // lea rdx, [message]
                    + "ff5108" // call [rcx + 8]: OutputString
                    + "f4" // halt: hlt
                    + "ebfd"); // jmp halt
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes(code);
    section.writeBytes((MESSAGE + "\r\n\0").getBytes(StandardCharsets.UTF_16LE));
    int used = section.size();
    int rawLength = (used + PE_ALIGNMENT - 1) / PE_ALIGNMENT * PE_ALIGNMENT;
    ByteBuffer image = ByteBuffer.allocate(PE_ALIGNMENT + rawLength).order(ByteOrder.LITTLE_ENDIAN);
    image.put(0, (byte) 'M').put(1, (byte) 'Z').putInt(0x3c, PE_HEADER);
    image.position(PE_HEADER);
    image.put("PE\0\0".getBytes(StandardCharsets.US_ASCII));
    image.putShort((short) 0x8664).putShort((short) 1); // x86-64, one section
    image.putInt(0).putInt(0).putInt(0);
    image
        .putShort((short) PE_OPTIONAL_LENGTH)
        .putShort((short) 0x22); // executable, large addresses
    putOptionalHeader(image, rawLength);
    image.put(".text\0\0\0".getBytes(StandardCharsets.US_ASCII));
    image.putInt(used).putInt(PE_SECTION).putInt(rawLength).putInt(PE_ALIGNMENT);
    image.putInt(0).putInt(0).putInt(0).putInt(0x6000_0020); // code, executable, readable
    return image.put(PE_ALIGNMENT, section.toByteArray()).array();
  }

  private static void putOptionalHeader(ByteBuffer image, int codeLength) {
    int end = image.position() + PE_OPTIONAL_LENGTH;
    image.putShort((short) 0x20b).putShort((short) 0); // PE32+
    image.putInt(codeLength).putInt(0).putInt(0);
    image.putInt(PE_SECTION).putInt(PE_SECTION); // entry point, start of the code
    image.putLong(0).putInt(PE_SECTION).putInt(PE_ALIGNMENT);
    image.putLong(0).putLong(0); // versions
    image.putInt(2 * PE_SECTION).putInt(PE_ALIGNMENT).putInt(0); // sizes, no checksum
    image.putShort((short) 10).putShort((short) 0x100); // EFI application, data not executable
    image.putLong(0).putLong(0).putLong(0).putLong(0).putInt(0).putInt(16);
    image.position(end);
  }
}
