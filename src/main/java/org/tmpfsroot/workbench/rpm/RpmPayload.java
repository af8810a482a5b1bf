package org.tmpfsroot.workbench.rpm;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Compression;

/**
 * The files inside a package, one after the other as they stand in its payload, whatever it is
 * compressed with. Believes nothing the header does not confirm: a file the header does not list,
 * or of another size, is a fault. Whether the bytes are whole is {@link Integrity}'s question.
 */
public final class RpmPayload implements AutoCloseable {
  private final RpmFile file;
  private final InputStream stream;
  private final CpioReader archive;
  private final List<PackagedFile> listed;
  private final Map<String, PackagedFile> byName = new HashMap<>();
  private final Map<List<Long>, PackagedFile> lastNames = new HashMap<>();
  private long left;
  private int seen;

  private RpmPayload(RpmFile file, InputStream stream) {
    this.file = file;
    this.stream = stream;
    this.archive = new CpioReader(stream);
    this.listed = file.files();
    for (PackagedFile entry : listed) {
      byName.put(archiveName(entry.path()), entry);
      if (entry.isRegular() && !entry.isGhost()) {
        lastNames.put(List.of(entry.device(), entry.inode()), entry);
      }
    }
  }

  /**
   * One member of the payload.
   *
   * @param file as the header describes it
   * @param size bytes that follow in the payload: 0 for all but the last of the names of one file
   */
  public record Member(PackagedFile file, long size) {}

  /**
   * Opens the payload of {@code rpm}.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when it cannot be read or is no RPM
   */
  public static RpmPayload open(Path rpm) {
    RpmFile file = RpmFile.read(rpm);
    try {
      InputStream raw = Files.newInputStream(rpm);
      try {
        raw.skipNBytes(file.headerEnd());
        return new RpmPayload(file, new BufferedInputStream(Compression.decompress(raw), 1 << 16));
      } catch (IOException | RuntimeException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw RpmFile.cannotRead(rpm, e);
    }
  }

  /**
   * The content of the wanted files, read in one pass.
   *
   * @param paths absolute paths of regular files; those the package does not bring are left out
   * @param limit the most bytes each may have
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the payload is damaged or a wanted
   *     file too large
   */
  public static Map<String, byte[]> extract(Path rpm, Set<String> paths, int limit) {
    Map<String, byte[]> contents = new TreeMap<>();
    try (RpmPayload payload = open(rpm)) {
      for (Optional<Member> next = payload.next(); next.isPresent(); next = payload.next()) {
        PackagedFile member = next.get().file();
        List<String> names =
            member.isRegular() && next.get().size() == member.size()
                ? payload.namesOf(member).filter(paths::contains).toList()
                : List.of();
        if (!names.isEmpty()) {
          if (member.size() > limit) {
            throw Header.damaged(
                rpm.toString(), member.path() + " in it is larger than " + limit + " bytes");
          }
          byte[] content = payload.content();
          names.forEach(name -> contents.put(name, content));
        }
      }
    }
    return contents;
  }

  private Stream<String> namesOf(PackagedFile member) {
    return listed.stream()
        .filter(other -> other.equals(member) || other.isSameFile(member))
        .map(PackagedFile::path);
  }

  private byte[] content() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    for (int n = read(buffer, 0, buffer.length); n >= 0; n = read(buffer, 0, buffer.length)) {
      content.write(buffer, 0, n);
    }
    return content.toByteArray();
  }

  /**
   * Goes to the next member, over what is left of the present one; empty at the end.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the payload is damaged
   */
  public Optional<Member> next() {
    byte[] buffer = new byte[1 << 14];
    while (left > 0) {
      read(buffer, 0, buffer.length);
      Cancelled.check();
    }
    try {
      CpioReader.Member member = archive.next();
      if (member instanceof CpioReader.Member.End) {
        return Optional.empty();
      }
      if (++seen > listed.size()) {
        throw new IOException("its payload holds more files than its header lists");
      }
      Member found =
          member instanceof CpioReader.Member.Named named
              ? named(named)
              : numbered((CpioReader.Member.Numbered) member);
      left = found.size();
      return Optional.of(found);
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  private Member named(CpioReader.Member.Named named) throws IOException {
    PackagedFile entry = byName.get(archiveName(named.name()));
    if (entry == null) {
      throw new IOException("its payload holds a file its header does not list: " + named.name());
    }
    boolean fits =
        named.size() == entry.size()
            || (named.size() == 0 && (entry.isRegular() || entry.isDirectory()));
    if (!fits) {
      throw new IOException(entry.path() + " in its payload is not as long as its header says");
    }
    return new Member(entry, named.size());
  }

  private Member numbered(CpioReader.Member.Numbered numbered) throws IOException {
    if (numbered.number() >= listed.size()) {
      throw new IOException("its payload holds a file its header does not list");
    }
    PackagedFile entry = listed.get((int) numbered.number());
    boolean hasContent =
        entry.isSymbolicLink()
            || (entry.isRegular()
                && entry.equals(lastNames.get(List.of(entry.device(), entry.inode()))));
    return new Member(entry, hasContent ? entry.size() : 0);
  }

  /**
   * Reads content of the present member, as {@link InputStream#read(byte[], int, int)}: -1 at its
   * end.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the payload is damaged
   */
  public int read(byte[] buffer, int offset, int length) {
    if (left == 0) {
      return -1;
    }
    try {
      int n = archive.read(buffer, offset, (int) Math.min(length, left));
      left -= n;
      return n;
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /** The decompressors throw unchecked exceptions too on data that lies. */
  private RuntimeException damaged(Exception cause) {
    if (cause instanceof Fault fault) {
      return fault;
    }
    return RpmFile.cannotRead(
        file.path(),
        cause instanceof IOException io ? io : new IOException("its payload is damaged", cause));
  }

  /** Payloads name files {@code ./usr/bin/sh}, or {@code name} in source packages. */
  private static String archiveName(String path) {
    String name = path.startsWith("./") ? path.substring(1) : path;
    return name.startsWith("/") ? name.substring(1) : name;
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw RpmFile.cannotRead(file.path(), e);
    }
  }
}
