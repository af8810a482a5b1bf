package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.build.Remnant;
import org.tmpfsroot.workbench.fault.Cancelled;

/**
 * What this program has left on a daemon, found by its labels, and by its name where labels are
 * inherited: what somebody makes from an image of ours is theirs.
 *
 * @param containers by their ids
 * @param images by their names
 */
record Remains(Map<String, Remnant> containers, Map<String, Remnant> images) {
  private static final int SHOWN_DIGITS = 12;
  private static final String RUNNING = "running";
  private static final String ENDED = "exited";

  /** Looks for them. */
  static Remains on(Daemon daemon) {
    List<Container> all =
        daemon.ask(
            "list containers", () -> daemon.client().listContainersCmd().withShowAll(true).exec());
    Map<String, Remnant> containers = new LinkedHashMap<>();
    // the images that stay because a container of somebody stays
    Map<String, String> used = new LinkedHashMap<>();
    for (Container container : all) {
      String name = "container " + container.getId().substring(0, SHOWN_DIGITS);
      Optional<Remnant> ours =
          Labels.CONTAINER.equals(container.getLabels().get(Labels.OURS))
              ? Optional.of(remnant(name, container))
              : Optional.empty();
      ours.ifPresent(remnant -> containers.put(container.getId(), remnant));
      if (ours.isEmpty() || ours.get().inUse().isPresent()) {
        used.put(container.getImageId(), name);
      }
    }
    Map<String, Remnant> images = new LinkedHashMap<>();
    for (Image image :
        daemon.ask(
            "list images",
            () ->
                daemon
                    .client()
                    .listImagesCmd()
                    .withLabelFilter(Map.of(Labels.OURS, Labels.IMAGE))
                    .exec())) {
      for (String tag : ToolsImage.tags(image)) {
        if (tag.startsWith(ToolsImage.REPOSITORY + ":")) {
          String user = used.get(image.getId());
          images.put(
              tag,
              user == null
                  ? Remnant.of("image " + tag)
                  : Remnant.inUse("image " + tag, "the " + user + " is made from it"));
        }
      }
    }
    return new Remains(containers, images);
  }

  private static Remnant remnant(String name, Container container) {
    Optional<Owner> owner = Owner.parse(container.getLabels().getOrDefault(Labels.OWNER, ""));
    if (owner.isPresent() && RUNNING.equals(container.getState())) {
      Owner who = owner.get();
      if (who.isAtWork() && !who.equals(Owner.current())) {
        return Remnant.inUse(
            name, "the workbench with the process " + who.process() + " is at work");
      }
      if (!who.isHere()) {
        return Remnant.inUse(name, "it works for a workbench on " + who.machine());
      }
    }
    return Remnant.of(name);
  }

  /**
   * Removes what nobody can come back to: of killed programs of this machine, of this one where it
   * lost the daemon, and what was kept where a later run has taken the place of the one it was kept
   * for. To be done before a container is started: one works at a time.
   */
  static void sweep(Daemon daemon) {
    List<Container> ours =
        daemon.ask(
            "list containers",
            () ->
                daemon
                    .client()
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(Labels.OURS, Labels.CONTAINER))
                    .exec());
    for (Container container : ours) {
      if (isForgotten(container)) {
        remove(daemon, container.getId(), "container");
      }
    }
  }

  private static boolean isForgotten(Container container) {
    Map<String, String> labels = container.getLabels();
    Optional<Owner> owner = Owner.parse(labels.getOrDefault(Labels.OWNER, ""));
    if (owner.isEmpty() || !owner.get().isHere()) {
      return false;
    }
    String keptBy = labels.getOrDefault(Labels.KEPT_BY, "");
    if (keptBy.isEmpty()) {
      return !owner.get().isAtWork();
    }
    boolean over =
        ENDED.equals(container.getState())
            || owner.get().equals(Owner.current())
            || !owner.get().isAtWork();
    return over && !Files.exists(Path.of(keptBy));
  }

  private static void remove(Daemon daemon, String id, String name) {
    daemon.tell(
        "remove the " + name,
        () -> {
          try {
            daemon.client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
          } catch (NotFoundException | ConflictException e) {
            // somebody was faster, or is about to be
          }
        });
  }

  /** All of it, for people. */
  List<Remnant> all() {
    List<Remnant> all = new ArrayList<>(containers.values());
    all.addAll(images.values());
    return all;
  }

  /** Removes what nobody uses: containers with their volumes, then the images they had. */
  void clear(Daemon daemon) {
    containers.forEach(
        (id, remnant) -> {
          if (remnant.inUse().isEmpty()) {
            Cancelled.check();
            remove(daemon, id, remnant.name());
          }
        });
    images.forEach(
        (tag, remnant) -> {
          if (remnant.inUse().isEmpty()) {
            Cancelled.check();
            // by its name, so that it stays where somebody else gave it another
            daemon.tell(
                "remove the " + remnant.name(), () -> daemon.client().removeImageCmd(tag).exec());
          }
        });
  }
}
