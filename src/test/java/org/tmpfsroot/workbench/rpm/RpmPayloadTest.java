package org.tmpfsroot.workbench.rpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TestData;

class RpmPayloadTest {
  private static final int LIMIT = 1 << 20;

  @TempDir Path folder;

  @Test
  @RequiresPeer({"rpm2cpio", "rpm2archive", "cpio", "tar"})
  @RequiresData("rpms")
  void unpacksRealPackagesAsRpmDoes() throws IOException {
    try (Stream<Path> files = Files.walk(TestData.path("rpms"))) {
      for (Path file :
          files
              .filter(path -> path.toString().endsWith(".rpm"))
              .filter(path -> !path.toString().contains("corrupted"))
              .toList()) {
        compare(file);
      }
    }
  }

  @Test
  @RequiresPeer({"rpm2cpio", "cpio", "rpmbuild"})
  void unpacksEveryCompressorAsRpmDoes() throws IOException {
    for (String payload :
        List.of("w9.gzdio", "w9.bzdio", "w6.xzdio", "w6.lzdio", "w19.zstdio", "w.ufdio")) {
      Path place = Files.createDirectories(folder.resolve(payload));
      for (Path rpm : SpecBuild.everything(place, "_binary_payload " + payload)) {
        compare(rpm);
      }
    }
  }

  private void compare(Path rpm) throws IOException {
    Path peer = Files.createTempDirectory(folder, "peer");
    // rpm2cpio declines packages of version 6, whose payload knows no sizes
    String unpack =
        "set -o pipefail; rpm2cpio '%s' | cpio -idm --quiet || rpm2archive - < '%s' | tar xzp";
    Peer.runIn(peer, Map.of(), List.of("bash", "-c", unpack.formatted(rpm, rpm))).ok();
    Map<String, String> theirs = new TreeMap<>();
    Set<String> regular = new TreeSet<>();
    try (Stream<Path> found = Files.walk(peer)) {
      for (Path path : found.filter(path -> !path.equals(peer)).toList()) {
        String name = peer.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
          theirs.put(name, "link " + Files.readSymbolicLink(path));
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          theirs.put(name, Digest.sha256Of(path).toString());
          regular.add(name);
        }
      }
    }
    assertEquals(theirs, ours(rpm), rpm.toString());

    Set<String> wanted = new TreeSet<>();
    RpmFile.read(rpm).files().stream()
        .filter(file -> regular.contains(file.path().replaceFirst("^/", "")))
        .forEach(file -> wanted.add(file.path()));
    Map<String, byte[]> extracted = RpmPayload.extract(rpm, wanted, LIMIT);
    assertEquals(wanted, extracted.keySet());
    extracted.forEach(
        (path, content) ->
            assertEquals(
                theirs.get(path.replaceFirst("^/", "")), Digest.sha256Of(content).toString()));
  }

  /** Content of regular files by digest; of hard links every name has the one content. */
  private static Map<String, String> ours(Path rpm) {
    List<PackagedFile> listed = RpmFile.read(rpm).files();
    Map<String, String> ours = new TreeMap<>();
    try (RpmPayload payload = RpmPayload.open(rpm)) {
      for (Optional<RpmPayload.Member> next = payload.next();
          next.isPresent();
          next = payload.next()) {
        PackagedFile file = next.get().file();
        byte[] content = content(payload);
        assertEquals(next.get().size(), content.length);
        if (file.isSymbolicLink()) {
          assertEquals(file.linkTarget(), new String(content, StandardCharsets.UTF_8));
          ours.put(file.path().replaceFirst("^/", ""), "link " + file.linkTarget());
        } else if (file.isRegular() && content.length == file.size()) {
          listed.stream()
              .filter(other -> other.equals(file) || other.isSameFile(file))
              .forEach(
                  other ->
                      ours.put(
                          other.path().replaceFirst("^/", ""),
                          Digest.sha256Of(content).toString()));
        }
      }
    }
    return ours;
  }

  private static byte[] content(RpmPayload payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[7];
    for (int n = payload.read(buffer, 0, 7); n >= 0; n = payload.read(buffer, 0, 7)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  @Test
  @RequiresData("rpms/formats")
  void goesOverContentNobodyReads() {
    Path rpm = TestData.path("rpms/formats/rpm-file-attrs-1.0-1.noarch.rpm");
    int members = 0;
    try (RpmPayload payload = RpmPayload.open(rpm)) {
      while (payload.next().isPresent()) {
        members++;
      }
    }
    long listed = RpmFile.read(rpm).files().stream().filter(file -> !file.isGhost()).count();
    assertEquals(listed, members);
    assertTrue(members > 20);
  }
}
