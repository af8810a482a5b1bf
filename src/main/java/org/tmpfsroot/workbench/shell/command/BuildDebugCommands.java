package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.ExternalCommand;
import org.tmpfsroot.workbench.build.Plan;
import org.tmpfsroot.workbench.build.PlannedStep;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.build.StepState;
import org.tmpfsroot.workbench.build.Workplace;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** A build that is stopped, looked into and gone on with. */
@Noun(value = "build", about = "the image of the session, step by step")
public final class BuildDebugCommands {
  private final Builds builds;

  public BuildDebugCommands(Builds builds) {
    this.builds = builds;
  }

  @Command(
      name = {"build", "break"},
      description = "stop before a step, each time a run comes to it",
      help =
          """
          Without a step it lists where runs stop. Holds until the program is left. JSON: an array
          of objects with step.

          > build break write-iso
          > build break write-iso --off
          > build break
          """)
  public void breakBefore(
      @Argument(index = 0, description = "the step") @Values("steps") Optional<String> step,
      @Option(longName = "off", description = "stop there no longer") boolean off,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    if (step.isPresent()) {
      change(step.get(), off, output);
      return;
    }
    if (off) {
      builds.breaks().clear();
    }
    if (format == Format.TABLE && builds.breaks().isEmpty()) {
      output.line("runs stop nowhere");
      return;
    }
    Table table = Table.of("step");
    builds.breaks().forEach(table::row);
    output.show(table, format);
  }

  private void change(String step, boolean off, Output output) {
    builds.plan().indexOf(step);
    if (off) {
      builds.breaks().remove(step);
      output.line("runs do not stop before " + step);
    } else {
      builds.breaks().add(step);
      output.line("runs stop before " + step);
    }
  }

  @Command(
      name = {"build", "step"},
      description = "run the next step only, or one step or one of its scripts",
      help =
          """
          The next step is the one the last run stopped before or failed in. A step that is named
          is run again, known or not. A script of a step that runs scripts, STEP/SCRIPT, is run
          alone over a fresh tree, as often as you like; what it did is kept for build inspect and
          build shell, and used for nothing.

          > build step
          > build step write-repodata
          > build step run-build-hooks/30-brand.sh
          """)
  public void step(
      @Argument(index = 0, description = "a step, or STEP/SCRIPT") @Values("stepsAndParts")
          Optional<String> step,
      @Option(longName = "events", description = "write what happens there, as lines of JSON")
          Optional<Path> events,
      Output output) {
    Plan plan = builds.plan();
    if (step.isEmpty()) {
      RunRange range = new RunRange(Optional.empty(), Optional.of(nextStep(plan)));
      builds.go(range, target(), events, false, output);
      return;
    }
    int slash = step.get().indexOf('/');
    if (slash < 0) {
      builds.go(new RunRange(step, step), target(), events, false, output);
      return;
    }
    String stepId = step.get().substring(0, slash);
    String part = step.get().substring(slash + 1);
    List<String> parts = plan.steps().get(plan.indexOf(stepId)).step().parts();
    if (!parts.contains(part)) {
      throw Fault.usage(
          stepId + " has no script '" + part + "'",
          parts.isEmpty()
              ? "it runs none"
              : Nearest.sentence(part, parts, "it runs " + String.join(", ", parts)),
          "type `build inspect " + stepId + "`");
    }
    builds.tryPart(stepId, part, events, output);
    output.line("what it did is kept: build shell " + stepId + " looks around in it");
  }

  private String nextStep(Plan plan) {
    List<String> ids = plan.steps().stream().map(PlannedStep::id).toList();
    return builds
        .history()
        .lastOfPlan(builds.session().name())
        .flatMap(RunRecord::next)
        .map(RunRecord.StepRecord::id)
        .filter(ids::contains)
        .orElse(ids.get(0));
  }

  /** Where the last run was to put the image. */
  private Path target() {
    return builds
        .history()
        .lastOfPlan(builds.session().name())
        .flatMap(RunRecord::target)
        .orElseGet(builds::usualTarget);
  }

