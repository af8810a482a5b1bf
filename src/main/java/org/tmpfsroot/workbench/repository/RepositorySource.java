package org.tmpfsroot.workbench.repository;

import java.net.URI;
import java.util.List;

/**
 * A repository as the user chose it.
 *
 * @param id what the user calls it
 * @param gpgKeys where the keys of its packages are, {@code file:} or {@code https:}
 * @param priority lower wins; dnf's default is {@value #USUAL_PRIORITY}
 * @param cost among equals lower wins; dnf's default is {@value #USUAL_COST}
 * @param signed whether its packages must carry a signature
 * @param metadataSigned whether one of its own keys must have signed its {@code repomd.xml}, too
 */
public record RepositorySource(
    String id,
    RepositoryLocation location,
    List<URI> gpgKeys,
    int priority,
    int cost,
    boolean signed,
    boolean metadataSigned) {
  public static final int USUAL_PRIORITY = 99;
  public static final int USUAL_COST = 1000;

  public RepositorySource {
    gpgKeys = List.copyOf(gpgKeys);
  }

  /** Usual priority and cost, signed, with no key of its own. */
  public static RepositorySource of(String id, RepositoryLocation location) {
    return new RepositorySource(id, location, List.of(), USUAL_PRIORITY, USUAL_COST, true, false);
  }

  public RepositorySource withId(String newId) {
    return new RepositorySource(newId, location, gpgKeys, priority, cost, signed, metadataSigned);
  }

  public RepositorySource withPriority(int newPriority) {
    return new RepositorySource(id, location, gpgKeys, newPriority, cost, signed, metadataSigned);
  }

  public RepositorySource withGpgKeys(List<URI> newKeys) {
    return new RepositorySource(id, location, newKeys, priority, cost, signed, metadataSigned);
  }

  /** Its packages may be without a signature. */
  public RepositorySource unsigned() {
    return new RepositorySource(id, location, gpgKeys, priority, cost, false, metadataSigned);
  }

  /** Its metadata counts only with a signature of its own keys. */
  public RepositorySource withSignedMetadata() {
    return new RepositorySource(id, location, gpgKeys, priority, cost, signed, true);
  }
}
