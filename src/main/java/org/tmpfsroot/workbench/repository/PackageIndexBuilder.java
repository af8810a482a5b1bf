package org.tmpfsroot.workbench.repository;

import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.repository.PackageIndex.RepositoryRank;

/** Collects repositories and their packages, interning what repeats. Used once, by one thread. */
public final class PackageIndexBuilder {
  private final List<RepositoryRank> repositories = new ArrayList<>();
  private PackageTableBuilder table = new PackageTableBuilder();
  private FileOwners fileOwners = FileOwners.NONE;

  PackageIndexBuilder() {}

  /** Packages added from here on belong to this repository. */
  public PackageIndexBuilder repository(String id, int priority, int cost) {
    repositories.add(new RepositoryRank(id, priority, cost));
    return this;
  }

  /** How files beyond primary.xml are found. */
  public PackageIndexBuilder fileOwners(FileOwners lookup) {
    this.fileOwners = lookup;
    return this;
  }

  /** Adds a package to the repository named last. */
  public PackageIndexBuilder add(PackageRecord record) {
    table.add(current(), record);
    return this;
  }

  /**
   * Adds packages that were read elsewhere to the repository named last; {@code packages} is not
   * used afterwards.
   */
  PackageIndexBuilder addAll(PackageTableBuilder packages) {
    int repository = current();
    if (table.count() == 0 && repository == 0) {
      table = packages;
    } else {
      table.addAll(repository, packages);
    }
    return this;
  }

  private int current() {
    if (repositories.isEmpty()) {
      throw new IllegalStateException("name a repository before its packages");
    }
    return repositories.size() - 1;
  }

  public PackageIndex build() {
    return of(buildTable());
  }

  PackageTable buildTable() {
    return table.build();
  }

  /** Of the repositories that were named, whose packages are in the table. */
  PackageIndex of(PackageTable packages) {
    return new PackageIndex(repositories, packages, fileOwners);
  }
}
