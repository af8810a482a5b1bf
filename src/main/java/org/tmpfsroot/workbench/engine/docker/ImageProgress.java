package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.Progress;

/** What a daemon tells while it brings an image here or makes one, as progress. */
final class ImageProgress {
  private static final int LAST_LINES = 4;

  private ImageProgress() {}

  /** Waits for the end, and cancels what is under way when interrupted. */
  private static void await(ResultCallback.Adapter<?> callback) {
    try {
      callback.awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }

  /** An image on its way. */
  static final class Pull extends ResultCallback.Adapter<PullResponseItem> {
    private final Layers layers;
    private @Nullable String error;

    Pull(String name, Progress progress) {
      this.layers = new Layers(progress.begin("getting the image " + name, -1));
    }

    @Override
    public synchronized void onNext(PullResponseItem item) {
      ResponseItem.ErrorDetail detail = item.getErrorDetail();
      if (detail != null) {
        error = detail.getMessage();
      }
      layers.advance(item);
    }

    void awaitEnd() {
      try {
        await(this);
      } finally {
        layers.task.close();
      }
      synchronized (this) {
        if (error != null) {
          throw new DockerException(error, 0);
        }
      }
    }
  }

  /** An image being made. */
  static final class Build extends ResultCallback.Adapter<BuildResponseItem> {
    private final Layers layers;
    private final Progress progress;
    private final Deque<String> last = new ArrayDeque<>();
    private @Nullable String error;
    private @Nullable String image;

    Build(String title, Progress progress) {
      this.progress = progress;
      this.layers = new Layers(progress.begin(title, -1));
    }

    @Override
    public synchronized void onNext(BuildResponseItem item) {
      ResponseItem.ErrorDetail detail = item.getErrorDetail();
      if (detail != null) {
        error = detail.getMessage();
      }
      if (item.isBuildSuccessIndicated()) {
        image = item.getImageId();
      }
      String said = item.getStream();
      if (said != null) {
        said.lines().filter(line -> !line.isBlank()).forEach(this::said);
      }
      layers.advance(item);
    }

    private void said(String line) {
      if (line.startsWith("Step ")) {
        progress.note(line.strip());
      }
      last.addLast(line.strip());
      if (last.size() > LAST_LINES) {
        last.removeFirst();
      }
    }

    String awaitImage() {
      try {
        await(this);
      } finally {
        layers.task.close();
      }
      synchronized (this) {
        if (error == null && image != null) {
          return image;
        }
        String why = error == null ? "it ended in the middle" : error;
        throw new DockerException(why + ", after: " + String.join(" / ", last), 0);
      }
    }
  }

  /** How much of each layer is here. */
  private static final class Layers {
    private final Progress.Task task;
    private final Map<String, Long> had = new HashMap<>();

    Layers(Progress.Task task) {
      this.task = task;
    }

    void advance(ResponseItem item) {
      ResponseItem.ProgressDetail progress = item.getProgressDetail();
      String layer = item.getId();
      if (layer == null
          || progress == null
          || progress.getCurrent() == null
          || !"Downloading".equals(item.getStatus())) {
        return;
      }
      long before = had.getOrDefault(layer, 0L);
      had.put(layer, progress.getCurrent());
      task.advance(Math.max(0, progress.getCurrent() - before));
    }
  }
}
