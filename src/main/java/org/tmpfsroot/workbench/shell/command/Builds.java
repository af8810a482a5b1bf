package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.BuildEvent;
import org.tmpfsroot.workbench.build.Engine;
import org.tmpfsroot.workbench.build.EventFile;
import org.tmpfsroot.workbench.build.FreshBuild;
import org.tmpfsroot.workbench.build.Outlook;
import org.tmpfsroot.workbench.build.Plan;
import org.tmpfsroot.workbench.build.PlannedStep;
import org.tmpfsroot.workbench.build.Preflight;
import org.tmpfsroot.workbench.build.Publication;
import org.tmpfsroot.workbench.build.RunHistory;
import org.tmpfsroot.workbench.build.RunOutcome;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.build.RunRequest;
import org.tmpfsroot.workbench.build.Runner;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.ImageTarget;
import org.tmpfsroot.workbench.session.SessionChecks;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** Building, as the commands of {@code build} share it. */
public final class Builds {
  private final Workspace workspace;
  private final Engine engine;
  private final Runner runner;
  private final BuildCache cache;
  private final RunHistory history;
  private final Map<String, Set<String>> breaks = new LinkedHashMap<>();
  private Optional<Named> named = Optional.empty();

  /** The steps of a session's plan, for their names. */
  private record Named(ImageSession session, List<Step> steps) {}

  public Builds(
      Workspace workspace, Engine engine, Runner runner, BuildCache cache, RunHistory history) {
    this.workspace = workspace;
    this.engine = engine;
    this.runner = runner;
    this.cache = cache;
    this.history = history;
  }

  ImageSession session() {
    return workspace.session();
  }

  Runner runner() {
    return runner;
  }

  BuildCache cache() {
    return cache;
  }

  RunHistory history() {
    return history;
  }

  /** Refuses what cannot be built as it stands, but for a lock that is missing. */
  Plan plan() {
    return engine.plan(session());
  }

  /** Refuses a session without a lock, too. */
  private Plan planToRun() {
    if (session().lock().isEmpty()) {
      SessionChecks.requireBuildable(session());
    }
    return plan();
  }

  /** The steps at which the open session's runs stop; the caller may change it. */
  Set<String> breaks() {
    return breaks.computeIfAbsent(session().name(), name -> new TreeSet<>());
  }

  /** The last run, of the plan or of a part of a step. */
  RunRecord requireRun() {
    return history
        .last(session().name())
        .orElseThrow(
            () ->
                Fault.session(
                    "there is nothing to show",
                    "no image of this session was built here",
                    "type `build run`"));
  }

  Path usualTarget() {
    return Path.of(session().name() + ".iso");
  }

  /**
   * Runs steps of the plan, and puts the image in its place when all have ended.
   *
   * @param events the file for {@link EventFile}
   * @param annotations whether findings are told as annotations, too
   */
  void go(RunRange range, Path file, Optional<Path> events, boolean annotations, Output output) {
    Path target = file.toAbsolutePath().normalize();
    Publication.checkTarget(target);
    ImageTarget.require(session(), target);
    Plan plan = planToRun();
    RunRequest request = RunRequest.of(session().name(), plan).withRange(range).withTarget(target);
    requireClearWay(cache, plan, target, "build run", output);
    RunOutcome outcome = told(runner, request, events, annotations, output::line, output);
    Optional<Publication> publication = outcome.publication();
    if (publication.isPresent()) {
      List<Path> beside = publication.get().publish(target, output.progress());
      workspace.noteBuilt(session());
      output.line(
          "wrote "
              + target
              + ", "
              + new Size(target.toFile().length())
              + ", "
              + publication.get().digest());
      output.line(
          "beside it "
              + beside.stream()
                  .map(each -> each.getFileName().toString())
                  .collect(Collectors.joining(", ")));
    }
  }

  /**
   * An image that was built.
   *
   * @param digest its SHA-256
   */
  record Image(Path file, Digest digest) {}

