package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Real packages and metadata, made and solved by Fedora's tools, beside ours. */
class BuiltRepositoriesTest {
  @TempDir private Path folder;

  static Stream<Path> pages() {
    return TextCase.pages().stream().filter(page -> page.resolveSibling("").endsWith("built"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  @RequiresPeer({"dnf", "rpmbuild", "createrepo_c"})
  void choosesWhatDnfChooses(Path page) throws IOException {
    List<TextCase> cases = TextCase.read(page);
    Path copy = Files.copy(page, folder.resolve("page"));
    LoadedRepositories loaded =
        BuiltRepositories.make(cases.get(0).repos(), folder.resolve("page.repos"));

    List<String> ours =
        cases.stream()
            .map(each -> new Resolver(loaded, "x86_64").resolve(each.request()))
            .map(TextCase::outcome)
            .toList();

    assertEquals(DnfAnswers.to(List.of(copy)).getOrDefault(copy, List.of()), ours);
    assertEquals(cases.stream().map(TextCase::expected).toList(), ours);
  }
}
