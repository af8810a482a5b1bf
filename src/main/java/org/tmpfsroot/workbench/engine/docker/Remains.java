package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.fault.Cancelled;

/** What this program has left on a daemon, found by its label. */
final class Remains {
  private static final int SHOWN_DIGITS = 12;

  private Remains() {}

  /** Removes containers, then the images they were made from. */
  static List<String> clear(Daemon daemon) {
    List<String> removed = new ArrayList<>();
    List<Container> containers =
        daemon.ask(
            "list containers",
            () ->
                daemon
                    .client()
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(Labels.OURS, Labels.CONTAINER))
                    .exec());
    for (Container container : containers) {
      Cancelled.check();
      daemon.tell(
          "remove a container",
          () ->
              daemon
                  .client()
                  .removeContainerCmd(container.getId())
                  .withForce(true)
                  .withRemoveVolumes(true)
                  .exec());
      removed.add("container " + container.getId().substring(0, SHOWN_DIGITS));
    }
    List<Image> images =
        daemon.ask(
            "list images",
            () ->
                daemon
                    .client()
                    .listImagesCmd()
                    .withLabelFilter(Map.of(Labels.OURS, Labels.IMAGE))
                    .exec());
    for (Image image : images) {
      Cancelled.check();
      daemon.tell(
          "remove an image",
          () -> daemon.client().removeImageCmd(image.getId()).withForce(true).exec());
      String[] names = image.getRepoTags();
      removed.add("image " + (names == null || names.length == 0 ? image.getId() : names[0]));
    }
    return removed;
  }
}
