package org.tmpfsroot.workbench.shell.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.FirstDifference;
import org.tmpfsroot.workbench.iso.BootEntry;
import org.tmpfsroot.workbench.iso.DiskPartition;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.rpm.Nevra;
import org.tmpfsroot.workbench.shell.Style;

/**
 * One thing that two images differ in.
 *
 * @param part which part of the image it belongs to: {@code image}, {@code packages}, {@code
 *     kickstart}, {@code boot} or {@code tree}
 * @param what a path, a package, or what else it is
 * @param before empty where the first image has nothing
 * @param after empty where the second has nothing
 */
record IsoDifference(String part, String what, Optional<String> before, Optional<String> after) {
  private static final List<String> BOOT_FOLDERS =
      List.of("EFI/", "boot/", "isolinux/", "images/", "syslinux/");

  /** All of them: the image itself, packages, kickstart, what boots, the other files. */
  static List<IsoDifference> between(IsoImage a, IsoImage b) throws IOException {
    List<IsoDifference> found = new ArrayList<>();
    compare("image", facts(a), facts(b), found);
    compare("packages", packages(a), packages(b), found);
    Map<String, IsoEntry> old = files(a);
    Map<String, IsoEntry> now = files(b);
    TreeSet<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(now.keySet());
    List<IsoDifference> files = new ArrayList<>();
    for (String path : paths) {
      Cancelled.check();
      Optional<IsoEntry> was = Optional.ofNullable(old.get(path));
      Optional<IsoEntry> is = Optional.ofNullable(now.get(path));
      if (was.isEmpty() || is.isEmpty() || differ(a, was.get(), b, is.get())) {
        boolean rebuilt = path.endsWith(".rpm") && was.isPresent() && is.isPresent();
        if (!path.endsWith(".rpm") || rebuilt) {
          files.add(
              new IsoDifference(
                  rebuilt ? "packages" : part(path),
                  path,
                  was.map(IsoDifference::described),
                  is.map(IsoDifference::described)));
        }
      }
    }
    for (String part : List.of("packages", "kickstart", "boot", "tree")) {
      files.stream().filter(each -> each.part().equals(part)).forEach(found::add);
    }
    return List.copyOf(found);
  }

  /** How it looks in a list. */
  Style style() {
    return before.isEmpty() ? Style.ADDED : after.isEmpty() ? Style.REMOVED : Style.CHANGED;
  }

  /** For programs. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("part", part);
    tree.put("what", what);
    tree.put("before", before);
    tree.put("after", after);
    return tree;
  }

  /** The lines of a text file of an image. */
  static List<String> lines(IsoImage image, IsoEntry entry) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(image.open(entry), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  /** Whether {@code path} is a kickstart. */
  static boolean isKickstart(String path) {
    return path.endsWith(".ks") || path.equals("ks.cfg") || path.endsWith("/ks.cfg");
  }

  /** Adds what differs between the values of two maps. */
  static void compare(
      String part, Map<String, String> old, Map<String, String> now, List<IsoDifference> into) {
    TreeSet<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      Optional<String> was = Optional.ofNullable(old.get(key));
      Optional<String> is = Optional.ofNullable(now.get(key));
      if (!was.equals(is)) {
        into.add(new IsoDifference(part, key, was, is));
      }
    }
  }

  private static Map<String, String> facts(IsoImage image) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("volume id", image.volumeId());
    facts.put("created", image.volumeDate().toString());
    for (BootEntry entry : image.bootEntries()) {
      facts.put(
          entry.platform().name().toLowerCase(Locale.ROOT) + " boot entry",
          entry.path().isEmpty() ? "an image outside of the tree" : entry.path());
    }
    for (DiskPartition partition : image.partitions()) {
      facts.put(
          partition.table() + " partition " + partition.number(),
          (partition.type() + " " + partition.name()).strip());
    }
    return facts;
  }

  /** Versions by name and architecture; of several versions all. */
  private static Map<String, String> packages(IsoImage image) {
    Map<String, String> packages = new TreeMap<>();
    for (IsoEntry entry : image.entries()) {
      if (entry.isFile() && entry.name().endsWith(".rpm")) {
        Nevra.parse(entry.name().substring(0, entry.name().length() - ".rpm".length()))
            .ifPresent(
                nevra ->
                    packages.merge(
                        nevra.name() + "." + nevra.arch(),
                        nevra.evr().withoutEpoch(),
                        (one, other) -> one + ", " + other));
      }
    }
    return packages;
  }

  private static Map<String, IsoEntry> files(IsoImage image) {
    Map<String, IsoEntry> files = new TreeMap<>();
    image.entries().stream()
        .filter(entry -> !entry.isDirectory())
        .forEach(entry -> files.put(entry.path(), entry));
    return files;
  }

  private static String part(String path) {
    return isKickstart(path)
        ? "kickstart"
        : BOOT_FOLDERS.stream().anyMatch(path::startsWith) ? "boot" : "tree";
  }

  private static String described(IsoEntry entry) {
    return switch (entry.kind()) {
      case FILE -> entry.size() + " bytes";
      case SYMLINK -> "link to " + entry.linkTarget();
      default -> entry.kind().name().toLowerCase(Locale.ROOT);
    };
  }

  private static boolean differ(IsoImage a, IsoEntry was, IsoImage b, IsoEntry is)
      throws IOException {
    if (was.kind() != is.kind()
        || was.size() != is.size()
        || !was.linkTarget().equals(is.linkTarget())) {
      return true;
    }
    try (InputStream old = a.open(was);
        InputStream now = b.open(is)) {
      return FirstDifference.of(old, now).isPresent();
    }
  }
}
