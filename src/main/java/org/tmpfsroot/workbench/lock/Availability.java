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

/** Whether the packages of a lock are still to be had, and whole. */
public final class Availability {
  private final Downloader downloader;

  public Availability(Downloader downloader) {
    this.downloader = downloader;
  }

  /**
   * Who else has the very same file.
   *
   * @param name {@code archive} or {@code koji}
   * @param addresses of the file there
   */
  public record Refuge(String name, List<URI> addresses) {
    public Refuge {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A package that is not to be had where it was locked.
   *
   * @param state never {@link Presence#WHOLE}
   * @param refuges where it is to be had instead
   */
  public record Missing(LockedPackage locked, Presence state, List<Refuge> refuges) {
    public Missing {
      refuges = List.copyOf(refuges);
    }

    /** The names of the refuges. */
    public List<String> elsewhere() {
      return refuges.stream().map(Refuge::name).toList();
    }

    /** Whether nobody could be asked. */
    public boolean isUnreachable() {
      return state == Presence.UNREACHABLE;
    }

    /** How it stands in its repository, to follow "is". */
    public String inRepository() {
      String repository = "the repository " + locked.repository();
      return switch (state) {
        case ANOTHER_FILE -> "another file in " + repository;
        case UNREACHABLE -> "not to be reached in " + repository;
        default -> "gone from " + repository;
      };
    }

    /** {@code gone}, {@code another-file} or {@code unreachable}. */
    public String word() {
      return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Those of {@code packages} that are not to be had any more, in their order.
   *
   * @param signers short ids of the keys that a build system's copies may be signed with
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the list of a repository's mirrors
   *     cannot be had
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public List<Missing> missing(
      List<LockedPackage> packages, PackagePlaces places, List<String> signers, Progress progress) {
    PackageMirrors mirrors = new PackageMirrors(downloader, progress);
    Map<LockedPackage, Presence> states =
        ask(packages, locked -> places.inRepositories(locked, mirrors), progress);
    List<LockedPackage> missing =
        packages.stream().filter(each -> states.get(each) != Presence.WHOLE).toList();
    Map<LockedPackage, Presence> archived =
        ask(missing, locked -> places.inArchive(locked, mirrors), progress);
    Map<LockedPackage, Presence> built =
        ask(missing, locked -> places.inKoji(locked, signers, mirrors), progress);
    return missing.stream()
        .map(
            locked -> {
              List<Refuge> refuges = new ArrayList<>();
              if (archived.get(locked) == Presence.WHOLE) {
                refuges.add(new Refuge("archive", places.inArchive(locked, mirrors)));
              }
              if (built.get(locked) == Presence.WHOLE) {
                refuges.add(new Refuge("koji", places.inKoji(locked, signers, mirrors)));
              }
              return new Missing(locked, states.getOrDefault(locked, Presence.GONE), refuges);
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
}
