package org.tmpfsroot.workbench.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.release.Releases;

/** The keys a session trusts to sign packages, metadata and CHECKSUM files. */
public final class TrustedKeys {
  private static final long LARGEST = 1 << 20;

  private TrustedKeys() {}

  /**
   * The release's own keys, those of the mirror, and those of added repositories that lie on this
   * machine; armored or binary, as they are.
   *
   * @throws Fault (world) when a key file cannot be read
   */
  public static List<byte[]> of(ImageSession session) {
    List<byte[]> keys = new ArrayList<>(Releases.of(session.release().number()).keys());
    Stream.concat(session.mirror().gpgKeys().stream(), PackageSources.localKeys(session))
        .distinct()
        .forEach(file -> keys.add(read(file)));
    return List.copyOf(keys);
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw Fault.world(
            "cannot use the key file " + file, "it is too large for keys", "name a key file");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Fault.world(
              "cannot read the key file " + file,
              IoReason.of(e),
              "put it back, or name another with `mirror use`")
          .causedBy(e);
    }
  }
}
