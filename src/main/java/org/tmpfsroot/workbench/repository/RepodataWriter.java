package org.tmpfsroot.workbench.repository;

import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;

/**
 * Writes a repository's metadata as createrepo_c 1.0 and later does: primary, filelists and other
 * compressed with zstd, each named by its digest, the group file as it is, and {@code repomd.xml},
 * written last. The same packages and time give the same bytes.
 */
public final class RepodataWriter {
  private static final int LEVEL = 10;
  private static final String NAMESPACE = "http://linux.duke.edu/metadata/";

  private final long revision;
  private final Comps groups;

  private RepodataWriter(long revision, Comps groups) {
    this.revision = revision;
    this.groups = groups;
  }

  /** One whose metadata says it was made at that time. */
  public static RepodataWriter at(Instant time) {
    return new RepodataWriter(time.getEpochSecond(), Comps.EMPTY);
  }

  /** The repository offers these groups. */
  public RepodataWriter withGroups(Comps comps) {
    return new RepodataWriter(revision, comps);
  }

  /** A metadata file, ready to be written. */
  private record Document(String kind, String name, byte[] open, byte[] stored) {
    static Document compressed(String kind, byte[] open) {
      return new Document(kind, kind + ".xml.zst", open, Zstd.compress(open, LEVEL));
    }

    String location() {
      return "repodata/" + Digest.sha256Of(stored).hex() + "-" + name;
    }
  }

  /**
   * Writes {@code repodata/} below the repository's root.
   *
   * @param packages in any order; they are listed by location
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the disk does not take it
   */
  public void write(List<PackageMetadata> packages, Path root) {
    List<PackageMetadata> sorted =
        packages.stream().sorted(Comparator.comparing(PackageMetadata::location)).toList();
    List<Document> documents = new ArrayList<>();
    documents.add(document("primary", "metadata", "common", sorted, PackageMetadata::primary));
    documents.add(
        document("filelists", "filelists", "filelists", sorted, PackageMetadata::filelists));
    documents.add(document("other", "otherdata", "other", sorted, PackageMetadata::other));
    if (!groups.equals(Comps.EMPTY)) {
      byte[] bytes = groups.write();
      documents.add(new Document("group", "comps.xml", bytes, bytes));
    }
    for (Document document : documents) {
      Cancelled.check();
      AtomicFile.write(root.resolve(document.location()), document.stored());
    }
    AtomicFile.write(
        root.resolve(RepositorySnapshot.REPOMD),
        repomd(documents).getBytes(StandardCharsets.UTF_8));
  }

  private static Document document(
      String kind,
      String rootElement,
      String namespace,
      List<PackageMetadata> packages,
      Function<PackageMetadata, String> element) {
    StringBuilder xml = new StringBuilder(1 << 16);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").append(rootElement);
    xml.append(" xmlns=\"").append(NAMESPACE).append(namespace).append('"');
    if (kind.equals("primary")) {
      xml.append(" xmlns:rpm=\"").append(NAMESPACE).append("rpm\"");
    }
    xml.append(" packages=\"").append(packages.size()).append("\">\n");
    packages.forEach(each -> xml.append(element.apply(each)));
    xml.append("</").append(rootElement).append('>');
    return Document.compressed(kind, xml.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String repomd(List<Document> documents) {
    StringBuilder xml = new StringBuilder(2048);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<repomd xmlns=\"")
        .append(NAMESPACE)
        .append("repo\" xmlns:rpm=\"")
        .append(NAMESPACE)
        .append("rpm\">\n  <revision>")
        .append(revision)
        .append("</revision>\n");
    for (Document document : documents) {
      boolean compressed = document.open() != document.stored();
      xml.append("  <data type=\"").append(document.kind()).append("\">\n");
      xml.append(checksum("checksum", document.stored()));
      xml.append(compressed ? checksum("open-checksum", document.open()) : "");
      xml.append("    <location href=\"").append(document.location()).append("\"/>\n");
      xml.append("    <timestamp>").append(revision).append("</timestamp>\n");
      xml.append("    <size>").append(document.stored().length).append("</size>\n");
      if (compressed) {
        xml.append("    <open-size>").append(document.open().length).append("</open-size>\n");
      }
      xml.append("  </data>\n");
    }
    return xml.append("</repomd>\n").toString();
  }

  private static String checksum(String element, byte[] bytes) {
    String hex = Digest.sha256Of(bytes).hex();
    return "    <" + element + " type=\"sha256\">" + hex + "</" + element + ">\n";
  }
}
