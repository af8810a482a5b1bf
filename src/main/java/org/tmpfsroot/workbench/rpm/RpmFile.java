package org.tmpfsroot.workbench.rpm;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * What a package file says of itself: its headers, read and checked for form. Says nothing of
 * whether the bytes are whole or who made them; that is {@link Integrity}.
 */
public final class RpmFile {
  private static final int LEAD_LENGTH = 96;
  private static final int LEAD_MAGIC = 0xedabeedb;
  private static final int SIGNATURE_TYPE = 5;
  private static final int SIGNATURE_ALIGNMENT = 8;

  private final Path path;
  private final long size;
  private final Header signatures;
  private final Header header;
  private final byte[] headerBytes;
  private final long headerStart;

  private RpmFile(
      Path path,
      long size,
      Header signatures,
      Header header,
      byte[] headerBytes,
      long headerStart) {
    this.path = path;
    this.size = size;
    this.signatures = signatures;
    this.header = header;
    this.headerBytes = headerBytes;
    this.headerStart = headerStart;
  }

  /**
   * Reads lead, signature header and header; the payload is not looked at.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the file cannot be read, is no RPM, is
   *     truncated or contradicts itself
   */
  public static RpmFile read(Path path) {
    try (InputStream file = Files.newInputStream(path);
        DataInputStream in = new DataInputStream(new BufferedInputStream(file, 1 << 16))) {
      return read(path, Files.size(path), in);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  static RuntimeException cannotRead(Path path, IOException cause) {
    return Header.damaged(path.toString(), IoReason.of(cause)).causedBy(cause);
  }

  private static RpmFile read(Path path, long size, DataInputStream in) throws IOException {
    String name = path.toString();
    readLead(in, name);
    HeaderReader.Read signatures =
        HeaderReader.read(in, size - LEAD_LENGTH, name, HeaderReader.Kind.SIGNATURE);
    long end = LEAD_LENGTH + (long) signatures.bytes().length;
    int padding = (int) (-end & (SIGNATURE_ALIGNMENT - 1));
    in.skipNBytes(padding);
    long headerStart = end + padding;
    HeaderReader.Read header =
        HeaderReader.read(in, size - headerStart, name, HeaderReader.Kind.MAIN);
    RpmFile file =
        new RpmFile(path, size, signatures.header(), header.header(), header.bytes(), headerStart);
    file.nevra();
    return file;
  }

  private static void readLead(DataInputStream in, String name) throws IOException {
    byte[] lead = new byte[LEAD_LENGTH];
    try {
      in.readFully(lead);
    } catch (EOFException e) {
      throw Header.damaged(name, "it is too short to be an RPM");
    }
    ByteBuffer fields = ByteBuffer.wrap(lead);
    if (fields.getInt(0) != LEAD_MAGIC) {
      throw Header.damaged(name, "it is not an RPM");
    }
    int major = fields.get(4);
    if (major < 3 || major > 4 || fields.getShort(78) != SIGNATURE_TYPE) {
      throw Header.damaged(name, "it is an RPM of an unknown version");
    }
  }

  public Path path() {
    return path;
  }

  /** Of the whole file, bytes. */
  public long size() {
    return size;
  }

  /** Where the header begins in the file. */
  public long headerStart() {
    return headerStart;
  }

  /** Where the header ends in the file and the payload begins. */
  public long headerEnd() {
    return headerStart + headerBytes.length;
  }

  /** Architecture {@code src} or {@code nosrc} for a source package. */
  public Nevra nevra() {
    long epoch = header.number(Tag.EPOCH).orElse(0L);
    if (epoch > Integer.MAX_VALUE) {
      throw header.damaged("its epoch is out of range");
    }
    return new Nevra(
        required(Tag.NAME, "name"),
        new Evr((int) epoch, required(Tag.VERSION, "version"), required(Tag.RELEASE, "release")),
        isSource() ? sourceArch() : required(Tag.ARCH, "architecture"));
  }

  private String required(int tag, String title) {
    return header
        .text(tag)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> header.damaged("it has no " + title));
  }

  private String sourceArch() {
    return header.has(Tag.NO_SOURCE) || header.has(Tag.NO_PATCH) ? "nosrc" : "src";
  }

  /** Whether it holds sources rather than files to install. */
  public boolean isSource() {
    return !header.has(Tag.SOURCE_RPM);
  }

  /** File name of the source package it was built from, empty for a source package. */
  public String sourceRpm() {
    return text(Tag.SOURCE_RPM);
  }

  public String summary() {
    return text(Tag.SUMMARY);
  }

  public String description() {
    return text(Tag.DESCRIPTION);
  }

  public String license() {
    return text(Tag.LICENSE);
  }

  public String vendor() {
    return text(Tag.VENDOR);
  }

  public String group() {
    return text(Tag.GROUP);
  }

  public String url() {
    return text(Tag.URL);
  }

  public String packager() {
    return text(Tag.PACKAGER);
  }

  public String buildHost() {
    return text(Tag.BUILD_HOST);
  }

  public Instant buildTime() {
    return Instant.ofEpochSecond(header.number(Tag.BUILD_TIME).orElse(0L));
  }

  /** Of all files together once installed, bytes. */
  public long installedSize() {
    return header.number(Tag.LONG_SIZE).or(() -> header.number(Tag.SIZE)).orElse(0L);
  }

  /**
   * Of the payload once decompressed, bytes; 0 where the package does not say it in the old way.
   */
  public long archiveSize() {
    return signatures
        .number(Tag.SIG_LONG_ARCHIVE_SIZE)
        .or(() -> signatures.number(Tag.SIG_PAYLOAD_SIZE))
        .or(() -> header.number(Tag.ARCHIVE_SIZE))
        .orElse(0L);
  }

  /** {@code gzip}, {@code xz}, {@code zstd} …; empty where the payload is not compressed. */
  public String payloadCompressor() {
    return text(Tag.PAYLOAD_COMPRESSOR);
  }

  public List<RpmDependency> provides() {
    return dependencies(Tag.PROVIDE_NAMES, Tag.PROVIDE_FLAGS, Tag.PROVIDE_VERSIONS);
  }

  /** Those for rpm itself among them. */
  public List<RpmDependency> requires() {
    return dependencies(Tag.REQUIRE_NAMES, Tag.REQUIRE_FLAGS, Tag.REQUIRE_VERSIONS);
  }

  public List<RpmDependency> conflicts() {
    return dependencies(Tag.CONFLICT_NAMES, Tag.CONFLICT_FLAGS, Tag.CONFLICT_VERSIONS);
  }

  public List<RpmDependency> obsoletes() {
    return dependencies(Tag.OBSOLETE_NAMES, Tag.OBSOLETE_FLAGS, Tag.OBSOLETE_VERSIONS);
  }

  public List<RpmDependency> recommends() {
    return dependencies(Tag.RECOMMEND_NAMES, Tag.RECOMMEND_FLAGS, Tag.RECOMMEND_VERSIONS);
  }

  public List<RpmDependency> suggests() {
    return dependencies(Tag.SUGGEST_NAMES, Tag.SUGGEST_FLAGS, Tag.SUGGEST_VERSIONS);
  }

  public List<RpmDependency> supplements() {
    return dependencies(Tag.SUPPLEMENT_NAMES, Tag.SUPPLEMENT_FLAGS, Tag.SUPPLEMENT_VERSIONS);
  }

  public List<RpmDependency> enhances() {
    return dependencies(Tag.ENHANCE_NAMES, Tag.ENHANCE_FLAGS, Tag.ENHANCE_VERSIONS);
  }

  private List<RpmDependency> dependencies(int nameTag, int flagTag, int versionTag) {
    List<String> names = header.texts(nameTag);
    long[] flags = header.numbers(flagTag);
    List<String> versions = header.texts(versionTag);
    boolean bare = flags.length == 0 && versions.isEmpty();
    if (!bare && (flags.length != names.size() || versions.size() != names.size())) {
      throw header.damaged("its dependencies do not have one version each");
    }
    List<RpmDependency> dependencies = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      dependencies.add(
          new RpmDependency(names.get(i), bare ? 0 : (int) flags[i], bare ? "" : versions.get(i)));
    }
    return List.copyOf(dependencies);
  }

  /** In the header's order, which is by path. Put together anew at each call. */
  public List<PackagedFile> files() {
    return HeaderFiles.of(header);
  }

  /** The newest first, as the header has them. */
  public List<ChangelogEntry> changelog() {
    long[] times = header.numbers(Tag.CHANGELOG_TIMES);
    List<String> authors = header.texts(Tag.CHANGELOG_NAMES);
    List<String> texts = header.texts(Tag.CHANGELOG_TEXTS);
    if (times.length != authors.size() || times.length != texts.size()) {
      throw header.damaged("its changelog entries do not have one author and text each");
    }
    List<ChangelogEntry> entries = new ArrayList<>(times.length);
    for (int i = 0; i < times.length; i++) {
      entries.add(
          new ChangelogEntry(Instant.ofEpochSecond(times[i]), authors.get(i), texts.get(i)));
    }
    return List.copyOf(entries);
  }

  private String text(int tag) {
    return header.text(tag).orElse("");
  }

  Header signatures() {
    return signatures;
  }

  Header header() {
    return header;
  }

  byte[] headerBytes() {
    return headerBytes;
  }
}
