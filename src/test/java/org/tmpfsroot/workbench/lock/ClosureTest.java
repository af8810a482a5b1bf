package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.TestData;

@RequiresData({"truth/reference-lock", "repos"})
class ClosureTest {

  @ParameterizedTest
  @CsvSource({
    "cs9-systemd, cs9-baseos",
    "cs9-tmux-zsh, cs9-baseos",
    "fc32-libvirt, fedora32",
  })
  void listsWhatRepoqueryLists(String name, String repository) throws IOException {
    LoadedRepositories loaded = Repositories.load(List.of(TestData.path("repos/" + repository)));
    PackagesList list =
        PackagesList.read(TestData.path("truth/reference-lock/" + name + ".packages.list"));
    LockRequest request =
        new LockRequest(
            list.wanted().stream().map(Wanted::byUser).toList(),
            list.excludes(),
            "x86_64",
            LockPolicy.STANDARD.withClosure(true));

    Lock lock = new Resolver(loaded, "x86_64").resolve(request).orThrow();

    assertEquals(
        Files.readString(TestData.path("truth/reference-lock/" + name + ".rpms.lock")),
        String.join("\n", LockList.lines(lock)) + "\n");
  }
}
