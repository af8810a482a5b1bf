package org.tmpfsroot.workbench.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.overlay.OverlayChecks;

/** Whether the files a session names are still there, and still what they were taken for. */
final class FileChecks {
  static final List<SessionChecks.Looking> ALL =
      List.of(
          FileChecks::own,
          FileChecks::content,
          FileChecks::users,
          FileChecks::keys,
          FileChecks::places);

  private FileChecks() {}

  private static Stream<Finding> own(ImageSession session) {
    return session.files().paths().entrySet().stream()
        .flatMap(
            file ->
                found(
                    SessionCheck.FILE_UNUSABLE,
                    "file " + file.getKey(),
                    "type `file use "
                        + file.getKey()
                        + " PATH` or `file drop "
                        + file.getKey()
                        + "`",
                    file,
                    each -> OwnFiles.check(each.getKey(), each.getValue())));
  }

  /** Of folders that are there: what is in them. */
  private static Stream<Finding> content(ImageSession session) {
    return session.files().paths().entrySet().stream()
        .filter(file -> Files.isDirectory(file.getValue()))
        .flatMap(file -> content(file.getKey(), file.getValue()).stream());
  }

  private static List<Finding> content(FileKind kind, Path folder) {
    return switch (kind) {
      case HOOKS, BUILD_HOOKS -> OverlayChecks.ofHooks(folder);
      case ROOT -> OverlayChecks.ofRootTree(folder);
      case ISO_ROOT, INSTALLFS -> OverlayChecks.ofTree(folder);
      case KS_ROOT, KS_PRE, KS_PRE_INSTALL, KS_POST_NOCHROOT, KS_POST -> List.of();
    };
  }

  private static Stream<Finding> users(ImageSession session) {
    return session.users().stream()
        .flatMap(
            user ->
                found(
                    SessionCheck.USER_FILE_UNUSABLE,
                    "user " + user.name(),
                    "put the file back, or type `user remove " + user.name() + "`",
                    user,
                    UserChoice::checked));
  }

  private static Stream<Finding> keys(ImageSession session) {
    return Stream.concat(session.mirror().gpgKeys().stream(), PackageSources.localKeys(session))
        .distinct()
        .filter(file -> !Files.isRegularFile(file))
        .map(
            file ->
                SessionCheck.KEY_MISSING.at(
                    "key " + file, "there is no such file", "put the file back"));
  }

  private static Stream<Finding> places(ImageSession session) {
    ReleaseChoice release = session.release();
    MirrorChoice mirror = session.mirror();
    return Stream.concat(
        missing(List.of(release.image(), release.checksum()))
            .map(path -> gone("release", path, "type `release use " + release.number() + "`")),
        missing(List.of(mirror.use(), mirror.archive(), mirror.koji()))
            .map(path -> gone("mirror", path, "type `mirror reset`")));
  }

  private static Stream<Path> missing(List<Optional<Location>> places) {
    return places.stream()
        .flatMap(Optional::stream)
        .flatMap(place -> place.path().stream())
        .filter(path -> !Files.exists(path));
  }

  private static Finding gone(String noun, Path path, String next) {
    return SessionCheck.PLACE_MISSING.at(noun, "there is no " + path, next);
  }

  private static <T> Stream<Finding> found(
      SessionCheck check, String place, String next, T what, Consumer<T> use) {
    try {
      use.accept(what);
      return Stream.empty();
    } catch (Fault e) {
      return Stream.of(check.at(place, e.what() + ": " + e.why(), next));
    }
  }
}
