package org.tmpfsroot.workbench.rpm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.SigningKey;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class RpmBuilderTest {
  private static final Instant BUILT = Instant.parse("2026-01-02T03:04:05Z");
  private static final SigningKey KEY =
      SigningKey.fromSeed(
          "rpm builder test".getBytes(StandardCharsets.UTF_8), "Test <t@example.org>", BUILT);

  @TempDir Path folder;

  private static byte[] sample() {
    return RpmBuilder.of(Nevra.parse("sample-2:1.0~rc1-3.x86_64").orElseThrow(), BUILT)
        .summary("A sample – with an umlaut: ä")
        .license("MIT")
        .provides("virtual = 7", "bare")
        .requires("/usr/bin/sh", "libc.so.6(GLIBC_2.34)(64bit)", "(a if b)", "dep >= 1:2-3")
        .requiresFirst("before")
        .conflicts("enemy < 2")
        .obsoletes("old < 1^git")
        .recommends("wish")
        .suggests("hint")
        .supplements("base")
        .enhances("more = 1")
        .directory("/usr/share/sample", 0755)
        .file("/usr/share/sample/b", 0644, "content b\n".getBytes(StandardCharsets.UTF_8))
        .file("/usr/share/a", 0755, new byte[100_000])
        .configuration("/etc/sample.conf", "x=1\n")
        .link("/usr/share/sample/link", "b")
        .changelog(new ChangelogEntry(BUILT, "Me <me@example.org> - 1.0-3", "- change"))
        .bytes(KEY);
  }

  @Test
  void writesTheSameBytesEveryTime() {
    assertArrayEquals(sample(), sample());
    assertEquals(
        "64fa3f9ac38461fe6de3dc9179d9c19b80ca37cb2a764fd649322f1d2776f50c",
        Digest.sha256Of(sample()).hex(),
        "the bytes of packages are part of what a sample mirror promises");
  }

  @Test
  void readsWhatItWrites() throws IOException {
    Path rpm = Files.write(folder.resolve("sample.rpm"), sample());
    RpmFile file = RpmFile.read(rpm);
    assertEquals("sample-2:1.0~rc1-3.x86_64", file.nevra().toString());
    assertEquals(
        List.of("bare", "sample = 2:1.0~rc1-3", "sample(x86-64) = 2:1.0~rc1-3", "virtual = 7"),
        file.provides().stream().map(RpmDependency::toString).toList());
    assertEquals(
        List.of(
            "(a if b)", "/usr/bin/sh", "before", "dep >= 1:2-3", "libc.so.6(GLIBC_2.34)(64bit)"),
        file.requires().stream()
            .filter(one -> !one.isForRpm())
            .map(RpmDependency::toString)
            .toList());
    assertEquals(
        List.of("before"),
        file.requires().stream()
            .filter(RpmDependency::isPrerequisite)
            .map(RpmDependency::name)
            .toList());
    assertEquals(100_014, file.installedSize());
    assertEquals(KEY.ring().keys(), Integrity.check(rpm, KEY.ring()).signer().stream().toList());
    Map<String, byte[]> found =
        RpmPayload.extract(rpm, Set.of("/etc/sample.conf", "/not/there"), 1000);
    assertEquals(Set.of("/etc/sample.conf"), found.keySet());
    assertEquals("x=1\n", new String(found.get("/etc/sample.conf"), StandardCharsets.UTF_8));
  }

  @Test
  @RequiresPeer({"rpm", "rpmkeys", "rpm2cpio", "cpio"})
  void isWhatRpmReadsChecksAndInstalls() throws IOException {
    Path rpm = Files.write(folder.resolve("sample.rpm"), sample());
    Path key = Files.writeString(folder.resolve("key"), KEY.armoredPublicKey());
    String database = folder.resolve("db").toString();
    Peer.run("rpmkeys", "--dbpath", database, "--import", key.toString()).ok();
    assertEquals(
        rpm + ": digests signatures OK\n",
        Peer.run("rpmkeys", "--dbpath", database, "--checksig", rpm.toString()).ok());

    String path = rpm.toString();
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    Peer.runIn(
            unpacked,
            Map.of(),
            List.of("bash", "-c", "set -o pipefail; rpm2cpio '" + path + "' | cpio -idm --quiet"))
        .ok();
    assertEquals("content b\n", Files.readString(unpacked.resolve("usr/share/sample/link")));

    Path root = Files.createDirectory(folder.resolve("root"));
    Peer.run("rpm", "--root", root.toString(), "-i", "--nodeps", "--ignorearch", path).ok();
    assertEquals("x=1\n", Files.readString(root.resolve("etc/sample.conf")));
    assertTrue(Files.isSymbolicLink(root.resolve("usr/share/sample/link")));
    assertEquals("", Peer.run("rpm", "--root", root.toString(), "-V", "--nodeps", "sample").ok());
  }

  @Test
  @RequiresPeer("rpmkeys")
  void isUnknownToWhoeverLacksTheKey() throws IOException {
    Path rpm = Files.write(folder.resolve("sample.rpm"), sample());
    Integrity integrity = Integrity.check(rpm, KeyRing.EMPTY);
    assertTrue(integrity.isWhole());
    assertTrue(integrity.signer().isEmpty());
    assertEquals(
        "its header: signed by the unknown key " + KEY.ring().keys().get(0).keyId(),
        integrity.inWords());
  }
}
