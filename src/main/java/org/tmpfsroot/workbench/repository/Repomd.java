package org.tmpfsroot.workbench.repository;

import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.io.Digest;

/**
 * {@code repomd.xml}: the list of a repository's metadata files with their digests.
 *
 * @param revision empty when absent
 * @param files by kind, in the order of the document; kinds nobody here knows are among them
 */
record Repomd(String revision, Map<String, MetadataFile> files) {
  /** Many times what any repository has. */
  static final int MOST_BYTES = 1 << 20;

  private static final int MOST_FILES = 200;

  /**
   * One metadata file.
   *
   * @param kind {@code primary}, {@code filelists}, {@code group_gz} …
   * @param location path below the repository's base
   * @param size as it is stored, or -1 when the document does not say
   * @param digest of the file as it is stored
   * @param openDigest of what is inside the compression
   */
  record MetadataFile(
      String kind, String location, long size, Digest digest, Optional<Digest> openDigest) {}

  Repomd {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  Optional<MetadataFile> file(String kind) {
    return Optional.ofNullable(files.get(kind));
  }

  static Repomd read(byte[] bytes, String document) {
    try (XmlCursor xml = XmlCursor.open(new ByteArrayInputStream(bytes), document)) {
      if (!xml.nextChild(0) || !xml.name().equals("repomd")) {
        throw xml.unreadable("its first element is not 'repomd'");
      }
      String revision = "";
      Map<String, MetadataFile> files = new LinkedHashMap<>();
      while (xml.nextChild(1)) {
        switch (xml.name()) {
          case "revision" -> revision = xml.text().strip();
          case "data" -> {
            MetadataFile file = file(xml);
            files.putIfAbsent(file.kind(), file);
            if (files.size() > MOST_FILES) {
              throw xml.unreadable("it lists more than " + MOST_FILES + " files");
            }
          }
          default -> {}
        }
      }
      return new Repomd(revision, files);
    }
  }

  private static MetadataFile file(XmlCursor xml) {
    String kind = xml.attribute("type");
    String location = "";
    long size = -1;
    @Nullable Digest digest = null;
    Optional<Digest> openDigest = Optional.empty();
    while (xml.nextChild(2)) {
      switch (xml.name()) {
        case "location" -> location = xml.attribute("href");
        case "size" -> size = xml.number(xml.text());
        case "checksum" -> digest = digest(xml, kind);
        case "open-checksum" -> openDigest = Optional.of(digest(xml, kind));
        default -> {}
      }
    }
    if (!MirrorAddress.isSafePath(location)) {
      throw xml.unreadable("the location '" + location + "' of " + kind + " is not inside it");
    }
    if (digest == null) {
      throw xml.unreadable(kind + " has no checksum");
    }
    return new MetadataFile(kind, location, size, digest, openDigest);
  }

  private static Digest digest(XmlCursor xml, String kind) {
    String algorithm = xml.attribute("type");
    String hex = xml.text().strip();
    return Digest.parse(algorithm, hex)
        .orElseThrow(
            () -> xml.unreadable("the " + algorithm + " checksum of " + kind + " is none"));
  }
}
