package org.tmpfsroot.workbench.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The texts of the manual that belong to no single command: {@code resources/help}. */
final class HelpTexts {
  private static final String SECTION = "== ";

  /**
   * A page about a matter.
   *
   * @param title one line
   */
  record Topic(String title, List<String> lines) {}

  private HelpTexts() {}

  /** The topics by name, in the order in which they are read best. */
  static Map<String, Topic> topics() {
    Map<String, Topic> topics = new LinkedHashMap<>();
    for (String section : text("topics.txt").split("(?m)^" + SECTION)) {
      if (!section.isBlank()) {
        List<String> lines = section.stripTrailing().lines().toList();
        String[] head = lines.get(0).split(": ", 2);
        topics.put(head[0], new Topic(head[1], lines.subList(1, lines.size())));
      }
    }
    return topics;
  }

  /** What to type after the command of that name, or after any of its noun. */
  static List<String> next(String command) {
    Map<String, List<String>> next = next();
    return Optional.ofNullable(next.get(command))
        .or(() -> Optional.ofNullable(next.get(command.replaceFirst(" .*", ""))))
        .orElse(List.of("status"));
  }

  /** All of them, by command or noun. */
  static Map<String, List<String>> next() {
    Map<String, List<String>> next = new LinkedHashMap<>();
    for (String line : text("next.txt").lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(": ", 2);
        next.put(parts[0], new ArrayList<>(List.of(parts[1].split(", "))));
      }
    }
    return next;
  }

  private static String text(String name) {
    try (InputStream in = HelpTexts.class.getResourceAsStream("/help/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program has no help/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
