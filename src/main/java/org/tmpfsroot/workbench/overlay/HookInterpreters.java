package org.tmpfsroot.workbench.overlay;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tmpfsroot.workbench.io.AtomicFile;

/** The programs that scripts name in their first lines. */
public final class HookInterpreters {
  private HookInterpreters() {}

  /** By the script: a path, or a name where the line says {@code /usr/bin/env NAME}. */
  public static Map<String, String> of(HookFolder folder) {
    Map<String, String> interpreters = new TreeMap<>();
    for (String hook : folder.hooks()) {
      try (BufferedReader reader =
          Files.newBufferedReader(folder.root().resolve(hook), StandardCharsets.ISO_8859_1)) {
        String line = Optional.ofNullable(reader.readLine()).orElse("");
        String[] words = line.replaceFirst("^#! *", "").strip().split("\\s+");
        boolean byName = words[0].endsWith("/env") && words.length > 1 && !words[1].startsWith("-");
        interpreters.put(hook, byName ? words[1] : words[0]);
      } catch (IOException e) {
        throw AtomicFile.cannotRead(folder.root().resolve(hook), e);
      }
    }
    return interpreters;
  }
}
