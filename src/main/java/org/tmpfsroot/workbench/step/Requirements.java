package org.tmpfsroot.workbench.step;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tmpfsroot.workbench.build.Outlook;
import org.tmpfsroot.workbench.build.Outlook.Obstacle;
import org.tmpfsroot.workbench.download.Download;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.Presence;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockPolicy;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.overlay.HookFolder;
import org.tmpfsroot.workbench.overlay.HookInterpreters;
import org.tmpfsroot.workbench.repository.RepositoryLocation;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.InstallerBase;
import org.tmpfsroot.workbench.session.PackageSources;

/** What the steps of this package need of the machine and of the network. */
public final class Requirements {
  private final ImageSession session;
  private final Downloader downloader;
  private final Map<String, Long> known;
  private final Progress progress;
  private final List<Obstacle> obstacles = new ArrayList<>();
  private long bytes;
  private long product;

  private Requirements(
      ImageSession session, Downloader downloader, Map<String, Long> known, Progress progress) {
    this.session = session;
    this.downloader = downloader;
    this.known = known;
    this.progress = progress;
  }

  /**
   * What is to be expected of the steps that are not known.
   *
   * @param known how many bytes the steps gave that are, by their ids
   */
  public static Outlook of(
      ImageSession session, Downloader downloader, Map<String, Long> known, Progress progress) {
    Requirements requirements = new Requirements(session, downloader, known, progress);
    requirements.look();
    return new Outlook(requirements.bytes, requirements.product, requirements.obstacles);
  }

  private boolean isNew(String stepId) {
    return !known.containsKey(stepId);
  }

  private void look() {
    Lock lock = session.lock().orElse(Lock.empty(session.release().arch(), LockPolicy.STANDARD));
    Map<String, Set<String>> asked = new LinkedHashMap<>();
    Map<String, List<URI>> addresses = new LinkedHashMap<>();
    long base = known.getOrDefault(FetchBase.ID, 0L);
    if (isNew(FetchBase.ID)) {
      InstallerBase image = InstallerBase.of(session);
      base = sizeHere(image.images());
      bytes += base;
      List<URI> sources = image.checksums().isEmpty() ? image.images() : image.checksums();
      addresses.put("the installer image", sources);
      asked.put("the installer image", Set.of(image.fileName()));
    }
    if (isNew(FetchPackages.ID)) {
      for (LockedPackage locked : lock.packages()) {
        if (downloader.store().find(locked.digest()).isEmpty()) {
          bytes += locked.size();
          String from = "the repository " + locked.repository();
          asked.computeIfAbsent(from, key -> new LinkedHashSet<>()).add(locked.nevra().toString());
          addresses.computeIfAbsent(from, key -> addresses(locked.repository()));
        }
      }
    }
    reach(asked, addresses);
    Optional<Path> hooks = session.files().of(FileKind.BUILD_HOOKS);
    if (hooks.isPresent() && isNew(RunBuildHooks.ID)) {
      bytes += base + lock.downloadSize();
      interpreters(hooks.get());
    }
    if (isNew(WriteIso.ID)) {
      product = base + lock.downloadSize();
      bytes += product;
    }
    if (isNew(SignImage.ID)) {
      signing();
    }
  }

  private void signing() {
    try {
      SignImage.of(session.settings(), Clock.systemUTC()).ifPresent(SignImage::signer);
    } catch (Fault fault) {
      obstacles.add(new Obstacle(fault.what(), fault.why(), fault.next()));
    }
  }

  private static long sizeHere(List<URI> images) {
    return images.stream()
        .filter(uri -> "file".equals(uri.getScheme()))
        .mapToLong(uri -> Path.of(uri).toFile().length())
        .findFirst()
        .orElse(0);
  }

  private List<URI> addresses(String repository) {
    return PackageSources.of(session).stream()
        .filter(source -> source.id().equals(repository))
        .map(RepositorySource::location)
        .findFirst()
        .map(Requirements::first)
        .orElse(List.of());
  }

  /** What is asked for first of a repository. */
  private static List<URI> first(RepositoryLocation location) {
    if (location instanceof RepositoryLocation.Metalink metalink) {
      return List.of(metalink.uri());
    }
    if (location instanceof RepositoryLocation.Mirrorlist list) {
      return List.of(list.uri());
    }
    return ((RepositoryLocation.Baseurl) location)
        .uris().stream().map(uri -> URI.create(uri + "/").resolve("repodata/repomd.xml")).toList();
  }

  private void reach(Map<String, Set<String>> asked, Map<String, List<URI>> addresses) {
    Map<String, Download> remote = new LinkedHashMap<>();
    addresses.forEach(
        (name, uris) -> {
          if (uris.stream().noneMatch(Requirements::isHere)) {
            remote.put(name, Download.unpinned(name, uris));
          }
        });
    Map<Download, Presence> found =
        remote.isEmpty() || downloader.isOffline()
            ? Map.of()
            : downloader.presence(List.copyOf(remote.values()), progress);
    remote.forEach(
        (name, download) -> {
          Presence presence = found.getOrDefault(download, Presence.UNREACHABLE);
          if (presence == Presence.UNREACHABLE || presence == Presence.GONE) {
            obstacles.add(missing(name, asked.getOrDefault(name, Set.of()), download));
          }
        });
  }

  private static boolean isHere(URI uri) {
    return "file".equals(uri.getScheme()) && Files.exists(Path.of(uri));
  }

  private Obstacle missing(String name, Set<String> files, Download download) {
    String first = files.stream().findFirst().orElse("");
    String more = files.size() > 1 ? " and " + (files.size() - 1) + " more" : "";
    String where =
        download.sources().stream().findFirst().map(URI::toString).orElse("any address of it");
    return new Obstacle(
        "cannot fetch " + first + more,
        downloader.isOffline()
            ? "it is not here, and --offline forbids to ask " + name
            : name + " cannot be reached at " + where,
        downloader.isOffline()
            ? "start without --offline, or choose a mirror on this machine with `mirror use DIR`"
            : "look at the network, or choose another mirror with `mirror use URL`");
  }

  private void interpreters(Path folder) {
    Map<String, String> needed = HookInterpreters.of(HookFolder.read(folder));
    needed.forEach(
        (hook, program) -> {
          if (ChildProcess.onPath(program).isEmpty()) {
            obstacles.add(
                new Obstacle(
                    "cannot run " + folder.resolve(hook),
                    "this machine does not have " + program + ", which its first line names",
                    "install it, or name another program there"));
          }
        });
  }
}
