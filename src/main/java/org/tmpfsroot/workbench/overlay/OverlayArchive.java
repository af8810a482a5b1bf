package org.tmpfsroot.workbench.overlay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Folder;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Link;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Regular;

/**
 * What becomes {@code custom-files.tar.gz}: the runtime's files with the user's trees over them
 * below {@code root/}, the hooks below {@code hooks.d/}.
 */
public final class OverlayArchive {
  private static final String ROOT = "root/";
  private static final String HOOKS = "hooks.d/";
  // 2020-01-01: the same everywhere, and late enough that tar does not warn of an old time
  private static final long TIME_MILLIS = 1_577_836_800_000L;
  private static final Map<String, Integer> FIXED_IDS =
      Map.of("root", 0, "sshd", 74, "ssh_keys", 998, "docker", 999);
  private static final int FOLDER_MODE = 0755;
  private static final int UNKNOWN_SYSTEM = 255;

  private OverlayArchive() {}

  /**
   * The entries of the archive's {@code root/}: the runtime's, each tree over what came before it;
   * sorted by path, each folder before what is in it.
   *
   * @throws Fault (session) when a tree puts a file where a folder is, or the other way round
   */
  public static List<OverlayEntry> merged(List<UserTree> trees) {
    TreeMap<String, OverlayEntry> merged = new TreeMap<>();
    RuntimeOverlay.entries().forEach(entry -> merged.put(entry.path(), entry));
    for (UserTree tree : trees) {
      for (OverlayEntry entry : tree.entries()) {
        OverlayEntry before = merged.get(entry.path());
        if (before != null && isFolder(before) != isFolder(entry)) {
          throw Fault.session(
              "cannot lay " + tree.root() + " over the root",
              "/" + entry.path() + " is a folder in one and a file in the other",
              "rename it in " + tree.root());
        }
        merged.put(entry.path(), entry);
      }
    }
    return List.copyOf(merged.values());
  }

  /** What {@link #merged} takes in the installed root, bytes. */
  public static long installedSize(List<UserTree> trees) {
    return size(merged(trees));
  }

  private static boolean isFolder(OverlayEntry entry) {
    return entry.content() instanceof Folder;
  }

  /**
   * Writes the archive; the same entries give the same bytes.
   *
   * @param trees the user's trees, later ones win
   * @param hooks the user's hook folders, later ones win
   */
  public static void write(
      Path target, List<UserTree> trees, List<HookFolder> hooks, Progress progress) {
    List<OverlayEntry> root = merged(trees);
    TreeMap<String, OverlayEntry> hookEntries = new TreeMap<>();
    hooks.forEach(each -> each.entries().forEach(entry -> hookEntries.put(entry.path(), entry)));
    List<OverlayEntry> hookList = new ArrayList<>(hookEntries.values());
    long total = size(root) + size(hookList);
    try (AtomicFile file = AtomicFile.replacing(target);
        Progress.Task task = progress.begin("packing the overlay", total)) {
      try (OutputStream out = Files.newOutputStream(file.temporary());
          TarArchiveOutputStream tar = open(out)) {
        folder(tar, HOOKS);
        for (OverlayEntry entry : hookList) {
          put(tar, HOOKS, entry, task);
        }
        folder(tar, ROOT);
        for (OverlayEntry entry : root) {
          put(tar, ROOT, entry, task);
        }
      }
      file.commit();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(target, e);
    }
  }

  private static TarArchiveOutputStream open(OutputStream out) throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setOperatingSystem(UNKNOWN_SYSTEM);
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(new GzipCompressorOutputStream(out, parameters)),
            StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    return tar;
  }

  private static void folder(TarArchiveOutputStream tar, String name) throws IOException {
    tar.putArchiveEntry(entry(name, FOLDER_MODE, "root", "root"));
    tar.closeArchiveEntry();
  }

  private static void put(
      TarArchiveOutputStream tar, String prefix, OverlayEntry entry, Progress.Task task)
      throws IOException {
    Cancelled.check();
    String name = prefix + entry.path();
    OverlayEntry.Content content = entry.content();
    if (content instanceof Folder) {
      tar.putArchiveEntry(entry(name + "/", entry.mode(), entry.owner(), entry.group()));
    } else if (content instanceof Link link) {
      TarArchiveEntry made = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      made.setLinkName(link.target());
      tar.putArchiveEntry(filled(made, entry.mode(), entry.owner(), entry.group()));
    } else if (content instanceof Regular regular) {
      TarArchiveEntry made = entry(name, entry.mode(), entry.owner(), entry.group());
      made.setSize(regular.size());
      tar.putArchiveEntry(made);
      copy(regular, tar, task);
    }
    tar.closeArchiveEntry();
  }

  /** A file that shrinks or grows meanwhile is an error of the tar stream, never a torn archive. */
  private static void copy(Regular regular, OutputStream out, Progress.Task task)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = regular.source().open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        task.advance(n);
        Cancelled.check();
      }
    }
  }

  private static TarArchiveEntry entry(String name, int mode, String owner, String group) {
    return filled(new TarArchiveEntry(name), mode, owner, group);
  }

  private static TarArchiveEntry filled(
      TarArchiveEntry entry, int mode, String owner, String group) {
    entry.setMode(mode);
    entry.setModTime(TIME_MILLIS);
    entry.setIds(id(owner), id(group));
    entry.setNames(owner, group);
    return entry;
  }

  /** Numbers, since the archive is unpacked by a system that has not the target's accounts. */
  private static int id(String name) {
    Integer id = FIXED_IDS.get(name);
    if (id == null) {
      throw new IllegalStateException("owner " + name + " has no fixed id");
    }
    return id;
  }

  private static long size(List<OverlayEntry> entries) {
    return entries.stream()
        .map(OverlayEntry::content)
        .mapToLong(content -> content instanceof Regular regular ? regular.size() : 0)
        .sum();
  }
}
