package org.tmpfsroot.workbench.repository;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/**
 * The kept package index of a repository that changes: each revision has a number and other
 * packages, and all of them have one place.
 */
public record NumberedIndex(int number) {
  private static final URI PLACE = URI.create("https://mirror.example/os/");
  private static final int PACKAGES = 50;

  /** Keeps it in {@code folder}, as a load of this revision does. */
  public void keepIn(Path folder) throws IOException {
    ByteArrayOutputStream primary = new ByteArrayOutputStream();
    new GeneratedFedora(PACKAGES, number).writePrimary(primary);
    file(folder)
        .write(
            PrimaryReader.read(new ByteArrayInputStream(primary.toByteArray()), "primary.xml")
                .build());
  }

  /**
   * What a load of this revision would take from {@code folder} and not read anew. It is looked at
   * in a copy, since what is read stays mapped into memory, and its disk could not be unmounted.
   *
   * @param scratch for the copy
   * @return the bytes of all of it
   */
  public Optional<byte[]> takenFrom(Path folder, Path scratch) throws IOException {
    TemporaryFolder.delete(scratch);
    Path copy = Files.createDirectories(scratch.resolve("copy"));
    for (Path file : TemporaryFolder.list(folder)) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    Optional<PackageTable> taken = file(copy).read();
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    Path again = scratch.resolve("again");
    file(again).write(taken.get());
    try (Stream<Path> files = Files.list(again)) {
      return Optional.of(Files.readAllBytes(files.findFirst().orElseThrow()));
    }
  }

  private IndexFile file(Path folder) {
    return IndexFile.in(
        folder,
        List.of(
            new LoadedRepository(
                RepositorySource.of("fedora", new RepositoryLocation.Baseurl(List.of(PLACE))),
                String.valueOf(number),
                Digest.sha256Of(new byte[] {(byte) number}),
                List.of(PLACE))));
  }
}
