package org.tmpfsroot.workbench.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where Fedora's own files come from.
 *
 * @param use the root of a mirror's tree; empty is the mirrors that Fedora names
 * @param gpgKeys key files trusted beside the release's
 * @param archive the root of the archive of old releases; empty is Fedora's
 * @param koji the root of the build system's packages; empty is Fedora's
 */
public record MirrorChoice(
    Optional<Location> use,
    List<Path> gpgKeys,
    Optional<Location> archive,
    Optional<Location> koji) {
  /** What Fedora's own servers say. */
  public static final MirrorChoice FEDORA =
      new MirrorChoice(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

  public MirrorChoice {
    gpgKeys = List.copyOf(gpgKeys);
  }

  public MirrorChoice withUse(Location mirror, List<Path> keys) {
    return new MirrorChoice(Optional.of(mirror), keys, archive, koji);
  }

  public MirrorChoice withArchive(Location place) {
    return new MirrorChoice(use, gpgKeys, Optional.of(place), koji);
  }

  public MirrorChoice withKoji(Location place) {
    return new MirrorChoice(use, gpgKeys, archive, Optional.of(place));
  }
}