  @Command(
      name = {"build", "continue"},
      description = "go on with a run that stopped or was cancelled",
      help =
          """
          Past the step it stopped before, up to the next break or the end. The image goes where
          the run was to put it.

          > build continue
          > build continue --events events.jsonl
          """)
  public void goOn(
      @Option(longName = "events", description = "write what happens there, as lines of JSON")
          Optional<Path> events,
      Output output) {
    Optional<RunRecord> last = builds.history().lastOfPlan(builds.session().name());
    StepState state = last.map(RunRecord::state).orElse(StepState.WAITING);
    String step = last.flatMap(RunRecord::next).map(RunRecord.StepRecord::id).orElse("");
    if (state == StepState.FAILED) {
      throw Fault.session(
          "cannot go on", "the last run failed in " + step, "correct it, then type `build retry`");
    }
    if (state != StepState.STOPPED && state != StepState.CANCELLED) {
      throw Fault.session(
          "there is nothing to go on with",
          last.isEmpty() ? "no run of this session was begun here" : "the last run is " + state,
          "type `build run`");
    }
    Set<String> breaks = state == StepState.STOPPED ? after(step) : builds.breaks();
    builds.go(
        new RunRange(Optional.empty(), Optional.empty(), breaks), target(), events, false, output);
  }

  /** The breaks that are still ahead where the step is gone on with. */
  private Set<String> after(String step) {
    List<String> ids = builds.stepIds();
    Set<String> ahead = new TreeSet<>(builds.breaks());
    ahead.removeAll(ids.subList(0, ids.indexOf(step) + 1));
    return ahead;
  }

  @Command(
      name = {"build", "retry"},
      description = "run the step that failed again, and go on from there",
      help =
          """
          With a step: that one and all after it, known or not. The image goes where the run was
          to put it.

          > build retry
          > build retry write-repodata
          """)
  public void retry(
      @Argument(index = 0, description = "the step") @Values("steps") Optional<String> step,
      @Option(longName = "events", description = "write what happens there, as lines of JSON")
          Optional<Path> events,
      Output output) {
    Optional<RunRecord> last = builds.history().lastOfPlan(builds.session().name());
    if (step.isEmpty() && last.map(RunRecord::state).orElse(StepState.DONE) != StepState.FAILED) {
      throw Fault.session(
          "there is nothing to try again",
          last.isEmpty()
              ? "no run of this session was begun here"
              : "the last run is " + last.get().state(),
          "type `build run`, or `build retry STEP` with a step of yours");
    }
    String from =
        step.or(() -> last.flatMap(RunRecord::next).map(RunRecord.StepRecord::id)).orElse("");
    builds.go(new RunRange(step, Optional.empty(), after(from)), target(), events, false, output);
  }

  @Command(
      name = {"build", "inspect"},
      description = "show where a step works, what it takes and what it starts",
      help =
          """
          Each command is printed so that it can be pasted into a shell. JSON: an object with step,
          run, state, failure, folder (or null), log, inputs{}, scripts[], key[], commands[], each
          of these with text, command[], folder, environment{}.

          > build inspect run-build-hooks
          > build inspect stage-tree
          """)
  public void inspect(
      @Argument(index = 0, description = "the step") @Values("steps") String step,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Plan plan = builds.plan();
    PlannedStep planned = plan.steps().get(plan.indexOf(step));
    Optional<RunRecord> run = builds.history().last(builds.session().name());
    Optional<RunRecord.StepRecord> last =
        run.flatMap(r -> r.steps().stream().filter(each -> each.id().equals(step)).findFirst());
    Optional<Workplace> kept = builds.history().kept(builds.session().name(), step);
    Optional<BuildCache.Entry> known = builds.cache().find(planned);
    List<ExternalCommand> commands =
        kept.map(Workplace::commands)
            .or(() -> known.map(BuildCache.Entry::commands))
            .orElse(List.of());

    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("step", step);
    facts.put("run", run.map(RunRecord::id));
    facts.put("state", last.map(each -> each.state().toString()).orElse("never run"));
    boolean failed = last.filter(each -> each.state() == StepState.FAILED).isPresent();
    facts.put("failure", failed ? run.map(RunRecord::failure) : Optional.empty());
    facts.put(
        "folder",
        kept.map(Workplace::output)
            .or(() -> known.map(BuildCache.Entry::output))
            .map(Path::toString));
    facts.put("log", last.map(each -> each.log().toString()));
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (String from : planned.step().takesFrom()) {
      inputs.put(
          from,
          builds
              .cache()
              .find(plan.steps().get(plan.indexOf(from)))
              .map(entry -> entry.output().toString()));
    }
    facts.put("inputs", inputs);
    facts.put("scripts", planned.step().parts());
    facts.put("key", planned.key().lines());
    facts.put("commands", commands.stream().map(BuildDebugCommands::tree).toList());
    if (format == Format.JSON) {
      output.json(facts);
    } else {
      print(facts, commands, output);
    }
  }

