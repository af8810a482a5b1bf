package org.tmpfsroot.workbench.rpm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Digest;

/** Puts the file list together from the arrays a header keeps it in. */
final class HeaderFiles {
  /** Twice what Linux allows for a path. */
  private static final int LONGEST_PATH = 8192;

  /** A short header can multiply one long folder name; this is far above any real package. */
  private static final long MOST_PATH_CHARACTERS = 256L << 20;

  private static final int MD5_NUMBER = 1;

  private final Header header;
  private final int count;

  private HeaderFiles(Header header, int count) {
    this.header = header;
    this.count = count;
  }

  static List<PackagedFile> of(Header header) {
    List<String> paths = paths(header);
    return new HeaderFiles(header, paths.size()).files(paths);
  }

  private static List<String> paths(Header header) {
    if (!header.has(Tag.BASE_NAMES)) {
      return header.texts(Tag.OLD_FILE_NAMES);
    }
    List<String> names = header.texts(Tag.BASE_NAMES);
    List<String> folders = header.texts(Tag.DIR_NAMES);
    long[] indexes = header.numbers(Tag.DIR_INDEXES);
    if (indexes.length != names.size()) {
      throw header.damaged("its file names and folders do not match");
    }
    List<String> paths = new ArrayList<>(names.size());
    long characters = 0;
    for (int i = 0; i < indexes.length; i++) {
      if (indexes[i] >= folders.size()) {
        throw header.damaged("a file in it is in a folder that is not listed");
      }
      String folder = folders.get((int) indexes[i]);
      int length = folder.length() + names.get(i).length();
      characters += length;
      if (length > LONGEST_PATH || characters > MOST_PATH_CHARACTERS) {
        throw header.damaged("its file names are longer than any file system allows");
      }
      paths.add(folder + names.get(i));
    }
    return paths;
  }

  private List<PackagedFile> files(List<String> paths) {
    long[] modes = numbers(Tag.FILE_MODES);
    long[] sizes =
        header.has(Tag.LONG_FILE_SIZES) ? numbers(Tag.LONG_FILE_SIZES) : numbers(Tag.FILE_SIZES);
    List<String> digests = texts(Tag.FILE_DIGESTS);
    Optional<Digest.Algorithm> algorithm =
        algorithm(header.number(Tag.FILE_DIGEST_ALGORITHM).orElse((long) MD5_NUMBER));
    List<String> users = texts(Tag.FILE_USERS);
    List<String> groups = texts(Tag.FILE_GROUPS);
    long[] times = numbers(Tag.FILE_MTIMES);
    List<String> targets = texts(Tag.FILE_LINK_TARGETS);
    long[] flags = numbers(Tag.FILE_FLAGS);
    List<String> capabilities = texts(Tag.FILE_CAPABILITIES);
    List<String> languages = texts(Tag.FILE_LANGUAGES);
    long[] devices = numbers(Tag.FILE_DEVICES);
    long[] inodes = numbers(Tag.FILE_INODES);
    List<PackagedFile> files = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String digest = text(digests, i);
      files.add(
          new PackagedFile(
              paths.get(i),
              (int) number(modes, i),
              number(sizes, i),
              algorithm.flatMap(known -> Digest.parse(known.name(), digest)),
              text(users, i),
              text(groups, i),
              Instant.ofEpochSecond(number(times, i)),
              text(targets, i),
              (int) number(flags, i),
              text(capabilities, i),
              text(languages, i),
              number(devices, i),
              inodes.length == 0 ? i : inodes[i]));
    }
    return List.copyOf(files);
  }

  private long[] numbers(int tag) {
    long[] numbers = header.numbers(tag);
    if (numbers.length != 0 && numbers.length != count) {
      throw uneven(tag);
    }
    return numbers;
  }

  private List<String> texts(int tag) {
    List<String> texts = header.texts(tag);
    if (!texts.isEmpty() && texts.size() != count) {
      throw uneven(tag);
    }
    return texts;
  }

  private RuntimeException uneven(int tag) {
    return header.damaged("its header entry " + tag + " does not have one value for each file");
  }

  private static long number(long[] numbers, int i) {
    return numbers.length == 0 ? 0 : numbers[i];
  }

  private static String text(List<String> texts, int i) {
    return texts.isEmpty() ? "" : texts.get(i);
  }

  /** By OpenPGP's number, which rpm uses for digests of files and payloads. */
  static Optional<Digest.Algorithm> algorithm(long number) {
    return switch ((int) number) {
      case MD5_NUMBER -> Optional.of(Digest.Algorithm.MD5);
      case 2 -> Optional.of(Digest.Algorithm.SHA1);
      case 8 -> Optional.of(Digest.Algorithm.SHA256);
      case 9 -> Optional.of(Digest.Algorithm.SHA384);
      case 10 -> Optional.of(Digest.Algorithm.SHA512);
      case 11 -> Optional.of(Digest.Algorithm.SHA224);
      default -> Optional.empty();
    };
  }
}
