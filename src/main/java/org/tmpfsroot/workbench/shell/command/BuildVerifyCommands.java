package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.build.FreshBuild;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** Whether an image is what the session builds. */
@Noun(value = "build", about = "the image of the session, step by step")
public final class BuildVerifyCommands {
  private final Builds builds;

  public BuildVerifyCommands(Builds builds) {
    this.builds = builds;
  }

  /**
   * What the comparison gave.
   *
   * @param digest of what was built
   * @param first the first byte that differs
   * @param inputs what went into the image and goes not into the session's, or the other way round;
   *     empty as a whole where the image does not tell
   * @param rest what else differs; nothing where the inputs tell it, or the image cannot be read
   */
  private record Verdict(
      Digest digest,
      Optional<ByteDifference> first,
      Optional<List<IsoDifference>> inputs,
      List<IsoDifference> rest) {}

  @Command(
      name = {"build", "verify"},
      description = "build the image again from nothing and compare every byte of a file with it",
      help =
          """
          Every step runs, whatever is kept of it; only downloads are taken from where they are
          kept. Nothing of it stays. Where the file differs, it is told whether other things went
          into it (by its inputs.json), and of the first byte that differs what it belongs to. Ends
          with exit code 3 then, and with 4 when the file is no whole ISO image.
          JSON: an object with file, equal, digest (of what was built), inputs (null where the file
          does not tell) and differences, arrays of objects with part, what, before, after; first
          (null when equal), an object with offset, structure, path, within, field, found, built.

          > build verify gateway.iso
          > build verify gateway.iso --format json
          """)
  public ExitCode verify(
      @Argument(index = 0, description = "an image that was built before") Path file,
      @Option(longName = "events", description = "write what happens there, as lines of JSON")
          Optional<Path> events,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Path path = Editing.absolute(file);
    IsoImage.require(path);
    Verdict verdict;
    try (FreshBuild fresh = FreshBuild.beside(builds.cache(), Clock.systemUTC())) {
      Builds.Image built = builds.anew(fresh, events, format == Format.TABLE, output);
      verdict = compare(path, built, output);
    } catch (IOException e) {
      throw AtomicFile.cannotRead(path, e);
    }
    if (format == Format.JSON) {
      output.json(tree(path, verdict));
    } else {
      print(path, verdict, output);
    }
    return verdict.first.isEmpty() ? ExitCode.DONE : ExitCode.SESSION;
  }

  private static Verdict compare(Path file, Builds.Image built, Output output) throws IOException {
    try (IsoImage meant = IsoImage.open(built.file())) {
      Optional<ByteDifference> first = ByteDifference.between(file, meant, output.progress());
      if (first.isEmpty()) {
        return new Verdict(built.digest(), first, Optional.of(List.of()), List.of());
      }
      try (IsoImage found = IsoImage.open(file)) {
        Optional<MediumInputs> now = MediumInputs.of(meant);
        Optional<List<IsoDifference>> inputs =
            MediumInputs.of(found).flatMap(before -> now.map(each -> before.differencesFrom(each)));
        boolean told = inputs.filter(some -> !some.isEmpty()).isPresent();
        List<IsoDifference> rest = told ? List.of() : IsoDifference.between(found, meant);
        return new Verdict(built.digest(), first, inputs, rest);
      } catch (Fault damaged) {
        // its directories are not what they were, and the first difference says where
        output.progress().note(damaged.what() + ": " + damaged.why());
        return new Verdict(built.digest(), first, Optional.empty(), List.of());
      }
    }
  }

  private static void print(Path file, Verdict verdict, Output output) {
    String name = String.valueOf(file.getFileName());
    if (verdict.first.isEmpty()) {
      output.line(name + " is what this session builds, byte for byte: " + verdict.digest);
      return;
    }
    ByteDifference first = verdict.first.get();
    output.line(name + " is not what this session builds");
    output.line("first: " + first.inWords());
    first
        .elsewhere()
        .ifPresent(place -> output.line("       in " + name + " it is in " + place.inWords()));
    output.line("       there: " + first.found());
    output.line("       built: " + first.meant());
    if (verdict.inputs.isEmpty()) {
      output.line("what went into " + name + " cannot be told: it has no inputs.json to be read");
    } else if (verdict.inputs.get().isEmpty()) {
      output.line(
          "what went into it is what goes into this session's: it was changed after it was built,"
              + " or another version of this program built it");
    } else {
      output.line("other things went into it than go into this session's:");
      show(verdict.inputs.get(), output);
    }
    if (!verdict.rest.isEmpty()) {
      show(verdict.rest, output);
    }
  }

  private static void show(List<IsoDifference> differences, Output output) {
    Table table = Table.of("part", "what", "there", "built");
    differences.forEach(
        each -> table.styled(each.style(), each.part(), each.what(), each.before(), each.after()));
    output.show(table, Format.TABLE);
  }

  private static Map<String, Object> tree(Path file, Verdict verdict) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", file.toString());
    tree.put("equal", verdict.first.isEmpty());
    tree.put("digest", verdict.digest.toString());
    tree.put("first", verdict.first.map(ByteDifference::tree));
    tree.put("inputs", verdict.inputs.map(BuildVerifyCommands::trees));
    tree.put("differences", trees(verdict.rest));
    return tree;
  }

  private static List<Map<String, Object>> trees(List<IsoDifference> differences) {
    return differences.stream().map(IsoDifference::tree).toList();
  }
}
