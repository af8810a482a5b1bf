package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A tree from a seed, with names and shapes that writers get wrong. */
final class RandomTree {
  private static final List<String> ODD_NAMES =
      List.of(
          ".hidden",
          "..two",
          "trailing.",
          "two..dots",
          "a b",
          "semi;1",
          "ünïcödé",
          "日本語のファイル名.txt",
          "emoji-\uD83D\uDE00",
          "UPPER",
          "upper",
          "Upper",
          "glibc-minimal-langpack-2.41.9000-17.fc44~rc1^git20260101.0123456789abcdef.x86_64.rpm",
          "glibc-minimal-langpack-2.41.9000-17.fc44~rc1^git20260101.0123456789abcdeg.x86_64.rpm",
          "star*query?",
          "back\\slash",
          "tab\tname",
          "quote'\"",
          "-dash",
          "x".repeat(255),
          "y".repeat(251) + ".rpm",
          "é".repeat(127));

  final SortedMap<String, byte[]> files = new TreeMap<>();

  final SortedMap<String, String> links = new TreeMap<>();
  final List<String> directories = new ArrayList<>();
  private final SplittableRandom random;
  private final boolean odd;

  RandomTree(long seed) {
    this(seed, true);
  }

  /** With {@code odd} false only such names as every program can take. */
  RandomTree(long seed, boolean odd) {
    this.odd = odd;
    random = new SplittableRandom(seed);
    directories.add("");
    int folders = 1 + random.nextInt(30);
    for (int i = 0; i < folders; i++) {
      addDirectory(child(directories.get(random.nextInt(directories.size())), "d" + i));
    }
    if (random.nextBoolean()) {
      String deep = "";
      for (int i = 0; i < 15; i++) {
        deep = child(deep, "level" + i);
        addDirectory(deep);
      }
    }
    int count = random.nextInt(120);
    for (int i = 0; i < count; i++) {
      String path = child(directories.get(random.nextInt(directories.size())), name(i));
      if (files.containsKey(path) || links.containsKey(path) || directories.contains(path)) {
        continue;
      }
      if (random.nextInt(6) == 0) {
        links.put(path, target(i));
      } else {
        files.put(path, content());
      }
    }
  }

  IsoTree tree() {
    IsoTree tree = new IsoTree();
    directories.stream().filter(path -> !path.isEmpty()).forEach(tree::directory);
    files.forEach((path, bytes) -> tree.file(path, IsoContent.ofBytes(bytes)));
    links.forEach(tree::link);
    return tree;
  }

  /** One line for everything in it, sorted: what a reader must find again. */
  String listing() {
    TreeMap<String, String> lines = new TreeMap<>();
    directories.stream().filter(path -> !path.isEmpty()).forEach(path -> lines.put(path, "/"));
    files.forEach((path, bytes) -> lines.put(path, " " + hash(bytes)));
    links.forEach((path, target) -> lines.put(path, " -> " + target));
    StringBuilder text = new StringBuilder();
    lines.forEach((path, rest) -> text.append(path).append(rest).append('\n'));
    return text.toString();
  }

  static String hash(byte[] bytes) {
    return bytes.length
        + " "
        + org.tmpfsroot.workbench.io.Digest.sha256Of(bytes).hex().substring(0, 16);
  }

  private void addDirectory(String path) {
    if (!directories.contains(path)) {
      directories.add(path);
    }
  }

  private static String child(String parent, String name) {
    return parent.isEmpty() ? name : parent + "/" + name;
  }

  private String name(int i) {
    return odd && random.nextInt(3) == 0
        ? ODD_NAMES.get(random.nextInt(ODD_NAMES.size()))
        : "file" + i + (random.nextBoolean() ? ".txt" : "");
  }

  private String target(int i) {
    return switch (random.nextInt(odd ? 5 : 3)) {
      case 0 -> "file" + i;
      case 1 -> "../file" + i;
      case 2 -> "./usr/../x";
      case 3 -> "n".repeat(255) + "/" + "m".repeat(255);
      default -> ("d".repeat(200) + "/").repeat(4) + "end";
    };
  }

  private byte[] content() {
    int size =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> 2048 * random.nextInt(4);
          case 2 -> random.nextInt(100);
          default -> random.nextInt(100_000);
        };
    byte[] bytes = new byte[size];
    byte[] pattern = ("seed " + random.nextLong() + " ").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < size; i++) {
      bytes[i] = pattern[i % pattern.length];
    }
    return bytes;
  }
}
