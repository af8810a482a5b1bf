package org.tmpfsroot.workbench.rpm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.testing.Peer;

/** Packages made by rpm's own tools. */
final class SpecBuild {
  private SpecBuild() {}

  /** Builds all packages of a spec in the resources, the source package too. */
  static List<Path> everything(Path folder, String... defines) throws IOException {
    Path spec = folder.resolve("everything.spec");
    try (var in =
        Objects.requireNonNull(SpecBuild.class.getResourceAsStream("/rpm/everything.spec"))) {
      Files.write(spec, in.readAllBytes());
    }
    return build(folder, spec, defines);
  }

  /** A package without files. */
  static Path empty(Path folder, String name) throws IOException {
    Path spec = folder.resolve(name + ".spec");
    Files.writeString(
        spec,
        """
        Name: %s
        Version: 1
        Release: 1
        Summary: Nothing
        License: MIT
        BuildArch: noarch
        %%description
        %%files
        """
            .formatted(name));
    return build(folder, spec).stream()
        .filter(file -> file.toString().endsWith(".noarch.rpm"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> build(Path folder, Path spec, String... defines) throws IOException {
    List<String> command = new ArrayList<>(List.of("rpmbuild", "-ba", "--quiet"));
    for (String define : defines) {
      command.addAll(List.of("--define", define));
    }
    command.addAll(List.of("--define", "_topdir " + folder, spec.toString()));
    Peer.runIn(folder, Map.of("HOME", folder.toString()), command).ok();
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".rpm")).sorted().toList();
    }
  }

  /**
   * Signs {@code rpm} in place with a fresh key; gives the armored public key.
   *
   * @param options for rpmsign
   */
  static byte[] sign(Path folder, Path rpm, String algorithm, String... options)
      throws IOException {
    Path home = Files.createDirectories(folder.resolve("gpg-" + algorithm));
    Map<String, String> environment =
        Map.of("GNUPGHOME", home.toString(), "HOME", folder.toString());
    String user = algorithm + "@example.org";
    Peer.runIn(
            folder,
            environment,
            List.of(
                "gpg",
                "--batch",
                "--passphrase",
                "",
                "--quick-generate-key",
                user,
                algorithm,
                "sign",
                "never"))
        .ok();
    List<String> command =
        new ArrayList<>(
            List.of(
                "rpmsign",
                "--addsign",
                "--define",
                "__gpg /usr/bin/gpg",
                "--define",
                "_gpg_name " + user));
    command.addAll(List.of(options));
    command.add(rpm.toString());
    Peer.runIn(folder, environment, command).ok();
    return Peer.runIn(folder, environment, List.of("gpg", "--armor", "--export", user))
        .ok()
        .getBytes(StandardCharsets.US_ASCII);
  }
}
