package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.build.Plan;
import org.tmpfsroot.workbench.build.PlannedStep;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** From the session to the image. */
@Noun(value = "build", about = "the image of the session, step by step")
public final class BuildCommands {
  private final Builds builds;

  public BuildCommands(Builds builds) {
    this.builds = builds;
  }

  @Command(
      name = {"build", "plan"},
      description = "show the steps of the build and which are known already",
      help =
          """
          A step is known when it ran before with the same inputs. With --why each other step has
          the lines of its inputs that differ from the last run's: - then, + now. Before the
          packages are resolved it shows what will be done, for no packages.
          JSON: an array of objects with step, known, takes[], title, why[].

          > build plan
          > build plan --why
          """)
  public void plan(
      @Option(longName = "why", description = "what makes a step unknown") boolean why,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Plan plan = builds.plan();
    Map<String, RunRecord.StepRecord> before = lastRun();
    Table table = Table.of("step", "known", "takes", "title").andForPrograms("why");
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (PlannedStep step : plan.steps()) {
      boolean known = builds.cache().find(step).isPresent();
      List<String> reason = known ? List.of() : reason(step, before);
      reasons.put(step.id(), reason);
      table.row(step.id(), known, step.step().takesFrom(), step.step().title(), reason);
    }
    output.show(table, format);
    if (why && format == Format.TABLE) {
      reasons.forEach((step, lines) -> lines.forEach(line -> output.line(step + ": " + line)));
    }
    if (builds.session().lock().isEmpty() && format == Format.TABLE) {
      output.line("the packages are not resolved yet: type `lock resolve` before `build run`");
    }
  }

  private static List<String> reason(PlannedStep step, Map<String, RunRecord.StepRecord> before) {
    RunRecord.StepRecord last = before.get(step.id());
    if (last == null) {
      return List.of("never run for this session");
    }
    List<String> difference = step.key().differenceFrom(last.key());
    return difference.isEmpty()
        ? List.of("its output is gone, or it did not end well")
        : difference;
  }

  private Map<String, RunRecord.StepRecord> lastRun() {
    Map<String, RunRecord.StepRecord> steps = new LinkedHashMap<>();
    builds
        .history()
        .lastOfPlan(builds.session().name())
        .ifPresent(run -> run.steps().forEach(step -> steps.put(step.id(), step)));
    return steps;
  }

  @Command(
      name = {"build", "run"},
      description = "build the image",
      help =
          """
          Steps that ran before with the same inputs are not run again. The finished image is read
          back and compared before it takes the place of the output file.

          Beside the image come IMAGE.CHECKSUM, for sha256sum -c; IMAGE.inputs.json, the digests of
          all that went into it; and, when the setting sign.key names your secret OpenPGP key,
          IMAGE.asc, for gpg --verify. The image comes last: what is beside it is there when it is.
          A signature of an earlier image is removed.

          In a log of GitHub's, or with --annotations, locked packages that have left their
          repositories are told as lines that GitHub shows beside the lock's.

          > build run
          > build run --output gateway.iso
          > build run --to stage-tree
          > build run --events build.jsonl
          """)
  public void run(
      @Option(longName = "output", description = "the image; without it SESSION.iso")
          Optional<Path> file,
      @Option(longName = "from", description = "run this step and those after it in any case")
          @Values("steps")
          Optional<String> from,
      @Option(longName = "to", description = "stop after this step") @Values("steps")
          Optional<String> to,
      @Option(longName = "annotations", description = "tell of packages as GitHub's annotations")
          boolean annotations,
      @Option(longName = "events", description = "write what happens there, as lines of JSON")
          Optional<Path> events,
      Output output) {
    RunRange range = new RunRange(from, to, builds.breaks());
    builds.go(range, file.orElseGet(builds::usualTarget), events, annotations, output);
  }

  @Command(
      name = {"build", "status"},
      description = "show what the last run did",
      help =
          """
          JSON: an object with run, began, state, failure and steps[], each with step, state,
          milliseconds, bytes, log.

          > build status
          """)
  public void status(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    RunRecord run = builds.requireRun();
    if (format == Format.JSON) {
      output.json(tree(run));
      return;
    }
    String part = run.part().map(name -> " of " + name).orElse("");
    output.line("run " + run.id() + part + ": " + run.state());
    if (!run.failure().isEmpty()) {
      output.line(run.failure());
    }
    Table table = Table.of("step", "state", "time", "size");
    run.steps()
        .forEach(
            step ->
                table.row(
                    step.id(),
                    step.state().toString(),
                    Builds.seconds(step.time()),
                    new Size(step.bytes())));
    output.show(table, format);
  }

  private static Map<String, Object> tree(RunRecord run) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("run", run.id());
    tree.put("began", run.began());
    tree.put("state", run.state());
    tree.put("failure", run.failure());
    List<Map<String, Object>> steps = new ArrayList<>();
    for (RunRecord.StepRecord step : run.steps()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("step", step.id());
      object.put("state", step.state());
      object.put("milliseconds", step.time().toMillis());
      object.put("bytes", step.bytes());
      object.put("log", step.log());
      steps.add(object);
    }
    tree.put("steps", steps);
    return tree;
  }

  @Command(
      name = {"build", "log"},
      description = "show what a step of the last run said",
      help =
          """
          Each line with its time in UTC. Without a step: the one that failed, else the last.
          JSON: an array of lines.

          > build log
          > build log fetch-base
          """)
  public void log(
      @Argument(index = 0, description = "the step") @Values("steps") Optional<String> step,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    RunRecord run = builds.requireRun();
    RunRecord.StepRecord shown =
        step.map(run::step).orElseGet(() -> run.latest().orElseThrow(BuildCommands::noLog));
    List<String> lines = lines(shown);
    if (format == Format.JSON) {
      output.json(lines);
    } else {
      lines.forEach(output::verbatim);
    }
  }

  private static List<String> lines(RunRecord.StepRecord step) {
    try {
      return Files.readAllLines(step.log());
    } catch (NoSuchFileException e) {
      throw noLog();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(step.log(), e);
    }
  }

  private static Fault noLog() {
    return Fault.session(
        "there is no log to show", "the last run did not come to this step", "type `build status`");
  }

  /** Completes a step. */
  public List<CompletionProposal> steps() {
    return builds.steps();
  }
}