  /**
   * Builds the session's image once more, from no step's output that is kept.
   *
   * @param fresh holds it as long as that is open
   * @param loud whether the steps are told as part of the command's output
   */
  Image anew(FreshBuild fresh, Optional<Path> events, boolean loud, Output output) {
    Plan plan = planToRun().upToProduct();
    requireClearWay(
        fresh.cache(), plan, fresh.resolve(plan.product().file()), "build verify FILE", output);
    Consumer<String> say = loud ? output::line : line -> {};
    RunOutcome outcome;
    try {
      RunRequest request = RunRequest.of(session().name(), plan);
      outcome = told(fresh.runner(), request, events, false, say, output);
    } catch (Fault fault) {
      // nothing is left here to be looked into
      throw fault.exitCode() == ExitCode.SESSION
          ? fault.withNext("type `build run`, which fails like this and can be looked into")
          : fault;
    }
    return new Image(outcome.product().orElseThrow(), outcome.productDigest().orElseThrow());
  }

  private void requireClearWay(
      BuildCache place, Plan plan, Path target, String again, Output output) {
    List<Outlook.Obstacle> obstacles =
        new Preflight(place, engine).of(session(), plan, target, output.progress());
    if (obstacles.size() == 1) {
      Outlook.Obstacle only = obstacles.get(0);
      throw Fault.world(only.what(), only.why(), only.next());
    }
    if (!obstacles.isEmpty()) {
      Table table = Table.of("what", "why", "next").inFull();
      obstacles.forEach(each -> table.row(each.what(), each.why(), each.next()));
      output.show(table, Format.TABLE);
      throw Fault.world(
          "the build cannot begin",
          obstacles.size() + " things stand in its way, all of them above",
          "put them right, then type `" + again + "`");
    }
  }

  /** Tries one part of a step. */
  void tryPart(String stepId, String part, Optional<Path> events, Output output) {
    RunRequest request = RunRequest.of(session().name(), planToRun()).withPart(stepId, part);
    told(runner, request, events, false, output::line, output);
  }

  private RunOutcome told(
      Runner by,
      RunRequest request,
      Optional<Path> events,
      boolean annotations,
      Consumer<String> say,
      Output output) {
    Annotations notes = Annotations.of(annotations, workspace);
    Consumer<BuildEvent> words =
        event -> {
          inWords(event).ifPresent(say);
          if (event instanceof BuildEvent.Finding finding) {
            notes.add(finding.subject(), finding.text(), finding.grave(), output);
          }
        };
    if (events.isEmpty()) {
      return by.run(request, words, output.progress());
    }
    try (EventFile file = EventFile.create(events.get(), Clock.systemUTC())) {
      Progress progress = file.telling(output.progress());
      return by.run(request, words.andThen(file), progress);
    }
  }

  private static Optional<String> inWords(BuildEvent event) {
    if (event instanceof BuildEvent.Reused reused) {
      return Optional.of(reused.stepId() + ": known");
    }
    if (event instanceof BuildEvent.Done done) {
      return Optional.of(
          done.stepId() + ": " + seconds(done.time()) + ", " + new Size(done.bytes()));
    }
    if (event instanceof BuildEvent.Stopped stopped) {
      return Optional.of("stopped before " + stopped.stepId());
    }
    if (event instanceof BuildEvent.Finding finding) {
      String kind = finding.grave() ? "error: " : "warning: ";
      return Optional.of(kind + finding.subject() + " " + finding.text());
    }
    return Optional.empty();
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  /** The names of the plan's steps. */
  List<String> stepIds() {
    return plan().steps().stream().map(PlannedStep::id).toList();
  }

  /** Completes a step. */
  List<CompletionProposal> steps() {
    return named().steps().stream()
        .map(step -> new CompletionProposal(step.id()).description(step.title()))
        .toList();
  }

  /** Completes a step or one of its parts, {@code STEP/PART}. */
  List<CompletionProposal> stepsAndParts() {
    List<CompletionProposal> names = new ArrayList<>();
    // scripts come and go while a session stays as it is
    for (Step step : plan().steps().stream().map(PlannedStep::step).toList()) {
      names.add(new CompletionProposal(step.id()).description(step.title()));
      step.parts().forEach(part -> names.add(new CompletionProposal(step.id() + "/" + part)));
    }
    return names;
  }

  /** A plan digests all that goes into it, which for one key pressed would take too long twice. */
  private Named named() {
    ImageSession session = session();
    if (named.filter(last -> last.session().equals(session)).isEmpty()) {
      named =
          Optional.of(new Named(session, plan().steps().stream().map(PlannedStep::step).toList()));
    }
    return named.orElseThrow();
  }
}
