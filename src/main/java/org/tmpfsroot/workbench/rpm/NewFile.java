package org.tmpfsroot.workbench.rpm;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.tmpfsroot.workbench.io.Digest;

/**
 * A file of a package that is being made.
 *
 * @param mode type and permission bits
 * @param content what the payload holds: a link's target, nothing for a folder
 * @param flags rpm's {@code RPMFILE_*} bits
 */
record NewFile(int mode, byte[] content, int flags) {
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120777;
  private static final int SHA256_NUMBER = 8;

  /** What rpm writes where every attribute is to be verified. */
  private static final long VERIFY_ALL = 0xffff_ffffL;

  static NewFile regular(int permissions, byte[] content, int flags) {
    return new NewFile(REGULAR | permissions, content.clone(), flags);
  }

  static NewFile directory(int permissions) {
    return new NewFile(DIRECTORY | permissions, new byte[0], 0);
  }

  static NewFile link(String target) {
    return new NewFile(LINK, target.getBytes(StandardCharsets.UTF_8), 0);
  }

  private boolean isRegular() {
    return (mode & ~07777) == REGULAR;
  }

  long installedSize() {
    return isRegular() ? content.length : 0;
  }

  private String digest() {
    return isRegular() ? Digest.sha256Of(content).hex() : "";
  }

  private String target() {
    return mode == LINK ? new String(content, StandardCharsets.UTF_8) : "";
  }

  /** Adds the file list, sorted by path, all owned by root. */
  static void write(SortedMap<String, NewFile> files, Instant modified, HeaderWriter header) {
    if (files.isEmpty()) {
      return;
    }
    int count = files.size();
    Collection<NewFile> list = files.values();
    List<String> folders = files.keySet().stream().map(NewFile::folder).distinct().toList();
    header
        .texts(Tag.DIR_NAMES, folders)
        .ints(
            Tag.DIR_INDEXES,
            files.keySet().stream().mapToLong(path -> folders.indexOf(folder(path))).toArray())
        .texts(
            Tag.BASE_NAMES,
            files.keySet().stream().map(path -> path.substring(folder(path).length())).toList())
        .ints(Tag.FILE_SIZES, numbers(list, file -> file.content.length))
        .shorts(Tag.FILE_MODES, numbers(list, NewFile::mode))
        .shorts(Tag.FILE_RDEVS, same(count, 0))
        .ints(Tag.FILE_MTIMES, same(count, modified.getEpochSecond()))
        .texts(Tag.FILE_DIGESTS, list.stream().map(NewFile::digest).toList())
        .texts(Tag.FILE_LINK_TARGETS, list.stream().map(NewFile::target).toList())
        .ints(Tag.FILE_FLAGS, numbers(list, NewFile::flags))
        .texts(Tag.FILE_USERS, Collections.nCopies(count, "root"))
        .texts(Tag.FILE_GROUPS, Collections.nCopies(count, "root"))
        .ints(Tag.FILE_VERIFY_FLAGS, same(count, VERIFY_ALL))
        .ints(Tag.FILE_DEVICES, same(count, 1))
        .ints(Tag.FILE_INODES, LongStream.rangeClosed(1, count).toArray())
        .texts(Tag.FILE_LANGUAGES, Collections.nCopies(count, ""))
        .ints(Tag.FILE_DIGEST_ALGORITHM, SHA256_NUMBER);
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static long[] numbers(Collection<NewFile> files, ToLongFunction<NewFile> field) {
    return files.stream().mapToLong(field).toArray();
  }

  private static long[] same(int count, long number) {
    return LongStream.generate(() -> number).limit(count).toArray();
  }
}
