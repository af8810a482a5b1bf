package org.tmpfsroot.workbench.squashfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class SquashfsWriterTest {
  @TempDir Path folder;

  /** What a tree is made from, to be found again in what was unpacked. */
  private final Map<String, Object> meant = new TreeMap<>();

  private Path write(SquashfsTree tree, boolean forX86) {
    Path image = folder.resolve("product.img");
    SquashfsWriter.write(tree, forX86, image, Progress.SILENT);
    return image;
  }

  private void file(SquashfsTree tree, String path, int mode, byte[] bytes) {
    tree.file(path, mode, () -> new ByteArrayInputStream(bytes));
    meant.put(path, bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  @RequiresPeer("unsquashfs")
  void anotherProgramUnpacksWhatWasMeant(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    SquashfsTree tree = new SquashfsTree();
    int paths = random.nextInt(1, 500);
    List<String> folders = new ArrayList<>(List.of(""));
    for (int i = 0; i < paths; i++) {
      String path = folders.get(random.nextInt(folders.size())) + name(random, i);
      int mode = random.nextInt(01000) | 0400;
      switch (random.nextInt(5)) {
        case 0 -> {
          tree.folder(path, mode | 0700);
          meant.put(path, "folder");
          folders.add(path + "/");
        }
        case 1 -> {
          tree.link(path, "../target of " + i);
          meant.put(path, "-> ../target of " + i);
        }
        default -> file(tree, path, mode, content(random));
      }
    }
    compare(write(tree, seed % 2 == 0), "seed " + seed);
  }

  private static String name(SplittableRandom random, int i) {
    String base = random.nextInt(4) == 0 ? "ünï " + i : "n" + random.nextInt(100) + "-" + i;
    return random.nextInt(50) == 0 ? base + "x".repeat(200) : base;
  }

  private static byte[] content(SplittableRandom random) {
    int block = SquashfsWriter.BLOCK;
    int[] sizes = {0, 1, 100, 4096, 8191, 8192, block - 1, block, block + 1, 3 * block + 17};
    byte[] bytes = new byte[sizes[random.nextInt(random.nextInt(10) == 0 ? sizes.length : 5)]];
    if (random.nextBoolean()) {
      random.nextBytes(bytes);
    } else {
      Arrays.fill(bytes, (byte) random.nextInt(256));
    }
    return bytes;
  }

  private void compare(Path image, String message) throws IOException {
    Path unpacked = folder.resolve("unpacked");
    Peer.Result result =
        Peer.run("unsquashfs", "-no-progress", "-d", unpacked.toString(), image.toString());
    assertEquals(0, result.exit(), message + result.output() + result.errors());
    assertEquals("", result.errors(), message);
    try (Stream<Path> found = Files.walk(unpacked)) {
      List<Path> paths = found.filter(path -> !path.equals(unpacked)).sorted().toList();
      assertEquals(
          List.copyOf(meant.keySet()),
          paths.stream().map(path -> unpacked.relativize(path).toString()).sorted().toList(),
          message);
      for (Path path : paths) {
        Object wanted = meant.getOrDefault(unpacked.relativize(path).toString(), "nothing");
        if (wanted instanceof byte[] bytes) {
          assertArrayEquals(bytes, Files.readAllBytes(path), message + " " + path);
        } else if (Files.isSymbolicLink(path)) {
          assertEquals(wanted, "-> " + Files.readSymbolicLink(path), message);
        } else {
          assertTrue(Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && wanted.equals("folder"));
        }
      }
    }
  }

  @Test
  @RequiresPeer("unsquashfs")
  void modesOwnersAndTimesAreTheSameEverywhere() {
    SquashfsTree tree = new SquashfsTree().folder("etc", 0750).link("etc/link", "/etc/hosts");
    file(tree, "usr/bin/program", 04755, "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
    Path image = write(tree, true);
    assertEquals(
        """
        drwxr-xr-x 0/0 37 1970-01-01 00:00 squashfs-root
        drwxr-x--- 0/0 27 1970-01-01 00:00 squashfs-root/etc
        lrwxrwxrwx 0/0 10 1970-01-01 00:00 squashfs-root/etc/link -> /etc/hosts
        drwxr-xr-x 0/0 26 1970-01-01 00:00 squashfs-root/usr
        drwxr-xr-x 0/0 30 1970-01-01 00:00 squashfs-root/usr/bin
        -rwsr-xr-x 0/0 10 1970-01-01 00:00 squashfs-root/usr/bin/program
        """,
        Peer.runIn(folder, Map.of("TZ", "UTC"), List.of("unsquashfs", "-lln", image.toString()))
            .ok()
            .replaceAll(" +", " "));
    String facts = Peer.run("unsquashfs", "-s", image.toString()).ok();
    assertTrue(facts.contains("Compression xz") && facts.contains("x86"), facts);
  }

  /** The program is forgiving; the kernel is what reads it in the end. */
  @Test
  @RequiresPeer({"mount", "umount"})
  void theKernelReadsIt() throws IOException {
    SquashfsTree tree = new SquashfsTree().folder("empty", 0755).link("link", "many/7");
    for (int i = 0; i < 700; i++) {
      file(tree, "many/" + i, 0644, ("file " + i).getBytes(StandardCharsets.UTF_8));
    }
    byte[] large = new byte[5 * SquashfsWriter.BLOCK + 1000];
    new SplittableRandom(7).nextBytes(large);
    Arrays.fill(large, 100_000, 400_000, (byte) 0xe8);
    file(tree, "large", 0644, large);
    Path image = write(tree, true);
    Path at = Files.createDirectory(folder.resolve("at"));
    Peer.run("mount", "-o", "ro,loop", "-t", "squashfs", image.toString(), at.toString()).ok();
    try (Stream<Path> many = Files.list(at.resolve("many"));
        Stream<Path> none = Files.list(at.resolve("empty"))) {
      assertEquals(700, many.count());
      assertEquals("file 7", Files.readString(at.resolve("link")));
      assertArrayEquals(large, Files.readAllBytes(at.resolve("large")));
      assertEquals(0, none.count());
    } finally {
      Peer.run("umount", at.toString()).ok();
    }
  }

  @Test
  void sameTreeSameBytes() {
    SquashfsTree one = new SquashfsTree().folder("b", 0755).link("a", "b");
    SquashfsTree other = new SquashfsTree().link("a", "b").folder("b", 0755);
    Digest first = Digest.sha256Of(write(one, false));
    assertEquals(first, Digest.sha256Of(write(other, false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a//b", "../a", "a/.", "a\0b"})
  void refusesWhatIsNoPath(String path) {
    assertThrows(IllegalArgumentException.class, () -> new SquashfsTree().folder(path, 0755));
  }
}
