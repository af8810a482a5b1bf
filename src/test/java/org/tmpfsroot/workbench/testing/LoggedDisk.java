package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An ext4 file system whose every write is logged below it, in the form that {@code WriteLog}
 * reads: qemu-storage-daemon shows the disk through FUSE as a file, and a loop device makes it one
 * that can be mounted. Needs these programs and the rights to use them.
 */
public final class LoggedDisk implements AutoCloseable {
  private static final int LOOKS = 600;

  private final Path folder;
  private final Process daemon;
  private final String loop;

  private LoggedDisk(Path folder, Process daemon, String loop) {
    this.folder = folder;
    this.daemon = daemon;
    this.loop = loop;
  }

  /** Makes one and mounts it. */
  public static LoggedDisk create(Path folder, long bytes)
      throws IOException, InterruptedException {
    Path disk = sparse(folder.resolve("disk"), bytes);
    sparse(folder.resolve("log"), 1 << 30);
    Path shown = Files.createFile(folder.resolve("shown"));
    // a torn superblock with a checksum is one that nobody believes: then a copy without word of
    // the
    // journal is taken, and what was synced is gone with it
    Peer.run(
            "mke2fs",
            "-q",
            "-t",
            "ext4",
            "-O",
            "^metadata_csum",
            "-F",
            "-E",
            "lazy_itable_init=0,lazy_journal_init=0",
            disk.toString())
        .ok();
    Files.copy(disk, folder.resolve("before"), StandardCopyOption.REPLACE_EXISTING);
    Process daemon =
        new ProcessBuilder(
                "qemu-storage-daemon",
                "--blockdev",
                "driver=file,node-name=disk,filename=" + disk,
                "--blockdev",
                "driver=file,node-name=log,filename=" + folder.resolve("log"),
                "--blockdev",
                "driver=blklogwrites,node-name=logged,file=disk,log=log",
                "--export",
                "fuse,id=e,node-name=logged,writable=on,mountpoint=" + shown)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    for (int i = 0; i < LOOKS && Files.size(shown) == 0; i++) {
      if (daemon.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(Files.readString(folder.resolve("said")));
      }
    }
    String loop = Peer.run("losetup", "--find", "--show", shown.toString()).ok().strip();
    Path mounted = Files.createDirectory(folder.resolve("mounted"));
    Peer.run("mount", "-o", "nodiscard", loop, mounted.toString()).ok();
    return new LoggedDisk(folder, daemon, loop);
  }

  private static Path sparse(Path file, long bytes) throws IOException {
    Peer.run("truncate", "--size=" + bytes, file.toString()).ok();
    return file;
  }

  /** Where it is mounted. */
  public Path path() {
    return folder.resolve("mounted");
  }

  /** The log of its writes; whole once it is closed. */
  public Path log() {
    return folder.resolve("log");
  }

  /** A copy of the disk as it was when nothing was written yet. */
  public Path copyOfTheBeginning() throws IOException {
    Path copy = folder.resolve("copy");
    // a loop device lets go of its file some time after it is unmounted, and mount takes one that
    // still has the same file, with what it remembers of the last copy
    Files.deleteIfExists(copy);
    Peer.runIn(folder, Map.of(), List.of("cp", "--sparse=always", "before", "copy")).ok();
    return copy;
  }

  /** Repairs a copy as a system does when it starts, and mounts it. */
  public SmallDisk mounted(Path copy) throws IOException {
    Peer.Result repaired = Peer.run("e2fsck", "-p", copy.toString());
    if (repaired.exit() > 1) {
      throw new AssertionError(repaired.output() + repaired.errors());
    }
    Path place = Files.createDirectories(folder.resolve("again"));
    Peer.run("mount", "-o", "loop", copy.toString(), place.toString()).ok();
    return new SmallDisk(place);
  }

  @Override
  public void close() {
    Peer.run("umount", path().toString()).ok();
    Peer.run("losetup", "--detach", loop).ok();
    daemon.destroy();
    daemon.onExit().join();
  }
}
