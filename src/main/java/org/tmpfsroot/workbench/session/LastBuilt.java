package org.tmpfsroot.workbench.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * Each session as it was when its image was built last on this machine, kept in {@code NAME.json},
 * so that it can be told what changed since. May be called from several threads.
 */
public final class LastBuilt {
  private final Optional<Path> folder;
  private final MachineDefaults machine;
  private final Map<String, Optional<ImageSession>> read = new HashMap<>();

  private LastBuilt(Optional<Path> folder, MachineDefaults machine) {
    this.folder = folder;
    this.machine = machine;
  }

  /** Kept in {@code folder}, which need not exist. */
  public static LastBuilt in(Path folder, MachineDefaults machine) {
    return new LastBuilt(Optional.of(folder), machine);
  }

  /** Forgotten with the program's end. */
  static LastBuilt inMemory() {
    return new LastBuilt(Optional.empty(), MachineDefaults.NONE);
  }

  /** The session of that name as it was built last; empty when none was, or it cannot be read. */
  public synchronized Optional<ImageSession> of(String name) {
    return read.computeIfAbsent(name, this::read);
  }

  private Optional<ImageSession> read(String name) {
    try {
      return file(name).filter(Files::isRegularFile).map(file -> SessionJson.read(file, machine));
    } catch (Fault fault) {
      // written by another version of the program: the next build replaces it
      return Optional.empty();
    }
  }

  /**
   * Notes that {@code session} was built.
   *
   * @throws Fault (world) when that cannot be written
   */
  public synchronized void keep(ImageSession session) {
    file(session.name()).ifPresent(file -> SessionJson.write(session, file));
    read.put(session.name(), Optional.of(session));
  }

  private Optional<Path> file(String name) {
    return folder.map(place -> place.resolve(name + ".json"));
  }
}
