package org.tmpfsroot.workbench.repository;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tmpfsroot.workbench.io.Digest;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Repositories of a few lines, made to be right or wrong in one place. */
public final class TinyRepository {
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final StringBuilder data = new StringBuilder();

  public static String primary(String... packages) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<metadata xmlns=\"http://linux.duke.edu/metadata/common\""
        + " xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\" packages=\""
        + packages.length
        + "\">\n"
        + String.join("", packages)
        + "</metadata>\n";
  }

  /** A package whose digest is made from its name and version. */
  public static String pkg(String name, String version, String format) {
    return "<package type=\"rpm\">\n  <name>%s</name>\n  <arch>noarch</arch>\n".formatted(name)
        + "  <version epoch=\"0\" ver=\"%s\" rel=\"1\"/>\n".formatted(version)
        + "  <checksum type=\"sha256\" pkgid=\"YES\">%s</checksum>\n"
            .formatted(digestOf(name, version))
        + "  <summary>%s &amp; more</summary>\n".formatted(name)
        + "  <size package=\"10\" installed=\"20\" archive=\"30\"/>\n"
        + "  <location href=\"Packages/%s-%s-1.noarch.rpm\"/>\n".formatted(name, version)
        + "  <format>\n    <rpm:sourcerpm>%s-src.rpm</rpm:sourcerpm>\n%s  </format>\n</package>\n"
            .formatted(name, format);
  }

  public static String digestOf(String name, String version) {
    return Digest.sha256Of((name + version).getBytes(StandardCharsets.UTF_8)).hex();
  }

  public TinyRepository with(String kind, String fileName, String content) {
    byte[] open = content.getBytes(StandardCharsets.UTF_8);
    return with(kind, fileName, compressed(fileName, open), Digest.sha256Of(open).hex());
  }

  public TinyRepository with(String kind, String fileName, byte[] stored, String openDigest) {
    return listing(
        kind, fileName, stored, Digest.sha256Of(stored).hex(), stored.length, openDigest);
  }

  /** With any claims in {@code repomd.xml}. */
  public TinyRepository listing(
      String kind, String fileName, byte[] stored, String digest, long size, String openDigest) {
    files.put("repodata/" + fileName, stored);
    data.append("  <data type=\"%s\">\n".formatted(kind))
        .append("    <checksum type=\"sha256\">%s</checksum>\n".formatted(digest))
        .append("    <open-checksum type=\"sha256\">%s</open-checksum>\n".formatted(openDigest))
        .append("    <location href=\"repodata/%s\"/>\n".formatted(fileName))
        .append("    <size>%d</size>\n  </data>\n".formatted(size));
    return this;
  }

  /** Without the file, though {@code repomd.xml} goes on listing it. */
  public TinyRepository losing(String fileName) {
    files.remove("repodata/" + fileName);
    return this;
  }

  byte[] repomd(String revision) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<repomd xmlns=\"http://linux.duke.edu/metadata/repo\">\n  <revision>"
            + revision
            + "</revision>\n"
            + data
            + "</repomd>\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** By path below the base, {@code repodata/repomd.xml} among them. */
  Map<String, byte[]> files() {
    Map<String, byte[]> all = new LinkedHashMap<>(files);
    all.put("repodata/repomd.xml", repomd("1"));
    return all;
  }

  byte[] file(String path) {
    return Objects.requireNonNull(files().get(path), path);
  }

  public Path writeTo(Path folder) {
    try {
      Files.createDirectories(folder.resolve("repodata"));
      for (Map.Entry<String, byte[]> file : files().entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By the file name's end; any other end is left plain. */
  public static byte[] compressed(String fileName, byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = compressor(fileName, out)) {
      packed.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static OutputStream compressor(String fileName, OutputStream out) throws IOException {
    return switch (fileName.substring(fileName.lastIndexOf('.') + 1)) {
      case "gz" -> new GZIPOutputStream(out);
      case "xz" -> new XZOutputStream(out, new LZMA2Options());
      case "zst" -> new ZstdOutputStream(out);
      case "bz2" -> new BZip2CompressorOutputStream(out);
      default -> out;
    };
  }
}