  private static Map<String, Object> tree(ExternalCommand command) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("text", command.text());
    tree.put("command", command.command());
    tree.put("folder", command.folder().toString());
    tree.put("environment", command.environment());
    return tree;
  }

  private static void print(
      Map<String, Object> facts, List<ExternalCommand> commands, Output output) {
    List<String> lists = List.of("inputs", "scripts", "key", "commands");
    Map<String, Object> first = new LinkedHashMap<>(facts);
    first.keySet().removeAll(lists);
    first.values().removeIf(value -> value.equals(Optional.empty()));
    output.show(first, Format.TABLE);
    // lines and no table, which would cut paths that are to be copied
    Map<String, Object> inputs = new LinkedHashMap<>();
    ((Map<?, ?>) facts.getOrDefault("inputs", Map.of()))
        .forEach((from, place) -> inputs.put("takes " + from, place));
    if (!inputs.isEmpty()) {
      output.show(inputs, Format.TABLE);
    }
    List<?> scripts = (List<?>) facts.getOrDefault("scripts", List.of());
    if (!scripts.isEmpty()) {
      output.line("its scripts, in order: " + String.join(", ", words(scripts)));
    }
    if (commands.isEmpty()) {
      output.line("it started no other program");
    }
    for (ExternalCommand command : commands) {
      output.line("");
      output.verbatim(command.text());
    }
  }

  private static List<String> words(List<?> list) {
    List<String> words = new ArrayList<>();
    list.forEach(each -> words.add(String.valueOf(each)));
    return words;
  }

  @Command(
      name = {"build", "shell"},
      description = "open a shell where a step works",
      help =
          """
          The shell of your environment, in the step's folder with the step's environment: as the
          step left it when it failed, else as it would find it. Without a step: the one that
          failed or was tried last, else the one the run stopped before. Leaving the shell leads
          back here.

          > build shell
          > build shell run-build-hooks
          """)
  public void shell(
      @Argument(index = 0, description = "the step") @Values("steps") Optional<String> step,
      Output output) {
    String id = step.orElseGet(this::stepOfInterest);
    builds
        .runner()
        .look(
            builds.session().name(),
            builds.plan(),
            id,
            output.progress(),
            command -> {
              output.line("a shell in " + command.folder() + "; exit leads back");
              return output.handOver(command.command(), command.folder(), command.environment());
            },
            remote -> {
              output.line("a shell in " + remote.place() + "; exit leads back");
              return RemotePrompt.open(remote, output);
            });
  }

  private String stepOfInterest() {
    RunRecord run = builds.requireRun();
    if (run.part().isPresent()) {
      return run.latest().map(RunRecord.StepRecord::id).orElseThrow();
    }
    return run.next()
        .map(RunRecord.StepRecord::id)
        .orElseThrow(
            () ->
                Fault.session(
                    "nothing failed",
                    "every step of the last run has ended well",
                    "name the step, as in `build shell write-repodata`"));
  }

  /** Completes a step. */
  public List<CompletionProposal> steps() {
    return builds.steps();
  }

  /** Completes a step or STEP/SCRIPT. */
  public List<CompletionProposal> stepsAndParts() {
    return builds.stepsAndParts();
  }
}
