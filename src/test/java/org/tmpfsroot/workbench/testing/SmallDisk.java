package org.tmpfsroot.workbench.testing;

import java.nio.file.Path;

/**
 * A file system in memory that is soon full. Needs the programs {@code mount} and {@code umount}
 * and the right to use them.
 */
public record SmallDisk(Path path) implements AutoCloseable {

  /** Mounts one of {@code bytes} on the empty folder {@code at}. */
  public static SmallDisk mount(Path at, long bytes) {
    Peer.run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", at.toString()).ok();
    return new SmallDisk(at);
  }

  /** Makes it larger, as a user makes room. */
  public void grow(long bytes) {
    Peer.run("mount", "-o", "remount,size=" + bytes, path.toString()).ok();
  }

  @Override
  public void close() {
    Peer.run("umount", path.toString()).ok();
  }
}
