package org.tmpfsroot.workbench.rpm;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.openpgp.SigningKey;

/**
 * Makes a small binary package of format version 4 in memory: header, zstd payload, digests and a
 * header signature, as rpm 4.16 and later write them. The same calls give the same bytes.
 */
public final class RpmBuilder {
  private static final int LEAD_LENGTH = 96;
  private static final int LEAD_NAME_LENGTH = 66;
  private static final int ZSTD_LEVEL = 19;
  private static final int SHA256_NUMBER = 8;

  private final Nevra nevra;
  private final Instant built;
  private final DependencyTable dependencies;
  private final SortedMap<String, NewFile> files = new TreeMap<>();
  private final List<ChangelogEntry> changelog = new ArrayList<>();
  private String summary = "";
  private String license = "MIT";

  private RpmBuilder(Nevra nevra, Instant built) {
    this.nevra = nevra;
    this.built = built;
    this.dependencies = new DependencyTable(nevra);
  }

  /**
   * Begins a package, which provides its own name and version.
   *
   * @param built its build time and the time of all its files
   */
  public static RpmBuilder of(Nevra nevra, Instant built) {
    return new RpmBuilder(nevra, built);
  }

  /** One line; also the description. */
  public RpmBuilder summary(String line) {
    summary = line;
    return this;
  }

  public RpmBuilder license(String expression) {
    license = expression;
    return this;
  }

  /** In rpm's notation, each. */
  public RpmBuilder provides(String... capabilities) {
    dependencies.add(DependencyTable.Kind.PROVIDE, 0, capabilities);
    return this;
  }

  /** In rpm's notation, each; rich ones in brackets. */
  public RpmBuilder requires(String... wanted) {
    dependencies.add(DependencyTable.Kind.REQUIRE, 0, wanted);
    return this;
  }

  /** Like {@link #requires}, needed before this package's own scripts run. */
  public RpmBuilder requiresFirst(String... wanted) {
    dependencies.add(DependencyTable.Kind.REQUIRE, RpmDependency.SCRIPT_PRE, wanted);
    return this;
  }

  public RpmBuilder conflicts(String... unwanted) {
    dependencies.add(DependencyTable.Kind.CONFLICT, 0, unwanted);
    return this;
  }

  public RpmBuilder obsoletes(String... replaced) {
    dependencies.add(DependencyTable.Kind.OBSOLETE, 0, replaced);
    return this;
  }

  public RpmBuilder recommends(String... wished) {
    dependencies.add(DependencyTable.Kind.RECOMMEND, 0, wished);
    return this;
  }

  public RpmBuilder suggests(String... wished) {
    dependencies.add(DependencyTable.Kind.SUGGEST, 0, wished);
    return this;
  }

  public RpmBuilder supplements(String... supported) {
    dependencies.add(DependencyTable.Kind.SUPPLEMENT, 0, supported);
    return this;
  }

  public RpmBuilder enhances(String... supported) {
    dependencies.add(DependencyTable.Kind.ENHANCE, 0, supported);
    return this;
  }

  /** Adds a regular file that root owns; {@code permissions} such as {@code 0644}. */
  public RpmBuilder file(String path, int permissions, byte[] content) {
    files.put(path, NewFile.regular(permissions, content, 0));
    return this;
  }

  /** Adds a configuration file with mode 0644. */
  public RpmBuilder configuration(String path, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    files.put(path, NewFile.regular(0644, content, PackagedFile.FLAG_CONFIG));
    return this;
  }

  /** Adds a folder that root owns. */
  public RpmBuilder directory(String path, int permissions) {
    files.put(path, NewFile.directory(permissions));
    return this;
  }

  /** Adds a symbolic link. */
  public RpmBuilder link(String path, String target) {
    files.put(path, NewFile.link(target));
    return this;
  }

  /** Entries are to be given newest first. */
  public RpmBuilder changelog(ChangelogEntry entry) {
    changelog.add(entry);
    return this;
  }

