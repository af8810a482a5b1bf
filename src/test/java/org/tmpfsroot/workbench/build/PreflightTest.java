package org.tmpfsroot.workbench.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;

class PreflightTest {
  private static final ImageSession SESSION = ImageSession.of("any", 44, MachineDefaults.NONE);

  @TempDir Path folder;

  /** Of a build that promises to write that much. */
  private List<Outlook.Obstacle> obstacles(long bytes, long product, Path target) {
    Plan plan = Plan.of(List.of(new Nothing()), Plan.Product.of("nothing", "file"));
    Engine engine =
        new Engine() {
          @Override
          public Plan plan(ImageSession session) {
            return plan;
          }

          @Override
          public Outlook outlook(ImageSession session, Map<String, Long> known, Progress progress) {
            return new Outlook(bytes, product, List.of());
          }
        };
    return new Preflight(new BuildCache(folder.resolve("cache")), engine)
        .of(SESSION, plan, target, Progress.SILENT);
  }

  private record Nothing() implements Step {
    @Override
    public String id() {
      return "nothing";
    }

    @Override
    public String title() {
      return "doing nothing";
    }

    @Override
    public List<String> takesFrom() {
      return List.of();
    }

    @Override
    public StepKey key() {
      return StepKey.of("nothing", 1);
    }

    @Override
    public void run(StepRun run) {}
  }

  @Test
  void findsNothingAndLeavesNothing() throws IOException {
    assertEquals(List.of(), obstacles(1000, 1000, folder.resolve("a/b/image.iso")));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void tellsTooLittleRoomInTheCache() {
    List<Outlook.Obstacle> found = obstacles(1L << 60, 1000, folder.resolve("image.iso"));
    assertEquals("there is no room for the build", found.get(0).what());
    assertTrue(found.get(0).why().startsWith("it writes about 1048576.0 TiB into "));
  }

  @Test
  void tellsTooLittleRoomWhereTheImageIsCopiedTo() throws IOException {
    Path other = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(other));
    assumeFalse(Files.getFileStore(other).equals(Files.getFileStore(folder)));
    List<Outlook.Obstacle> found = obstacles(1000, 1L << 60, other.resolve("image.iso"));
    assertEquals("there is no room for the image", found.get(0).what());
    assertEquals(1, found.size());
    assertEquals(List.of(), obstacles(1000, 1L << 60, folder.resolve("image.iso")), "a link");
  }

  @Test
  void tellsWhereNothingCanBePut() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    List<Outlook.Obstacle> found = obstacles(0, 0, file.resolve("image.iso"));
    assertEquals(file + " is not a folder", found.get(0).why());
    Path proc = Path.of("/proc");
    assumeTrue(Files.isDirectory(proc));
    String why = obstacles(0, 0, proc.resolve("image.iso")).get(0).why();
    assertTrue(why.startsWith("nothing can be put into /proc: "), why);
  }
}
