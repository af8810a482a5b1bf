package org.tmpfsroot.workbench.session;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The user's own files and folders by kind; paths are absolute. */
public record FileChoices(Map<FileKind, Path> paths) {
  /** None. */
  public static final FileChoices NONE = new FileChoices(Map.of());

  public FileChoices {
    EnumMap<FileKind, Path> ordered = new EnumMap<>(FileKind.class);
    ordered.putAll(paths);
    paths = Collections.unmodifiableMap(ordered);
  }

  public Optional<Path> of(FileKind kind) {
    return Optional.ofNullable(paths.get(kind));
  }

  /**
   * With {@code path} for {@code kind}.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) when it is missing, a file where a folder
   *     is wanted or the other way round, or no text
   */
  public FileChoices with(FileKind kind, Path path) {
    OwnFiles.check(kind, path);
    return withUnchecked(kind, path);
  }

  /** For a saved session, which may name what is gone by now. */
  FileChoices withUnchecked(FileKind kind, Path path) {
    EnumMap<FileKind, Path> next = new EnumMap<>(FileKind.class);
    next.putAll(paths);
    next.put(kind, path);
    return new FileChoices(next);
  }

  public FileChoices without(FileKind kind) {
    EnumMap<FileKind, Path> next = new EnumMap<>(FileKind.class);
    next.putAll(paths);
    next.remove(kind);
    return new FileChoices(next);
  }
}
