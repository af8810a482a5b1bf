package org.tmpfsroot.workbench.session;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.release.OfferedRepository;
import org.tmpfsroot.workbench.release.Releases;
import org.tmpfsroot.workbench.repository.RepoFile;
import org.tmpfsroot.workbench.repository.RepositoryLocation;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Metalink;
import org.tmpfsroot.workbench.repository.RepositorySource;

/**
 * A repository as it is asked for, before it is known which one is meant.
 *
 * @param baseurl an address or folder; of this, the metalink and the file one at most
 * @param metalink an address
 * @param repoFile a .repo file
 * @param gpgKeys files or addresses
 * @param metadataSigned whether its metadata must be signed by one of these
 */
public record TypedRepository(
    String id,
    Optional<String> baseurl,
    Optional<String> metalink,
    Optional<Path> repoFile,
    List<String> gpgKeys,
    Optional<Integer> priority,
    boolean unsigned,
    boolean metadataSigned) {
  private static final int LEAST_PRIORITY = 1;
  private static final int MOST_PRIORITY = 9999;

  public TypedRepository {
    gpgKeys = List.copyOf(gpgKeys);
  }

  /** The repositories that need nothing but their name: offered ones, and removed own ones. */
  public static List<String> byName(ImageSession session) {
    return Stream.concat(
            session.repositories().removed().stream(),
            offered(session).stream().map(OfferedRepository::id))
        .filter(name -> session.repositories().added(name).isEmpty())
        .toList();
  }

  /**
   * The session with this repository.
   *
   * @param folder what relative paths are relative to
   * @throws Fault (usage) when it is not clear which one is meant, its id is taken, or a file or
   *     address of it is none
   */
  public ImageSession addTo(ImageSession session, Path folder) {
    RepositoryIds.checked(id);
    long places = Stream.of(baseurl, metalink, repoFile).filter(Optional::isPresent).count();
    if (places > 1) {
      throw Fault.usage(
          "it is not clear where the repository " + id + " is",
          "--baseurl, --metalink and --repofile exclude each other",
          "give one of them");
    }
    boolean own = PackageSources.ownIds(session).contains(id);
    if (own && places == 0 && session.repositories().removed().contains(id)) {
      return session.withRepositories(choices -> choices.withOwn(id));
    }
    if (own && !session.repositories().removed().contains(id)) {
      throw Fault.usage(
          "cannot add the repository " + id,
          "the release's own repository of that name is in use",
          "type `repository remove " + id + "` first");
    }
    RepositorySource source = adorned(source(session, folder), folder);
    return session.withRepositories(choices -> choices.plus(source));
  }

  private RepositorySource source(ImageSession session, Path folder) {
    Map<String, String> variables =
        Map.of(
            "releasever", String.valueOf(session.release().number()),
            "basearch", session.release().arch(),
            "arch", session.release().arch());
    if (repoFile.isPresent()) {
      return RepoFile.parse(OwnFiles.text(repoFile.get()), repoFile.get().toString(), variables)
          .choose(id);
    }
    if (baseurl.isPresent()) {
      String text = filled(baseurl.get(), variables);
      return RepositorySource.of(
          id, Baseurl.of(Location.parse(text, folder, Location.Expected.FOLDER).uri()));
    }
    if (metalink.isPresent()) {
      String text = filled(metalink.get(), variables);
      return RepositorySource.of(
          id, new Metalink(Location.parse(text, folder, Location.Expected.FILE).uri()));
    }
    return offered(session).stream()
        .filter(offer -> offer.id().equals(id))
        .findFirst()
        .map(
            offer ->
                RepositorySource.of(id, Baseurl.of(URI.create(offer.baseurl())))
                    .withGpgKeys(List.of(URI.create(offer.key()))))
        .orElseThrow(() -> unknown(session));
  }

  private RepositorySource adorned(RepositorySource source, Path folder) {
    RepositorySource adorned = source;
    if (!gpgKeys.isEmpty()) {
      List<URI> keys =
          gpgKeys.stream()
              .map(text -> Location.parse(text, folder, Location.Expected.FILE))
              .peek(key -> key.path().ifPresent(KeyFiles::checked))
              .map(Location::uri)
              .toList();
      adorned = adorned.withGpgKeys(keys);
    }
    if (priority.isPresent()) {
      int number = priority.get();
      if (!isPriority(number)) {
        throw Fault.usage(
            number + " is no priority",
            "priorities go from 1, the first, to 9999",
            "give 1 to 9999");
      }
      adorned = adorned.withPriority(number);
    }
    if (metadataSigned) {
      adorned = adorned.withSignedMetadata();
    }
    if (adorned.metadataSigned() && adorned.gpgKeys().isEmpty()) {
      throw Fault.usage(
          "it is not clear who signs the metadata of the repository " + id,
          "its metadata must be signed, and it has no key of its own",
          "give its key with --gpgkey");
    }
    if (unsigned && !adorned.metadataSigned() && isOpen(adorned.location())) {
      throw Fault.usage(
          "cannot take unsigned packages from the repository " + id,
          "by http: anybody on the way could change them, and nothing in them is signed",
          "give an https: address or a folder, or --metadata-signed with its --gpgkey");
    }
    return unsigned ? adorned.unsigned() : adorned;
  }

  private static boolean isOpen(RepositoryLocation location) {
    if (location instanceof Baseurl base) {
      return base.uris().stream().anyMatch(TypedRepository::isOpen);
    }
    return isOpen(
        location instanceof Metalink metalink
            ? metalink.uri()
            : ((RepositoryLocation.Mirrorlist) location).uri());
  }

  private static boolean isOpen(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme());
  }

  static boolean isPriority(int number) {
    return number >= LEAST_PRIORITY && number <= MOST_PRIORITY;
  }

  private Fault unknown(ImageSession session) {
    List<String> names = byName(session);
    return Fault.usage(
        "it is not known where the repository " + id + " is",
        Nearest.sentence(
            id,
            names,
            names.isEmpty()
                ? "the release offers none by name"
                : "by name there is " + String.join(", ", names)),
        "say it with --baseurl, --metalink or --repofile");
  }

  private static List<OfferedRepository> offered(ImageSession session) {
    return Releases.of(session.release().number()).offered(session.release().arch());
  }

  private static String filled(String text, Map<String, String> variables) {
    String filled = text;
    for (String name : List.of("releasever", "basearch")) {
      filled = filled.replace("$" + name, variables.getOrDefault(name, ""));
    }
    return filled;
  }
}
