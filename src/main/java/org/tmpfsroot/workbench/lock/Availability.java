package org.tmpfsroot.workbench.lock;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tmpfsroot.workbench.download.Download;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.Presence;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.repository.PackageMirrors;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.rpm.Nevra;

/** Whether the packages of a lock are still to be had, and whole. */
public final class Availability {
  private final Downloader downloader;

  public Availability(Downloader downloader) {
    this.downloader = downloader;
  }

  /**
   * Where packages are looked for.
   *
   * @param repositories the session's
   * @param archived the same as they are in an archive; those that are in none are missing
   * @param koji the roots of a build system's packages
   */
  public record Places(
      List<RepositorySource> repositories,
      List<RepositorySource> archived,
      List<RepositorySource> koji) {
    public Places {
      repositories = List.copyOf(repositories);
      archived = List.copyOf(archived);
      koji = List.copyOf(koji);
    }
  }

  /**
   * A package that is not to be had where it was locked.
   *
   * @param state never {@link Presence#WHOLE}
   * @param elsewhere who has the very same file: {@code archive}, {@code koji}
   */
  public record Missing(LockedPackage locked, Presence state, List<String> elsewhere) {
    public Missing {
      elsewhere = List.copyOf(elsewhere);
    }

    /** Whether nobody could be asked. */
    public boolean isUnreachable() {
      return state == Presence.UNREACHABLE;
    }

    /** {@code gone}, {@code another-file} or {@code unreachable}. */
    public String word() {
      return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The packages that are not to be had any more, in the lock's order.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the list of a repository's mirrors
   *     cannot be had
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public List<Missing> missing(Lock lock, Places places, Progress progress) {
    PackageMirrors mirrors = new PackageMirrors(downloader, progress);
    Map<LockedPackage, Presence> states =
        ask(lock.packages(), locked -> of(places.repositories(), locked, mirrors), progress);
    List<LockedPackage> missing =
        lock.packages().stream().filter(each -> states.get(each) != Presence.WHOLE).toList();
    Map<LockedPackage, Presence> archived =
        ask(missing, locked -> of(places.archived(), locked, mirrors), progress);
    Map<LockedPackage, Presence> built =
        ask(missing, locked -> built(places.koji(), locked, mirrors), progress);
    return missing.stream()
        .map(
            locked -> {
              List<String> elsewhere = new ArrayList<>();
              if (archived.get(locked) == Presence.WHOLE) {
                elsewhere.add("archive");
              }
              if (built.get(locked) == Presence.WHOLE) {
                elsewhere.add("koji");
              }
              return new Missing(locked, states.getOrDefault(locked, Presence.GONE), elsewhere);
            })
        .toList();
  }

  /** Says where a package may be. */
  private interface Addresses {
    List<URI> of(LockedPackage locked);
  }

  /** Without an entry for what nobody can be asked for. */
  private Map<LockedPackage, Presence> ask(
      List<LockedPackage> packages, Addresses addresses, Progress progress) {
    Map<LockedPackage, Download> downloads = new LinkedHashMap<>();
    for (LockedPackage locked : packages) {
      List<URI> sources = addresses.of(locked);
      if (!sources.isEmpty()) {
        downloads.put(
            locked,
            Download.pinned(locked.nevra().fileName(), sources, locked.size(), locked.digest()));
      }
    }
    Map<Download, Presence> found = downloader.presence(List.copyOf(downloads.values()), progress);
    Map<LockedPackage, Presence> states = new LinkedHashMap<>();
    downloads.forEach(
        (locked, download) ->
            states.put(locked, found.getOrDefault(download, Presence.UNREACHABLE)));
    return states;
  }

  private static List<URI> of(
      List<RepositorySource> sources, LockedPackage locked, PackageMirrors mirrors) {
    return sources.stream()
        .filter(source -> source.id().equals(locked.repository()))
        .flatMap(source -> mirrors.addresses(source, locked.location()).stream())
        .toList();
  }

  /** {@code NAME/VERSION/RELEASE/ARCH/FILE}, the first three of the source package. */
  private static List<URI> built(
      List<RepositorySource> koji, LockedPackage locked, PackageMirrors mirrors) {
    Nevra nevra = locked.nevra();
    return Nevra.parse(locked.sourceRpm()).stream()
        .map(
            source ->
                String.join(
                    "/",
                    source.name(),
                    source.evr().version(),
                    source.evr().release(),
                    nevra.arch(),
                    nevra.fileName()))
        .flatMap(path -> koji.stream().flatMap(each -> mirrors.addresses(each, path).stream()))
        .toList();
  }
}
