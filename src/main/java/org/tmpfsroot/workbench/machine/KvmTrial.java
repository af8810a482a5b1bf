package org.tmpfsroot.workbench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.io.Tool;

/**
 * Finds out whether the processor carries a machine. That {@code /dev/kvm} is there says little: in
 * a machine that is virtual itself, guests may crawl or hang. So a small program is started, which
 * talks to a device some thousand times and ends QEMU with a status nothing else gives, and which
 * has two seconds for it. The answer is kept until this computer is restarted or QEMU is another.
 *
 * @param program QEMU
 * @param device what KVM is reached by
 * @param kept the file with the answer
 */
record KvmTrial(Path program, Path device, Path kept) {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int SECTOR = 512;

  /**
   * The status QEMU ends with when {@code 0x2a} is written to its debug exit: twice that, and 1.
   */
  private static final int PASSED = 0x2a * 2 + 1;

  /**
   * 16-bit code: {@code mov dx,0x80; mov cx,4000; out dx,al; loop $-1; mov dx,0x501; mov al,0x2a;
   * out dx,al; hlt; jmp $-1}.
   */
  private static final byte[] CODE =
      HexFormat.of()
          .parseHex("ba8000" + "b9a00f" + "ee" + "e2fd" + "ba0105" + "b02a" + "ee" + "f4ebfd");

  boolean passes() {
    if (!Files.isReadable(device) || !Files.isWritable(device)) {
      return false;
    }
    String about = about();
    if (known("yes " + about)) {
      return true;
    }
    if (known("no " + about)) {
      return false;
    }
    boolean passed = runs();
    try {
      AtomicFile.write(kept, ((passed ? "yes " : "no ") + about).getBytes(StandardCharsets.UTF_8));
    } catch (Fault e) {
      // it is tried again the next time
    }
    return passed;
  }

  private boolean known(String answer) {
    try {
      return Files.readString(kept).equals(answer);
    } catch (IOException e) {
      return false;
    }
  }

  private String about() {
    String boot;
    try {
      boot = Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      boot = "unknown";
    }
    try {
      return Digest.sha256Of(
              (boot + program + Files.size(program) + Files.getLastModifiedTime(program).toMillis())
                  .getBytes(StandardCharsets.UTF_8))
          .hex();
    } catch (IOException e) {
      return boot;
    }
  }

  private boolean runs() {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path disk = folder.path().resolve("trial");
      byte[] sector = new byte[SECTOR];
      System.arraycopy(CODE, 0, sector, 0, CODE.length);
      sector[SECTOR - 2] = 0x55;
      sector[SECTOR - 1] = (byte) 0xaa;
      Files.write(disk, sector);
      return new Tool(program)
              .run(
                  LIMIT,
                  "-nodefaults",
                  "-no-user-config",
                  "-display",
                  "none",
                  "-accel",
                  "kvm",
                  "-m",
                  "16M",
                  "-device",
                  "isa-debug-exit,iobase=0x501,iosize=2",
                  "-drive",
                  "format=raw,file=" + disk.toString().replace(",", ",,"))
              .exit()
          == PASSED;
    } catch (IOException e) {
      return false;
    }
  }
}
