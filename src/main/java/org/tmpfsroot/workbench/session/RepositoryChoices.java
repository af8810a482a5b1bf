package org.tmpfsroot.workbench.session;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.repository.RepositorySource;

/**
 * Where packages come from.
 *
 * @param removed ids of the release's own repositories that are not wanted
 * @param added repositories beside the release's, in the order they were added
 */
public record RepositoryChoices(SortedSet<String> removed, List<RepositorySource> added) {
  /** The release's repositories and no other. */
  public static final RepositoryChoices RELEASE = new RepositoryChoices(new TreeSet<>(), List.of());

  public RepositoryChoices {
    removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
    added = List.copyOf(added);
    if (added.stream().map(RepositorySource::id).distinct().count() != added.size()) {
      throw new IllegalArgumentException("two repositories of one id");
    }
  }

  public Optional<RepositorySource> added(String id) {
    return added.stream().filter(source -> source.id().equals(id)).findFirst();
  }

  /**
   * With one more.
   *
   * @throws Fault (usage) when its id is taken
   */
  public RepositoryChoices plus(RepositorySource source) {
    if (added(source.id()).isPresent()) {
      throw Fault.usage(
          "cannot add the repository " + source.id(),
          "there is one of that name",
          "type `repository remove " + source.id() + "` first");
    }
    return new RepositoryChoices(
        removed, Stream.concat(added.stream(), Stream.of(source)).toList());
  }

  /** With one of the release's own again. */
  public RepositoryChoices withOwn(String id) {
    TreeSet<String> left = new TreeSet<>(removed);
    left.remove(id);
    return new RepositoryChoices(left, added);
  }

  /**
   * Without one.
   *
   * @param own the ids of the release's repositories
   * @throws Fault (usage) when there is none of that id
   */
  public RepositoryChoices minus(String id, List<String> own) {
    if (added(id).isPresent()) {
      return new RepositoryChoices(
          removed, added.stream().filter(source -> !source.id().equals(id)).toList());
    }
    if (own.contains(id) && !removed.contains(id)) {
      TreeSet<String> more = new TreeSet<>(removed);
      more.add(id);
      return new RepositoryChoices(more, added);
    }
    List<String> known =
        Stream.concat(
                own.stream().filter(name -> !removed.contains(name)),
                added.stream().map(RepositorySource::id))
            .toList();
    throw Fault.usage(
        "there is no repository '" + id + "'",
        Nearest.sentence(id, known, "the session has " + String.join(", ", known)),
        "type `repository list`");
  }
}
