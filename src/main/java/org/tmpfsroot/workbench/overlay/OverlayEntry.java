package org.tmpfsroot.workbench.overlay;

import java.io.IOException;
import java.io.InputStream;

/**
 * One path that is laid over the root.
 *
 * @param path relative to the root, without a leading or trailing slash
 * @param mode permission bits, such as {@code 0755}
 * @param owner the owner's name
 * @param group the group's name
 * @param content what it is
 */
public record OverlayEntry(String path, int mode, String owner, String group, Content content) {

  /** What stands at a path. */
  public sealed interface Content {}

  /** A folder; one that is there already keeps what is in it. */
  public record Folder() implements Content {}

  /** A symbolic link, its target as it is written. */
  public record Link(String target) implements Content {}

  /** A regular file of {@code size} bytes. */
  public record Regular(long size, Source source) implements Content {}

  /** Where a file's bytes come from. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }
}
