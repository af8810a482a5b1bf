package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Gpg;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** What GnuPG signs beside {@code repomd.xml}, and what becomes of it on its way. */
@RequiresPeer("gpg")
class SignedMetadataTest {
  @TempDir Path folder;
  private Gpg gpg;
  private Path place;
  private Path repomd;
  private Path signature;

  @BeforeEach
  void makeARepository() throws IOException {
    gpg = new Gpg(Files.createDirectory(folder.resolve("gpg")));
    place = written("repository", "1");
    repomd = place.resolve("repodata/repomd.xml");
    signature = place.resolve("repodata/repomd.xml.asc");
  }

  private Path written(String name, String version) {
    return new TinyRepository()
        .with("primary", "p.xml", TinyRepository.primary(TinyRepository.pkg("a", version, "")))
        .writeTo(folder.resolve(name));
  }

  private int packages(RepositorySource source) {
    ContentStore store = new ContentStore(folder.resolve("content"));
    RetryPolicy policy = RetryPolicy.standard();
    return new RepositoryReader(new Downloader(store, false, policy), folder.resolve("cache"))
        .load(List.of(source), Progress.SILENT)
        .index()
        .packageCount();
  }

  private RepositorySource source(String... users) throws IOException {
    return source(List.of(place), users);
  }

  private RepositorySource source(List<Path> mirrors, String... users) throws IOException {
    Path keys = folder.resolve("keys");
    StringBuilder text = new StringBuilder();
    for (String user : users) {
      text.append(new String(gpg.exported(user), StandardCharsets.US_ASCII));
    }
    Files.writeString(keys, text);
    List<URI> addresses = mirrors.stream().map(Path::toUri).toList();
    return RepositorySource.of("own", new RepositoryLocation.Baseurl(addresses))
        .withGpgKeys(List.of(keys.toUri()))
        .withSignedMetadata();
  }

  private String refusal(RepositorySource source) {
    Fault fault = assertThrows(Fault.class, () -> packages(source));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertEquals("cannot trust the metadata of repository 'own'", fault.what());
    return fault.why();
  }

  @Test
  void believesItsOwnKeyAndNoOther() throws IOException {
    gpg.generate("own", "ed25519", "");
    gpg.generate("other", "rsa2048", "");
    Files.write(signature, gpg.sign("own", repomd));
    assertEquals(1, packages(source("own")));
    assertEquals(1, packages(source("other", "own")));
    assertTrue(refusal(source("other")).startsWith("signed by the unknown key "));
  }

  @Test
  void saysWhyItDoesNotBelieve() throws IOException {
    gpg.generate("own", "ed25519", "");
    RepositorySource source = source("own");
    assertEquals(1, packages(RepositorySource.of("own", source.location())), "nobody asked");
    assertTrue(refusal(source).startsWith("its signature cannot be had: "));

    Files.write(signature, gpg.sign("own", repomd, "--digest-algo", "SHA1"));
    assertTrue(refusal(source).endsWith(" over a SHA1 digest, which can be forged"));

    Files.writeString(signature, "not a signature");
    assertEquals("the signature is wrong: it cannot be read", refusal(source));
    Files.write(signature, new byte[0]);
    assertEquals("the signature is wrong: it cannot be read", refusal(source));

    Files.write(signature, gpg.sign("own", repomd));
    gpg.revoke("own");
    assertTrue(refusal(source("own")).endsWith(", which is revoked"));
  }

  @Test
  void doesNotBelieveAKeyAfterItsEnd() throws IOException {
    gpg.generateAt("20200101T000000", "old", "1y");
    String fingerprint =
        gpg.run("--with-colons", "--list-keys", "old")
            .ok()
            .lines()
            .filter(line -> line.startsWith("fpr"))
            .map(line -> line.split(":")[9])
            .findFirst()
            .orElseThrow();
    byte[] late = gpg.sign("old", repomd, "--faked-system-time", "20200301T000000");
    gpg.run(
            "--faked-system-time",
            "20200115T000000",
            "--quick-set-expire",
            fingerprint,
            "2020-02-01")
        .ok();
    Files.write(signature, late);
    assertTrue(refusal(source("old")).endsWith(", which was no longer valid"));
  }

  @Test
  void noticesEveryChange() throws IOException {
    gpg.generate("own", "ed25519", "");
    RepositorySource source = source("own");
    byte[] made = gpg.sign("own", repomd);
    byte[] listed = Files.readAllBytes(repomd);
    Files.write(signature, made);
    long seed = 2;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 60; i++) {
      byte[] changed = listed.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(repomd, changed);
      assertTrue(refusal(source).startsWith("the signature is wrong"), "seed " + seed + ": " + at);
    }
    Files.write(repomd, Arrays.copyOf(listed, listed.length - 1));
    assertTrue(refusal(source).startsWith("the signature is wrong"));
    Files.write(repomd, listed);
    assertEquals(1, packages(source));
  }

  @Test
  void takesTheNextMirrorWhereOneLies() throws IOException {
    gpg.generate("own", "ed25519", "");
    Files.write(signature, gpg.sign("own", repomd));
    Path liar = written("liar", "666");
    Files.copy(signature, liar.resolve("repodata/repomd.xml.asc"));
    assertEquals(1, packages(source(List.of(liar, place), "own")));
    assertTrue(refusal(source(List.of(liar), "own")).startsWith("the signature is wrong"));
  }

  @Test
  void isAskedForByARepoFile() {
    RepoFile file =
        RepoFile.parse("[own]\nbaseurl=http://a\nrepo_gpgcheck=1\n", "own.repo", Map.of());
    assertTrue(file.choose("own").metadataSigned());
    assertEquals(
        file.repositories(), RepoFile.parse(file.text(), "own.repo", Map.of()).repositories());
  }
}
