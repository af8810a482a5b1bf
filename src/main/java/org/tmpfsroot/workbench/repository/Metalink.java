package org.tmpfsroot.workbench.repository;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tmpfsroot.workbench.io.Digest;

/**
 * A metalink 3.0 document as MirrorManager serves it: the mirrors of {@code repomd.xml}, and what
 * it may look like. Mirrors lag behind, so the versions before the newest are listed as alternates.
 *
 * @param mirrors folders that hold {@code repodata/}, most preferred first
 * @param accepted one strong digest for each version, the newest first
 */
record Metalink(List<URI> mirrors, List<Digest> accepted) {
  static final int MOST_BYTES = 4 << 20;

  private static final int MOST_MIRRORS = 10_000;
  private static final String FILE = "repomd.xml";
  private static final String BELOW_MIRROR = "repodata/" + FILE;

  private record Resource(URI mirror, long preference) {}

  Metalink {
    mirrors = List.copyOf(mirrors);
    accepted = List.copyOf(accepted);
  }

  /** Whether the bytes are one of the listed versions. */
  boolean accepts(byte[] repomd) {
    return accepted.stream().anyMatch(digest -> digest.algorithm().of(repomd).equals(digest));
  }

  static Metalink read(byte[] bytes, String document) {
    try (XmlCursor xml = XmlCursor.open(new ByteArrayInputStream(bytes), document)) {
      if (!xml.nextChild(0) || !xml.name().equals("metalink")) {
        throw xml.unreadable("its first element is not 'metalink'");
      }
      List<Resource> resources = new ArrayList<>();
      Set<Digest> accepted = new LinkedHashSet<>();
      while (xml.nextChild(1)) {
        if (xml.name().equals("files")) {
          files(xml, resources, accepted);
        }
      }
      if (accepted.isEmpty()) {
        throw xml.unreadable("it has no SHA-256 or SHA-512 digest of " + FILE);
      }
      if (resources.isEmpty()) {
        throw xml.unreadable("it lists no http or https mirror of " + FILE);
      }
      resources.sort(Comparator.comparingLong(Resource::preference).reversed());
      return new Metalink(
          resources.stream().map(Resource::mirror).distinct().toList(), List.copyOf(accepted));
    }
  }

  private static void files(XmlCursor xml, List<Resource> resources, Set<Digest> accepted) {
    while (xml.nextChild(2)) {
      if (!xml.name().equals("file") || !xml.attribute("name").equals(FILE)) {
        continue;
      }
      while (xml.nextChild(3)) {
        switch (xml.name()) {
          case "verification" -> strongest(xml, 4).ifPresent(accepted::add);
          case "alternates" -> alternates(xml, accepted);
          case "resources" -> resources(xml, resources);
          default -> {}
        }
      }
    }
  }

  private static void alternates(XmlCursor xml, Set<Digest> accepted) {
    while (xml.nextChild(4)) {
      while (xml.nextChild(5)) {
        if (xml.name().equals("verification")) {
          strongest(xml, 6).ifPresent(accepted::add);
        }
      }
    }
  }

  private static Optional<Digest> strongest(XmlCursor xml, int level) {
    Optional<Digest> best = Optional.empty();
    while (xml.nextChild(level)) {
      if (xml.name().equals("hash")) {
        String algorithm = xml.attribute("type");
        Optional<Digest> digest =
            Digest.parse(algorithm, xml.text().strip()).filter(each -> each.algorithm().isStrong());
        if (digest.isPresent()
            && (best.isEmpty() || digest.get().hex().length() > best.get().hex().length())) {
          best = digest;
        }
      }
    }
    return best;
  }

  private static void resources(XmlCursor xml, List<Resource> resources) {
    while (xml.nextChild(4)) {
      if (!xml.name().equals("url")) {
        continue;
      }
      long preference = xml.number(xml.attribute("preference"));
      String address = xml.text().strip();
      if (address.endsWith("/" + BELOW_MIRROR)) {
        String folder = address.substring(0, address.length() - BELOW_MIRROR.length());
        mirror(folder).ifPresent(uri -> resources.add(new Resource(uri, preference)));
      }
      if (resources.size() > MOST_MIRRORS) {
        throw xml.unreadable("it lists more than " + MOST_MIRRORS + " mirrors");
      }
    }
  }

  /** Mirrors that speak rsync or FTP only are of no use here. */
  static Optional<URI> mirror(String folder) {
    String lower = folder.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("https://")
        && !lower.startsWith("http://")
        && !lower.startsWith("file:/")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(folder));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
