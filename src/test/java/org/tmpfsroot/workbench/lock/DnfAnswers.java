package org.tmpfsroot.workbench.lock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.testing.Peer;

/** What dnf makes of pages in files. */
final class DnfAnswers {
  private static final String SCRIPT = "src/test/resources/lock/dnf_answers.py";

  private DnfAnswers() {}

  /** By file, for each of its jobs in the words of {@link TextCase#outcome}. */
  static Map<Path, List<String>> to(List<Path> files) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", SCRIPT));
    files.forEach(file -> command.add(file.toString()));
    Map<Path, List<String>> answers = new LinkedHashMap<>();
    files.forEach(file -> answers.put(file, new ArrayList<>()));
    for (String line :
        Peer.runIn(Path.of("").toAbsolutePath(), Map.of(), command).ok().lines().toList()) {
      JsonNode answer = new ObjectMapper().readTree(line);
      answers
          .computeIfAbsent(Path.of(answer.get("case").asText()), any -> new ArrayList<>())
          .add(outcome(answer));
    }
    return answers;
  }

  private static String outcome(JsonNode answer) {
    if (answer.has("error")) {
      return answer.get("error").asText();
    }
    List<String> packages = new ArrayList<>();
    answer.get("packages").forEach(each -> packages.add(each.asText()));
    return String.join("\n", packages.stream().sorted().toList());
  }
}
