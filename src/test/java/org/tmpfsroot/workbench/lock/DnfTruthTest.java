package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.TestData;

/** Real requests on real repositories: dnf's answer, recorded, beside ours. */
@RequiresData({"truth/dnf", "repos"})
class DnfTruthTest {
  private static final Map<List<String>, LoadedRepositories> LOADED = new ConcurrentHashMap<>();

  static Stream<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(TestData.path("truth/dnf"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void choosesWhatDnfChooses(String name) throws IOException {
    JsonNode truth = new ObjectMapper().readTree(TestData.path("truth/dnf/" + name).toFile());
    List<String> repos = strings(truth.get("repos"));
    LoadedRepositories loaded =
        LOADED.computeIfAbsent(
            repos,
            names ->
                Repositories.load(
                    names.stream().map(each -> TestData.path("repos/" + each)).toList()));
    List<LockRequest.Wanted> wanted = new ArrayList<>();
    strings(truth.get("packages_requested"))
        .forEach(text -> wanted.add(LockRequest.Wanted.byUser(PackageSpec.parse(text))));
    strings(truth.get("groups"))
        .forEach(text -> wanted.add(LockRequest.Wanted.byUser(PackageSpec.parse("@" + text))));
    LockRequest request =
        new LockRequest(
            wanted,
            strings(truth.get("exclude")),
            truth.get("arch").asText(),
            LockPolicy.STANDARD.withWeakDependencies(truth.get("install_weak_deps").asBoolean()));

    assertEquals(expected(truth.get("result")), outcome(loaded, request));
  }

  private static String outcome(LoadedRepositories loaded, LockRequest request) {
    Resolution resolution = new Resolver(loaded, request.arch()).resolve(request);
    if (resolution instanceof Resolution.Solved solved) {
      return solved.lock().packages().stream()
          .map(locked -> locked.nevra().toString())
          .sorted()
          .collect(Collectors.joining("\n"));
    }
    return resolution instanceof Resolution.NotFound ? "MarkingErrors" : "DepsolveError";
  }

  private static String expected(JsonNode result) {
    if (result.has("error")) {
      return result.get("error").asText();
    }
    TreeSet<String> nevras = new TreeSet<>();
    result.get("packages").forEach(each -> nevras.add(each.get("nevra").asText()));
    return String.join("\n", nevras);
  }

  private static List<String> strings(JsonNode array) {
    List<String> list = new ArrayList<>();
    array.forEach(each -> list.add(each.asText()));
    return list;
  }
}
