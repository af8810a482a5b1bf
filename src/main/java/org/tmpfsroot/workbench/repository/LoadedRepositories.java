package org.tmpfsroot.workbench.repository;

import java.util.List;
import java.util.Optional;

/**
 * What reading a list of repositories gave.
 *
 * @param index all their packages; repository numbers in it are places in {@code repositories}
 * @param comps their groups, merged in the order of the repositories
 */
public record LoadedRepositories(
    PackageIndex index, Comps comps, List<LoadedRepository> repositories) {
  public LoadedRepositories {
    repositories = List.copyOf(repositories);
  }

  public Optional<LoadedRepository> repository(String id) {
    return repositories.stream().filter(each -> each.id().equals(id)).findFirst();
  }
}
