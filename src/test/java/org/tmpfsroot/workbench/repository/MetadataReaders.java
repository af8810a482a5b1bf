package org.tmpfsroot.workbench.repository;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.FuzzReader;

/** This package's readers of what comes from elsewhere, by name. */
public final class MetadataReaders {
  private static final String NAME = "a document";

  private MetadataReaders() {}

  public static Map<String, FuzzReader> all() {
    Map<String, FuzzReader> readers = new TreeMap<>();
    readers.put(
        "primary", (bytes, file) -> PrimaryReader.read(new ByteArrayInputStream(bytes), NAME));
    readers.put(
        "filelists",
        (bytes, file) -> FilelistsReader.read(new ByteArrayInputStream(bytes), NAME, Set.of("/a")));
    readers.put(
        "updateinfo",
        (bytes, file) -> UpdateinfoReader.read(new ByteArrayInputStream(bytes), NAME, Set.of("a")));
    readers.put(
        "comps", (bytes, file) -> Comps.read(new ByteArrayInputStream(bytes), NAME).write());
    readers.put("repomd", (bytes, file) -> Repomd.read(bytes, NAME));
    readers.put("metalink", (bytes, file) -> Metalink.read(bytes, NAME));
    readers.put("mirrorlist", (bytes, file) -> Mirrorlist.read(bytes, NAME));
    readers.put(
        "compressed",
        (bytes, file) ->
            MetadataStream.read(
                file, NAME, Optional.empty(), Progress.SILENT, in -> Comps.read(in, NAME)));
    readers.put(
        "repofile",
        (bytes, file) ->
            RepoFile.parse(
                    new String(bytes, StandardCharsets.UTF_8), NAME, Map.of("releasever", "44"))
                .text());
    readers.put("index", (bytes, file) -> index(file).read());
    return readers;
  }

  /** The index of one repository, under a head that fits whatever is behind it. */
  private static IndexFile index(Path file) throws IOException {
    Path folder = Files.createDirectories(file.resolveSibling("index"));
    IndexFile index = IndexFile.in(folder, List.of(repository()));
    index.write(PackageIndex.builder().buildTable());
    try (var found = Files.list(folder)) {
      Path place =
          found.filter(each -> each.toString().endsWith(".index")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      byte[] head = new byte[IndexFile.HEAD];
      try (var in = Files.newInputStream(place)) {
        in.readNBytes(head, 0, head.length);
      }
      CRC32C checksum = new CRC32C();
      checksum.update(bytes);
      ByteBuffer all = ByteBuffer.allocate(head.length + bytes.length);
      all.put(head).putLong(IndexFile.HEAD - Long.BYTES, checksum.getValue()).put(bytes);
      Files.write(place, all.array());
    }
    return index;
  }

  private static LoadedRepository repository() {
    RepositorySource source =
        RepositorySource.of("a", RepositoryLocation.Baseurl.of(URI.create("file:///a/")));
    return new LoadedRepository(source, "1", Digest.sha256Of(new byte[0]), List.of());
  }

  /** What the readers are meant for, made by this project's own writers. */
  public static Map<String, byte[]> seeds() {
    Map<String, byte[]> seeds = new TreeMap<>();
    String format =
        "<rpm:provides><rpm:entry name=\"a\" flags=\"EQ\" epoch=\"0\" ver=\"1\"/></rpm:provides>"
            + "<rpm:requires><rpm:entry name=\"(b if c)\"/></rpm:requires><file>/usr/bin/a</file>";
    TinyRepository tiny =
        new TinyRepository()
            .with("primary", "p.xml", TinyRepository.primary(TinyRepository.pkg("a", "1", format)));
    tiny.files()
        .forEach((path, bytes) -> seeds.put(path.endsWith("p.xml") ? "primary" : "repomd", bytes));
    seeds.put(
        "filelists",
        text(
            "<filelists packages=\"1\"><package pkgid=\"00\" name=\"a\" arch=\"noarch\">"
                + "<version epoch=\"0\" ver=\"1\" rel=\"1\"/><file type=\"dir\">/a</file>"
                + "</package></filelists>"));
    seeds.put(
        "updateinfo",
        text(
            "<updates><update type=\"security\"><id>FEDORA-1</id><title>t</title>"
                + "<severity>Low</severity><issued date=\"2026-01-01\"/><pkglist><collection>"
                + "<package name=\"a\" version=\"1\" release=\"1\" epoch=\"0\" arch=\"noarch\"/>"
                + "</collection></pkglist></update></updates>"));
    byte[] comps =
        text(
            "<comps><group><id>g</id><name>G</name><packagelist><packagereq type=\"conditional\""
                + " requires=\"b\">a</packagereq></packagelist></group><environment><id>e</id>"
                + "<grouplist><groupid>g</groupid></grouplist></environment></comps>");
    seeds.put("comps", comps);
    seeds.put("compressed", TinyRepository.compressed("c.xml.zst", comps));
    seeds.put("compressed-xz", TinyRepository.compressed("c.xml.xz", comps));
    seeds.put("compressed-gz", TinyRepository.compressed("c.xml.gz", comps));
    seeds.put(
        "metalink",
        text(
            "<metalink xmlns=\"http://www.metalinker.org/\""
                + " xmlns:mm0=\"http://fedorahosted.org/mirrormanager\"><files>"
                + "<file name=\"repomd.xml\"><size>3</size><verification><hash type=\"sha256\">"
                + Digest.sha256Of(new byte[0]).hex()
                + "</hash></verification><resources><url protocol=\"https\" type=\"https\""
                + " preference=\"100\">https://a.example/repodata/repomd.xml</url></resources>"
                + "</file></files></metalink>"));
    seeds.put("mirrorlist", text("# a\nhttps://a.example/b/\n"));
    seeds.put("repofile", text("[a]\nbaseurl=https://a/$releasever\ngpgcheck=1\ngpgkey=/k\n"));
    seeds.put("index", table());
    return seeds;
  }

  private static byte[] table() {
    try {
      Path folder = Files.createTempDirectory("index");
      IndexFile index = IndexFile.in(folder, List.of(repository()));
      index.write(
          PackageIndex.builder()
              .repository("a", 99, 1000)
              .addAll(
                  PrimaryReader.read(
                      new ByteArrayInputStream(
                          text(TinyRepository.primary(TinyRepository.pkg("a", "1", "")))),
                      NAME))
              .buildTable());
      try (var found = Files.list(folder)) {
        byte[] all = Files.readAllBytes(found.findFirst().orElseThrow());
        return java.util.Arrays.copyOfRange(all, IndexFile.HEAD, all.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Fault e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