  /** The package, signed. */
  public byte[] bytes(SigningKey key) {
    CpioWriter archive = new CpioWriter();
    files.forEach((path, file) -> archive.add(path, file.mode(), built, file.content()));
    byte[] plain = archive.bytes();
    byte[] payload = Zstd.compress(plain, ZSTD_LEVEL);
    byte[] header = header(plain, payload);
    byte[] signatures = signatures(header, payload, plain.length, key);
    int padding = -signatures.length & 7;
    return ByteBuffer.allocate(
            LEAD_LENGTH + signatures.length + padding + header.length + payload.length)
        .put(lead())
        .put(signatures)
        .put(new byte[padding])
        .put(header)
        .put(payload)
        .array();
  }

  private byte[] lead() {
    ByteBuffer lead = ByteBuffer.allocate(LEAD_LENGTH);
    lead.putInt(0xedabeedb).put((byte) 3).put((byte) 0).putShort((short) 0).putShort((short) 1);
    byte[] name = nevra.nvr().getBytes(StandardCharsets.UTF_8);
    lead.put(name, 0, Math.min(name.length, LEAD_NAME_LENGTH - 1));
    lead.putShort(76, (short) 1).putShort(78, (short) 5);
    return lead.array();
  }

  private byte[] signatures(byte[] header, byte[] payload, int archiveSize, SigningKey key) {
    byte[] all =
        ByteBuffer.allocate(header.length + payload.length).put(header).put(payload).array();
    return new HeaderWriter()
        .binary(Tag.SIG_RSA, key.sign(header))
        .text(Tag.SIG_SHA1, Digest.Algorithm.SHA1.of(header).hex())
        .text(Tag.SIG_SHA256, Digest.sha256Of(header).hex())
        .ints(Tag.SIG_SIZE, all.length)
        .binary(Tag.SIG_MD5, HexFormat.of().parseHex(Digest.Algorithm.MD5.of(all).hex()))
        .ints(Tag.SIG_PAYLOAD_SIZE, archiveSize)
        .bytes(Tag.REGION_SIGNATURES);
  }

  private byte[] header(byte[] plainPayload, byte[] payload) {
    HeaderWriter header =
        new HeaderWriter()
            .texts(Tag.I18N_TABLE, List.of("C"))
            .text(Tag.NAME, nevra.name())
            .text(Tag.VERSION, nevra.evr().version())
            .text(Tag.RELEASE, nevra.evr().release())
            .translatable(Tag.SUMMARY, summary)
            .translatable(Tag.DESCRIPTION, summary)
            .ints(Tag.BUILD_TIME, built.getEpochSecond())
            .text(Tag.BUILD_HOST, "localhost")
            .ints(Tag.SIZE, files.values().stream().mapToLong(NewFile::installedSize).sum())
            .text(Tag.LICENSE, license)
            .translatable(Tag.GROUP, "Unspecified")
            .text(Tag.OS, "linux")
            .text(Tag.ARCH, nevra.arch())
            .text(Tag.SOURCE_RPM, nevra.nvr() + ".src.rpm")
            .text(Tag.RPM_VERSION, "4.16.0")
            .text(Tag.PAYLOAD_FORMAT, "cpio")
            .text(Tag.PAYLOAD_COMPRESSOR, "zstd")
            .text(Tag.PAYLOAD_FLAGS, Integer.toString(ZSTD_LEVEL))
            .text(Tag.PLATFORM, nevra.arch() + "-redhat-linux-gnu")
            .text(Tag.ENCODING, "utf-8")
            .texts(Tag.PAYLOAD_DIGESTS, List.of(Digest.sha256Of(payload).hex()))
            .ints(Tag.PAYLOAD_DIGEST_ALGORITHM, SHA256_NUMBER)
            .texts(Tag.PAYLOAD_DIGESTS_UNCOMPRESSED, List.of(Digest.sha256Of(plainPayload).hex()));
    if (nevra.evr().epoch() != 0) {
      header.ints(Tag.EPOCH, nevra.evr().epoch());
    }
    dependencies.writeTo(header);
    NewFile.write(files, built, header);
    header
        .ints(
            Tag.CHANGELOG_TIMES,
            changelog.stream().mapToLong(entry -> entry.time().getEpochSecond()).toArray())
        .texts(Tag.CHANGELOG_NAMES, changelog.stream().map(ChangelogEntry::author).toList())
        .texts(Tag.CHANGELOG_TEXTS, changelog.stream().map(ChangelogEntry::text).toList());
    return header.bytes(Tag.REGION_IMMUTABLE);
  }
}
