package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.testing.Peer;

/** An authority of the test's own, and the certificates it gives; made by openssl. */
record TestCertificates(Path folder) {

  /** Makes an authority in a folder that is made, too. */
  static TestCertificates in(Path folder) throws IOException {
    Files.createDirectories(folder);
    TestCertificates made = new TestCertificates(folder);
    Peer.run(
            "openssl",
            "req",
            "-x509",
            "-nodes",
            "-days",
            "2",
            "-newkey",
            "rsa:2048",
            "-subj",
            "/CN=authority of a test",
            "-keyout",
            made.authorityKey().toString(),
            "-out",
            made.authority().toString())
        .ok();
    return made;
  }

  Path authority() {
    return folder.resolve(ClientTls.AUTHORITIES);
  }

  private Path authorityKey() {
    return folder.resolve("ca-key.pem");
  }

  /**
   * Makes a key and its certificate for 127.0.0.1.
   *
   * @param name of the folder below ours they are in, as a client wants them
   * @param usage {@code serverAuth} or {@code clientAuth}
   * @param key its kind in openssl's words
   */
  Path issue(String name, String usage, String... key) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    List<String> words = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
    words.addAll(List.of("-days", "2", "-subj", "/CN=" + name, "-newkey"));
    words.addAll(List.of(key));
    for (String extension :
        List.of(
            "subjectAltName=IP:127.0.0.1",
            "extendedKeyUsage=" + usage,
            "basicConstraints=critical,CA:FALSE")) {
      words.addAll(List.of("-addext", extension));
    }
    words.addAll(List.of("-CA", authority().toString(), "-CAkey", authorityKey().toString()));
    words.addAll(List.of("-keyout", place.resolve(ClientTls.KEY).toString()));
    words.addAll(List.of("-out", place.resolve(ClientTls.OWN).toString()));
    Peer.run(words.toArray(String[]::new)).ok();
    Files.copy(authority(), place.resolve(ClientTls.AUTHORITIES));
    return place;
  }
}
