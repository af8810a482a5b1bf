package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Makes lines of what a program says on its two outputs, each for itself: the pieces in which it
 * comes end anywhere.
 */
final class OutputLines extends ResultCallback.Adapter<Frame> {
  private static final int LAST_LINES = 5;
  private static final int LONGEST_LINE = 4096;

  private final BiConsumer<StreamType, String> said;
  private final Map<StreamType, ByteArrayOutputStream> begun = new EnumMap<>(StreamType.class);
  private final Deque<String> last = new ArrayDeque<>();

  /**
   * @param said is told each line, on a thread of the connection
   */
  OutputLines(BiConsumer<StreamType, String> said) {
    this.said = said;
  }

  @Override
  public synchronized void onNext(Frame frame) {
    ByteArrayOutputStream line =
        begun.computeIfAbsent(frame.getStreamType(), type -> new ByteArrayOutputStream());
    for (byte each : frame.getPayload()) {
      if (each == '\n' || line.size() >= LONGEST_LINE) {
        end(frame.getStreamType(), line);
      }
      if (each != '\n' && each != '\r') {
        line.write(each);
      }
    }
  }

  private void end(StreamType type, ByteArrayOutputStream line) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (!text.isBlank()) {
      last.addLast(text.strip());
    }
    if (last.size() > LAST_LINES) {
      last.removeFirst();
    }
    said.accept(type, text);
  }

  /** The last it said; to be asked for when it has ended. */
  synchronized List<String> lastLines() {
    begun.forEach(
        (type, line) -> {
          if (line.size() > 0) {
            end(type, line);
          }
        });
    return List.copyOf(last);
  }
}
