package org.tmpfsroot.workbench.engine.docker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tmpfsroot.workbench.build.ExternalCommand;

/**
 * A program to be run in a container.
 *
 * @param external its words, which no shell reads, and its folder in the container
 */
record Command(ExternalCommand external, Duration limit) {
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(60);

  static Command of(String folder, List<String> words) {
    return new Command(new ExternalCommand(words, Path.of(folder), Map.of()), USUAL_LIMIT);
  }

  Command with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(external.environment());
    all.putAll(more);
    return new Command(new ExternalCommand(external.command(), external.folder(), all), limit);
  }

  Command within(Duration newLimit) {
    return new Command(external, newLimit);
  }

  String program() {
    return external.command().get(0);
  }

  /** A script that does the same once more. */
  String script() {
    return "#!/bin/sh\n" + external.text() + "\n";
  }
}
