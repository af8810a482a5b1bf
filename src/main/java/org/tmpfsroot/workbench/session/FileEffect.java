package org.tmpfsroot.workbench.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tmpfsroot.workbench.overlay.OverlayEntry;
import org.tmpfsroot.workbench.overlay.RuntimeOverlay;
import org.tmpfsroot.workbench.overlay.UserTree;

/**
 * What one path of the user's folders does to the image.
 *
 * @param path where it comes to lie, or the script's name
 * @param mode permission bits
 * @param owner user and group
 * @param effect {@code adds}, {@code replaces …}, {@code runs}; one phrase
 */
public record FileEffect(FileKind kind, String path, int mode, String owner, String effect) {
  private static final String ADDS = "adds";
  private static final List<String> MADE_BY_THE_BUILD =
      List.of(
          ".discinfo",
          "EFI/BOOT/grub.cfg",
          "boot/grub2/grub.cfg",
          "comps.xml",
          "custom-files.tar.gz",
          "etc-group",
          "etc-passwd",
          "images/product.img",
          "isolinux/isolinux.cfg",
          "ks.cfg",
          "media.repo");

  /**
   * What there is to compare with; empty where that is not known.
   *
   * @param owners gives for paths of the installed root the names of the locked packages that have
   *     them; not asked without need
   * @param medium the paths of the installer image
   */
  public record Known(
      Optional<Function<Set<String>, Map<String, String>>> owners, Optional<Set<String>> medium) {}

  /**
   * Every path of the session's folders, folder by folder, sorted.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (session) when a folder cannot be used, such as for
   *     a link that leads out of it
   */
  public static List<FileEffect> of(ImageSession session, Known known) {
    List<FileEffect> effects = new ArrayList<>();
    session
        .files()
        .paths()
        .forEach(
            (kind, path) -> {
              switch (kind) {
                case HOOKS, BUILD_HOOKS -> effects.addAll(hooks(kind, path));
                case ROOT -> effects.addAll(root(path, known));
                case ISO_ROOT -> effects.addAll(medium(path, known));
                case INSTALLFS ->
                    UserTree.read(path).entries().stream()
                        .map(entry -> effect(kind, entry, ADDS))
                        .forEach(effects::add);
                case KS_ROOT, KS_PRE, KS_PRE_INSTALL, KS_POST_NOCHROOT, KS_POST -> {
                  // a text, which the kickstart shows
                }
              }
            });
    return List.copyOf(effects);
  }

  private static FileEffect effect(FileKind kind, OverlayEntry entry, String effect) {
    return new FileEffect(
        kind, "/" + entry.path(), entry.mode(), entry.owner() + ":" + entry.group(), effect);
  }

  private static boolean isFolder(OverlayEntry entry) {
    return entry.content() instanceof OverlayEntry.Folder;
  }

  private static List<FileEffect> hooks(FileKind kind, Path path) {
    List<OverlayEntry> entries = UserTree.read(path).entries();
    List<FileEffect> effects = new ArrayList<>();
    int scripts = 0;
    for (OverlayEntry entry : entries) {
      boolean isScript =
          !isFolder(entry) && !entry.path().contains("/") && entry.path().endsWith(".sh");
      if (isScript) {
        scripts++;
      }
      effects.add(
          new FileEffect(
              kind,
              entry.path(),
              entry.mode(),
              entry.owner() + ":" + entry.group(),
              isScript ? "runs as number " + scripts : "comes along"));
    }
    return effects;
  }

  private static List<FileEffect> root(Path path, Known known) {
    Set<String> runtime =
        RuntimeOverlay.entries().stream().map(OverlayEntry::path).collect(Collectors.toSet());
    List<OverlayEntry> entries = UserTree.read(path).entries();
    Set<String> asked = new TreeSet<>();
    entries.forEach(entry -> asked.add("/" + entry.path()));
    Map<String, String> owners = known.owners().map(ask -> ask.apply(asked)).orElse(Map.of());
    List<FileEffect> effects = new ArrayList<>();
    for (OverlayEntry entry : entries) {
      Optional<String> owner =
          runtime.contains(entry.path())
              ? Optional.of("the runtime's")
              : Optional.ofNullable(owners.get("/" + entry.path())).map(name -> name + "'s");
      effects.add(effect(FileKind.ROOT, entry, verb(entry, owner, known.owners().isPresent())));
    }
    return effects;
  }

  private static List<FileEffect> medium(Path path, Known known) {
    Set<String> made = new HashSet<>(MADE_BY_THE_BUILD);
    List<FileEffect> effects = new ArrayList<>();
    for (OverlayEntry entry : UserTree.read(path).entries()) {
      Optional<String> owner =
          made.contains(entry.path()) || entry.path().startsWith("repodata/")
              ? Optional.of("what the build makes")
              : known
                  .medium()
                  .filter(all -> all.contains(entry.path()))
                  .map(all -> "the installer's");
      effects.add(effect(FileKind.ISO_ROOT, entry, verb(entry, owner, known.medium().isPresent())));
    }
    return effects;
  }

  /** A folder that is there keeps what is in it. */
  private static String verb(OverlayEntry entry, Optional<String> owner, boolean isKnown) {
    if (owner.isEmpty()) {
      return isKnown ? ADDS : "adds or replaces";
    }
    return (isFolder(entry) ? "shares " : "replaces ") + owner.get();
  }
}
