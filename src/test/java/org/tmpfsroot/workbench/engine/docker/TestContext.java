package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Digest;

/** Contexts in a home folder, as Docker's client writes them. */
final class TestContext {
  private TestContext() {}

  /**
   * Adds one.
   *
   * @param certificates the folder of what its TLS needs; empty for none
   */
  static void add(Path home, String name, String host, Optional<Path> certificates)
      throws IOException {
    String id = Digest.sha256Of(name.getBytes(StandardCharsets.UTF_8)).hex();
    Path contexts = home.resolve(".docker/contexts");
    Path meta = Files.createDirectories(contexts.resolve("meta").resolve(id));
    Files.writeString(
        meta.resolve("meta.json"),
        """
        {"Name":"%s","Metadata":{},"Endpoints":{"docker":{"Host":"%s","SkipTLSVerify":false}}}
        """
            .formatted(name, host));
    if (certificates.isPresent()) {
      Path tls = Files.createDirectories(contexts.resolve("tls").resolve(id).resolve("docker"));
      for (String file : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
        Files.copy(certificates.get().resolve(file), tls.resolve(file));
      }
    }
  }
}
