package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.io.Digest;

/**
 * Stands in for a distribution's installer image: Debian's kernel with a small initrd that finds
 * its medium by the label of {@code inst.stage2=hd:LABEL=…}, tells its kernel command line and the
 * SHA-256 of the medium's {@code ks.cfg} on the first serial line, and switches off. Made once for
 * all tests, under {@code target/}, by {@code stand-in/build.sh} of the test resources, which
 * fetches the kernel with apt-get.
 */
public final class StandInBase {
  /** The volume id of the images and the label their boot menus look for. */
  public static final String LABEL = "FOREIGN-LABEL";

  private static final Path BUILDER = Path.of("src/test/resources/stand-in");
  private static final Path PLACE = Path.of("target/stand-in");

  /** The images there are. */
  public enum Kind {
    /** A BIOS starts GRUB; the EFI image is only an appended partition. */
    GRUB_EFI_APPENDED("grub-appended.iso"),
    /** A BIOS starts ISOLINUX; the EFI image is a file of the tree. */
    ISOLINUX_EFI_IN_TREE("isolinux-in-tree.iso");

    private final String file;

    Kind(String file) {
      this.file = file;
    }
  }

  private StandInBase() {}

  /** The image of this kind; not to be changed. */
  public static Path image(Kind kind) {
    return built().resolve(kind.file);
  }

  /**
   * An image whose system does what the kickstart on its medium says about disks: runs {@code %pre}
   * and {@code %pre-install}, makes partitions, file systems and subvolumes, mounts them, runs
   * {@code %post --nochroot}, and tells of each on the first serial line. BIOS and EFI start it as
   * {@link Kind#GRUB_EFI_APPENDED}.
   */
  public static Path installer() {
    return built().resolve("installer.iso");
  }

  /** The kernel in it. */
  public static Path kernel() {
    return built().resolve("vmlinuz");
  }

  /** The initial RAM disk in it. */
  public static Path initrd() {
    return built().resolve("initrd.img");
  }

  private static synchronized Path built() {
    try {
      Files.createDirectories(PLACE);
      String recipe =
          Digest.sha256Of(
                  (Files.readString(BUILDER.resolve("build.sh"))
                          + Files.readString(BUILDER.resolve("init"))
                          + Files.readString(BUILDER.resolve("installer")))
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8))
              .hex()
              .substring(0, 16);
      Path folder = PLACE.resolve(recipe);
      try (FileChannel channel =
              FileChannel.open(
                  PLACE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Path done = folder.resolve("done");
        if (!Files.exists(done) && lock.isValid()) {
          Peer.runIn(
                  Path.of("").toAbsolutePath(),
                  Map.of(),
                  List.of("bash", BUILDER.resolve("build.sh").toString(), folder.toString()))
              .ok();
          Files.createFile(done);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new AssertionError("no stand-in for the installer", e);
    }
  }
}
