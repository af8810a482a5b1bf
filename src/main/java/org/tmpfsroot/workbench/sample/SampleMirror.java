package org.tmpfsroot.workbench.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.openpgp.SigningKey;
import org.tmpfsroot.workbench.release.BaseImage;
import org.tmpfsroot.workbench.release.Release;
import org.tmpfsroot.workbench.release.ReleaseRepository;
import org.tmpfsroot.workbench.release.Releases;

/**
 * Makes the sample mirror: the folders of release 44 for x86_64 as on a Fedora mirror, and the key
 * everything in it is signed with.
 *
 * @param root the folder a session uses as its mirror
 */
public record SampleMirror(Path root) {
  private static final int RELEASE = 44;
  private static final String ARCH = "x86_64";
  private static final String KEY_FILE = "RPM-GPG-KEY-sample";

  /**
   * Makes the mirror in {@code folder}, which is made where missing. What an earlier call made
   * there is replaced; when this one fails or is cancelled, the earlier mirror is still whole.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) when {@code folder} holds files that are
   *     not of a sample mirror and stand in its way; (world) when the disk does not take it
   */
  public static SampleMirror create(Path folder, Progress progress) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      OwnedFiles owned = OwnedFiles.in(root);
      // inside, so that moving from it never leaves the file system
      try (TemporaryFolder fresh = TemporaryFolder.createIn(root)) {
        write(fresh.path(), progress);
        owned.replaceWith(fresh.path());
      }
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(root, e);
    }
    return new SampleMirror(root);
  }

  /** The file with the public key that packages, metadata and image are signed with. */
  public Path keyFile() {
    return root.resolve(KEY_FILE);
  }

  private static void write(Path root, Progress progress) throws IOException {
    Release release = Releases.of(RELEASE);
    SigningKey key = SampleKey.make();
    Files.writeString(root.resolve(KEY_FILE), key.armoredPublicKey());
    for (ReleaseRepository repository : release.repositories(ARCH)) {
      SamplePackages.write(repository.id(), root.resolve(repository.path()), key, progress);
    }
    BaseImage image = release.baseImage(ARCH);
    Path imageFile = root.resolve(image.path());
    Files.createDirectories(imageFile.getParent());
    SampleInstaller.write(imageFile, progress);
    Files.writeString(
        root.resolve(image.checksumPath()),
        key.clearSign(SampleInstaller.checksum(imageFile)),
        StandardCharsets.UTF_8);
  }
}
