package org.tmpfsroot.workbench.iso;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/** The bytes of a file of a new image; they are read when the image is written. */
public sealed interface IsoContent {

  /** A regular file's bytes. */
  record OfFile(Path file, long size) implements IsoContent {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Bytes at hand. */
  record OfBytes(byte[] bytes) implements IsoContent {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /** The bytes of a file of another image, which must stay open until the new one is written. */
  record OfEntry(IsoImage image, IsoEntry entry) implements IsoContent {
    @Override
    public long size() {
      return entry.size();
    }

    @Override
    public InputStream open() {
      return image.open(entry);
    }
  }

  /**
   * The content of {@code file}, whose size is looked up now.
   *
   * @throws Fault (world) when there is no such regular file; a symbolic link is not followed
   */
  static IsoContent ofFile(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw Fault.world(
            "cannot put " + file + " into an image",
            "it is not a regular file",
            "remove it or replace it by a file");
      }
      return new OfFile(file, attributes.size());
    } catch (NoSuchFileException e) {
      throw Fault.world("cannot read " + file, "there is no such file", "check the path")
          .causedBy(e);
    } catch (IOException e) {
      throw Fault.world("cannot read " + file, IoReason.of(e), "check the path and its rights")
          .causedBy(e);
    }
  }

  /** The given bytes. */
  static IsoContent ofBytes(byte[] bytes) {
    return new OfBytes(bytes.clone());
  }

  /** The content of a file of another image. */
  static IsoContent ofEntry(IsoImage image, IsoEntry entry) {
    if (!entry.isFile()) {
      throw new IllegalArgumentException(entry.path() + " is not a file");
    }
    return new OfEntry(image, entry);
  }

  /** How many bytes {@link #open()} gives. */
  long size();

  /** The bytes from the first on. */
  InputStream open() throws IOException;
}
