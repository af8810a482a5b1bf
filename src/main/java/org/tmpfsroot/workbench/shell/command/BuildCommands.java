package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.BuildEvent;
import org.tmpfsroot.workbench.build.Engine;
import org.tmpfsroot.workbench.build.Plan;
import org.tmpfsroot.workbench.build.PlannedStep;
import org.tmpfsroot.workbench.build.Publication;
import org.tmpfsroot.workbench.build.RunHistory;
import org.tmpfsroot.workbench.build.RunOutcome;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.build.Runner;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.session.EngineChoice;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.SessionChecks;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** From the session to the image. */
@Noun(value = "build", about = "the image of the session, step by step")
public final class BuildCommands {
  private final Workspace workspace;
  private final Engine engine;
  private final Runner runner;
  private final BuildCache cache;
  private final RunHistory history;

  public BuildCommands(
      Workspace workspace, Engine engine, Runner runner, BuildCache cache, RunHistory history) {
    this.workspace = workspace;
    this.engine = engine;
    this.runner = runner;
    this.cache = cache;
    this.history = history;
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
    Plan plan = planned();
    Map<String, RunRecord.StepRecord> before = lastRun();
    Table table = Table.of("step", "known", "takes", "title").andForPrograms("why");
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (PlannedStep step : plan.steps()) {
      boolean known = cache.find(step).isPresent();
      List<String> reason = known ? List.of() : reason(step, before);
      reasons.put(step.id(), reason);
      table.row(step.id(), known, step.step().takesFrom(), step.step().title(), reason);
    }
    output.show(table, format);
    if (why && format == Format.TABLE) {
      reasons.forEach((step, lines) -> lines.forEach(line -> output.line(step + ": " + line)));
    }
    if (workspace.session().lock().isEmpty() && format == Format.TABLE) {
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
    history
        .last(workspace.session().name())
        .ifPresent(run -> run.steps().forEach(step -> steps.put(step.id(), step)));
    return steps;
  }

  private Plan planned() {
    ImageSession session = workspace.session();
    if (session.engine().kind() != EngineChoice.Kind.EMBEDDED) {
      throw Fault.session(
          "cannot build with the engine " + session.engine().kind(),
          "this program has only the embedded one",
          "type `engine use embedded`");
    }
    return engine.plan(session);
  }

  @Command(
      name = {"build", "run"},
      description = "build the image",
      help =
          """
          Steps that ran before with the same inputs are not run again. The finished image is read
          back and compared before it takes the place of the output file.

          In a log of GitHub's, or with --annotations, locked packages that have left their
          repositories are told as lines that GitHub shows beside the lock's.

          > build run
          > build run --output gateway.iso
          > build run --to stage-tree
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
      Output output) {
    ImageSession session = workspace.session();
    Annotations notes = Annotations.of(annotations, workspace);
    Path target =
        file.orElseGet(() -> Path.of(session.name() + ".iso")).toAbsolutePath().normalize();
    Publication.checkTarget(target);
    SessionChecks.requireNoError(session);
    RunOutcome outcome =
        runner.run(
            session.name(),
            planned(),
            new RunRange(from, to),
            event -> {
              inWords(event).ifPresent(output::line);
              if (event instanceof BuildEvent.Finding finding) {
                notes.add(finding.subject(), finding.text(), finding.grave(), output);
              }
            },
            output.progress());
    Optional<Path> product = outcome.product();
    if (product.isEmpty()) {
      output.line("stopped after " + to.orElse("the last step"));
      return;
    }
    Publication.publish(product.get(), target, output.progress());
    output.line(
        "wrote "
            + target
            + ", "
            + new Size(target.toFile().length())
            + outcome.productDigest().map(digest -> ", " + digest).orElse(""));
  }

  private static Optional<String> inWords(BuildEvent event) {
    if (event instanceof BuildEvent.Reused reused) {
      return Optional.of(reused.stepId() + ": known");
    }
    if (event instanceof BuildEvent.Done done) {
      return Optional.of(
          done.stepId() + ": " + seconds(done.time()) + ", " + new Size(done.bytes()));
    }
    if (event instanceof BuildEvent.Finding finding) {
      String kind = finding.grave() ? "error: " : "warning: ";
      return Optional.of(kind + finding.subject() + " " + finding.text());
    }
    return Optional.empty();
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
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
    RunRecord run = requireRun();
    if (format == Format.JSON) {
      output.json(tree(run));
      return;
    }
    output.line("run " + run.id() + ": " + run.state());
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
                    seconds(step.time()),
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

  private RunRecord requireRun() {
    return history
        .last(workspace.session().name())
        .orElseThrow(
            () ->
                Fault.session(
                    "there is nothing to show",
                    "no image of this session was built here",
                    "type `build run`"));
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
    RunRecord run = requireRun();
    RunRecord.StepRecord shown =
        step.map(run::step).orElseGet(() -> run.latest().orElseThrow(BuildCommands::noLog));
    List<String> lines = lines(shown);
    if (format == Format.JSON) {
      output.json(lines);
    } else {
      lines.forEach(output::line);
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
    return planned().steps().stream().map(PlannedStep::id).map(CompletionProposal::new).toList();
  }
}
