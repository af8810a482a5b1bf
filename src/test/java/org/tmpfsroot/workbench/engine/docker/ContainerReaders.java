package org.tmpfsroot.workbench.engine.docker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.testing.FuzzReader;

/** This package's reader of what comes out of a container. */
public final class ContainerReaders {
  private static final long MOST_WRITTEN = 1 << 20;

  private ContainerReaders() {}

  /** Unpacks into a folder beside the file, and looks whether anything came to be outside it. */
  public static FuzzReader tar() {
    return (bytes, file) -> {
      Path around = file.resolveSibling("unpacked");
      TemporaryFolder.delete(around);
      Path folder = Files.createDirectories(around.resolve("folder"));
      Path outside = Files.writeString(around.resolve("outside"), "as it was");
      try {
        new TarTarget(folder).unpack(new ByteArrayInputStream(bytes), limited());
      } catch (IOException e) {
        // no tar, or two entries that cannot both be there: the step fails with these words
      }
      try (var found = Files.list(around)) {
        if (found.count() != 2 || !Files.readString(outside).equals("as it was")) {
          throw new AssertionError("something was written outside the folder");
        }
      }
    };
  }

  /** A sparse file may be as large as it says; the disk's end is not waited for. */
  private static Progress.Task limited() {
    long[] left = {MOST_WRITTEN};
    return amount -> {
      left[0] -= amount;
      if (left[0] < 0) {
        throw Fault.world("cannot unpack", "it is large", "look at something else");
      }
    };
  }

  /** What it is meant for. */
  public static byte[] seed() throws IOException {
    IsoTree tree =
        new IsoTree()
            .file("file", IsoContent.ofBytes("data".getBytes(StandardCharsets.UTF_8)))
            .file("folder/" + "long".repeat(40), IsoContent.ofBytes(new byte[600]))
            .link("link", "../outside")
            .directory("empty");
    return new TarSource("top", tree, Instant.EPOCH).open(amount -> {}).readAllBytes();
  }
}
