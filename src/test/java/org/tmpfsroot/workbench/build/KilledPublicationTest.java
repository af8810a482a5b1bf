package org.tmpfsroot.workbench.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.ReadyProgram;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.SmallDisk;

/**
 * A program is killed while it publishes one set after the other. What is there then is one set, or
 * an image that {@code sha256sum -c} says is not the one of its checksum; each file is whole.
 */
@RequiresPeer({"sha256sum", "mount", "umount"})
class KilledPublicationTest {
  private static final String NAME = "image.iso";
  private static final List<String> COMPANIONS = List.of(".asc", ".inputs.json");
  private static final int SETS = 3;
  private static final int SIZE = 256 << 10;
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(300);

  @TempDir Path folder;

  /** More of them with {@code -Dkilled.publications=200}. */
  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("killed.publications", 12));
  }

  /** Sets by number, as they lie in the cache. */
  private record Sets(Path folder) {
    void make() throws IOException {
      for (int set = 0; set < SETS; set++) {
        Files.write(file(set, ""), content(set, ""));
        for (String suffix : COMPANIONS) {
          Files.write(file(set, suffix), content(set, suffix));
        }
      }
    }

    private Path file(int set, String suffix) {
      return folder.resolve("set-" + set + suffix);
    }

    static byte[] content(int set, String suffix) {
      byte[] content = new byte[suffix.isEmpty() ? SIZE : 100];
      Arrays.fill(content, (byte) ('a' + set));
      return content;
    }

    Publication publication(int set) {
      TreeMap<String, Path> companions = new TreeMap<>();
      for (String suffix : COMPANIONS) {
        companions.put(suffix, file(set, suffix));
      }
      return new Publication(file(set, ""), Digest.sha256Of(content(set, "")), companions);
    }

    static String checksum(int set) {
      return "# %s: %d bytes\nSHA256 (%s) = %s\n"
          .formatted(NAME, SIZE, NAME, Digest.sha256Of(content(set, "")).hex());
    }

    /** Which set a file is of. */
    static int setOf(Path file, String suffix) throws IOException {
      byte[] found = Files.readAllBytes(file);
      for (int set = 0; set < SETS; set++) {
        byte[] expected =
            suffix.equals(Publication.CHECKSUM)
                ? checksum(set).getBytes(StandardCharsets.UTF_8)
                : content(set, suffix);
        if (Arrays.equals(expected, found)) {
          return set;
        }
      }
      throw new AssertionError(file.getFileName() + " is not whole");
    }
  }

  /** The program that is killed. */
  static final class Publishing {
    private Publishing() {}

    public static void main(String[] words) {
      Sets sets = new Sets(Path.of(words[0]));
      sets.publication(0).publish(Path.of(words[1]), Progress.SILENT);
      System.out.println("ready");
      for (int round = 1; true; round++) {
        sets.publication(round % SETS).publish(Path.of(words[1]), Progress.SILENT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void leavesOneSetOrAChecksumThatDoesNotFit(long seed) throws Exception {
    Sets sets = new Sets(Files.createDirectory(folder.resolve("cache")));
    sets.make();
    Path place = Files.createDirectory(folder.resolve("out"));
    // on another disk the files are copied, on the same one linked
    if (seed % 2 == 1) {
      try (SmallDisk disk = SmallDisk.mount(place, 16 << 20)) {
        killed(seed, sets, disk.path());
      }
    } else {
      killed(seed, sets, place);
    }
  }

  private static void killed(long seed, Sets sets, Path place) throws Exception {
    Path target = place.resolve(NAME);
    Process process = ReadyProgram.start(Publishing.class, sets.folder(), target);
    TimeUnit.NANOSECONDS.sleep(new SplittableRandom(seed).nextLong(LONGEST));
    process.destroyForcibly().waitFor();
    look(place, "seed " + seed);

    Publication next = sets.publication(1);
    if (seed % 4 >= 2) {
      TreeMap<String, Path> companions = new TreeMap<>(next.companions());
      companions.remove(Publication.SIGNATURE);
      next = new Publication(next.product(), next.digest(), companions);
    }
    next.publish(target, Progress.SILENT);
    Set<String> expected = new TreeSet<>(Set.of(NAME, NAME + Publication.CHECKSUM));
    next.companions().keySet().forEach(suffix -> expected.add(NAME + suffix));
    Set<String> left = names(place);
    // where the very same image was there already, its signature stays right and stays
    if (left.contains(NAME + Publication.SIGNATURE)) {
      expected.add(NAME + Publication.SIGNATURE);
    }
    assertEquals(expected, left, "seed " + seed);
    assertArrayEquals(Sets.content(1, ""), Files.readAllBytes(target), "seed " + seed);
    look(place, "after seed " + seed);
  }

  private static void look(Path place, String when) throws IOException {
    Set<Integer> found = new HashSet<>();
    for (String name : names(place)) {
      if (!name.startsWith(AtomicFile.TEMPORARY_PREFIX)) {
        found.add(Sets.setOf(place.resolve(name), name.substring(NAME.length())));
      }
    }
    List<String> check =
        List.of("sha256sum", "--strict", "--quiet", "--check", NAME + Publication.CHECKSUM);
    boolean fits = Peer.runIn(place, Map.of(), check).exit() == 0;
    assertTrue(found.size() == 1 ? fits : found.size() == 2 && !fits, when + ": " + found);
  }

  private static Set<String> names(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }
}
