package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.repository.PackageMirrors;
import org.tmpfsroot.workbench.repository.RepositoryLocation;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.rpm.Nevra;

class PackagePlacesTest {
  private static final URI ROOT = URI.create("https://koji.example.org/packages");
  private static final PackagePlaces PLACES =
      new PackagePlaces(
          List.of(
              source("fedora", "https://mirror.example.org/os"), source("docker-ce", "https://d/")),
          List.of(source("fedora", "https://archive.example.org/os")),
          List.of(source("fedora", ROOT.toString())));

  @TempDir Path folder;

  @Test
  void theSourcePackageNamesTheFolderInTheBuildSystem() {
    assertEquals(
        List.of(
            "https://koji.example.org/packages/openssl/3.2.1/5.fc44/data/signed/6d9f90a6/x86_64/"
                + "openssl-libs-3.2.1-5.fc44.x86_64.rpm",
            "https://koji.example.org/packages/openssl/3.2.1/5.fc44/x86_64/"
                + "openssl-libs-3.2.1-5.fc44.x86_64.rpm"),
        inKoji(
            locked(
                "openssl-libs-1:3.2.1-5.fc44.x86_64", "openssl-3.2.1-5.fc44.src.rpm", "fedora")));
  }

  @Test
  void oddVersionsAreWrittenAsAnAddressHasThem() {
    assertEquals(
        "https://koji.example.org/packages/libstdc%2B%2Bx/2.0~rc1%5Egit%2B3/1.fc44/noarch/"
            + "libstdc%2B%2Bx-doc-2.0~rc1%5Egit%2B3-1.fc44.noarch.rpm",
        inKoji(
                locked(
                    "libstdc++x-doc-2.0~rc1^git+3-1.fc44.noarch",
                    "libstdc++x-2.0~rc1^git+3-1.fc44.src.rpm",
                    "fedora"))
            .get(1));
  }

  @Test
  void aForeignPackageIsInNeither() {
    LockedPackage docker = locked("docker-ce-1-1.x86_64", "docker-ce-1-1.src.rpm", "docker-ce");
    assertEquals(List.of(), inKoji(docker));
    assertEquals(List.of(), PLACES.inArchive(docker, mirrors()));
  }

  @Test
  void withoutASourcePackageTheBuildSystemCannotBeAsked() {
    LockedPackage orphan = locked("orphan-1-1.x86_64", "", "fedora");
    assertEquals(List.of(), inKoji(orphan));
    assertEquals(
        List.of(URI.create("https://archive.example.org/os/Packages/orphan-1-1.x86_64.rpm")),
        PLACES.inArchive(orphan, mirrors()));
  }

  private List<String> inKoji(LockedPackage locked) {
    return PLACES.inKoji(locked, List.of("6d9f90a6"), mirrors()).stream()
        .map(URI::toString)
        .toList();
  }

  private PackageMirrors mirrors() {
    return new PackageMirrors(
        new Downloader(new ContentStore(folder), true, RetryPolicy.standard()), Progress.SILENT);
  }

  private static RepositorySource source(String id, String address) {
    return RepositorySource.of(id, RepositoryLocation.Baseurl.of(URI.create(address)));
  }

  private static LockedPackage locked(String nevra, String source, String repository) {
    Nevra parsed = Nevra.parse(nevra + ".rpm").orElseThrow();
    return new LockedPackage(
        parsed,
        repository,
        "Packages/" + parsed.fileName(),
        1,
        1,
        Digest.sha256Of(new byte[0]),
        source,
        true,
        List.of());
  }
}
