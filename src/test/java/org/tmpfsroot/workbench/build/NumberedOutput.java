package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Progress;

/**
 * A step of one key whose output has a number nevertheless, so that it can be told which run an
 * entry of the cache is of.
 */
public record NumberedOutput(int number) implements Step {
  private static final int LARGE = 256 << 10;
  private static final int PAGE = 4096;
  private static final int SMALL = 20;

  /** Runs it, whatever is known, and has its output kept. */
  public void keepIn(Path folder) {
    RunRange anew = new RunRange(Optional.of(id()), Optional.empty());
    new Runner(new BuildCache(folder), Clock.systemUTC())
        .run(RunRequest.of("s", plan()).withRange(anew), event -> {}, Progress.SILENT);
  }

  /**
   * Which run the next would take the output of and not run itself.
   *
   * @throws AssertionError when it is not whole
   */
  public static Optional<Integer> takenFrom(Path folder) throws IOException {
    Optional<BuildCache.Entry> found =
        new BuildCache(folder).find(new NumberedOutput(0).plan().steps().get(0));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Path output = found.get().output();
    int number = Files.readAllBytes(output.resolve("large"))[0];
    NumberedOutput expected = new NumberedOutput(number);
    expected.check(output.resolve("large"), LARGE);
    for (int i = 0; i < expected.small(); i++) {
      expected.check(output.resolve("folder/" + i), i);
    }
    return Optional.of(number);
  }

  private void check(Path file, int length) throws IOException {
    if (!Arrays.equals(content(length), Files.readAllBytes(file))) {
      throw new AssertionError(file + " is taken for whole, and is not that of run " + number);
    }
  }

  private Plan plan() {
    return Plan.of(List.of(this), Plan.Product.of(id(), "large"));
  }

  /** Small files are lost by being empty, which is noticed; every other output has none. */
  private int small() {
    return number % 2 == 0 ? SMALL : 0;
  }

  private byte[] content(int length) {
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) number);
    return content;
  }

  @Override
  public String id() {
    return "numbered";
  }

  @Override
  public String title() {
    return "making output";
  }

  @Override
  public StepKey key() {
    return StepKey.of(id(), 1);
  }

  @Override
  public List<String> takesFrom() {
    return List.of();
  }

  @Override
  public void run(StepRun run) throws IOException {
    Files.createDirectory(run.output().resolve("folder"));
    for (int i = 0; i < small(); i++) {
      Files.write(run.output().resolve("folder/" + i), content(i));
    }
    Path large = Files.write(run.output().resolve("large"), content(LARGE));
    // as when the system comes to a file's end first: from now on its size is on the disk
    try (FileChannel end =
        FileChannel.open(large, StandardOpenOption.WRITE, StandardOpenOption.SYNC)) {
      end.write(ByteBuffer.wrap(content(PAGE)), LARGE - PAGE);
    }
  }
}
