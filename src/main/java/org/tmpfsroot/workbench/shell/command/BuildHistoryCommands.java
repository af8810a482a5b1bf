package org.tmpfsroot.workbench.shell.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.build.CacheCleaner;
import org.tmpfsroot.workbench.build.FreshBuild;
import org.tmpfsroot.workbench.build.Remnant;
import org.tmpfsroot.workbench.build.RunComparison;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.build.StepState;
import org.tmpfsroot.workbench.build.ToolHost;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** What earlier builds did, and what they left. */
@Noun(value = "build", about = "the image of the session, step by step")
public final class BuildHistoryCommands {
  private final Builds builds;
  private final Workspace workspace;
  private final ToolHost tools;

  public BuildHistoryCommands(Builds builds, Workspace workspace, ToolHost tools) {
    this.builds = builds;
    this.workspace = workspace;
    this.tools = tools;
  }

  @Command(
      name = {"build", "history"},
      description = "list the runs of this session, the last one first",
      help =
          """
          The last twenty are kept. SIZE is what its steps gave, DID how many of them worked. JSON:
          an array of objects with run, began, state, milliseconds, bytes, worked, steps, script
          (or null), failure.

          > build history
          """)
  public void history(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    if (format == Format.TABLE) {
      Table table = Table.of("run", "state", "time", "size", "did", "failure");
      for (RunRecord run : runs()) {
        String did = worked(run) + " of " + run.steps().size();
        String part = run.part().map(name -> " (" + name + ")").orElse("");
        table.row(
            run.id(),
            run.state() + part,
            Builds.seconds(run.took()),
            new Size(bytes(run)),
            did,
            run.failure());
      }
      output.show(table, format);
      return;
    }
    Table table =
        Table.of(
            "run",
            "began",
            "state",
            "milliseconds",
            "bytes",
            "worked",
            "steps",
            "script",
            "failure");
    for (RunRecord run : runs()) {
      table.row(
          run.id(),
          run.began().toString(),
          run.state().toString(),
          run.took().toMillis(),
          bytes(run),
          worked(run),
          run.steps().size(),
          run.part(),
          run.failure());
    }
    output.show(table, format);
  }

  private List<RunRecord> runs() {
    return builds.history().of(builds.session().name());
  }

  private static long bytes(RunRecord run) {
    return run.steps().stream().mapToLong(RunRecord.StepRecord::bytes).sum();
  }

  private static int worked(RunRecord run) {
    return (int) run.steps().stream().filter(step -> step.state() == StepState.DONE).count();
  }

  @Command(
      name = {"build", "diff"},
      description = "show what differs between the last run and an earlier one",
      help =
          """
          In what its steps took, gave and said, and how long they worked. Without a run: the last
          one before it that ended well, else the one before it. JSON: an array of objects with
          step, what (state, input, output, file, log, time), before, after (empty where there is
          nothing).

          > build diff
          > build diff 20260102-030405-000
          """)
  public void diff(
      @Argument(index = 0, description = "the earlier run, as build history names it")
          @Values("runIds")
          Optional<String> run,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    List<RunRecord> runs = runs().stream().filter(each -> each.part().isEmpty()).toList();
    RunRecord now = builds.requireRun();
    if (runs.size() < 2 && run.isEmpty()) {
      throw Fault.session(
          "there is nothing to compare with", "the session was built once", "type `build history`");
    }
    if (!runs.isEmpty()) {
      now = runs.get(0);
    }
    RunRecord before = run.map(id -> named(id, runs)).orElseGet(() -> lastGood(runs));
    List<RunComparison.Difference> differences = RunComparison.between(before, now);
    if (format == Format.TABLE) {
      output.line("from run " + before.id() + " (" + before.state() + ") to run " + now.id());
      if (differences.isEmpty()) {
        output.line("no difference");
        return;
      }
    }
    Table table = Table.of("step", "what", "before", "after");
    differences.forEach(each -> table.row(each.stepId(), each.what(), each.before(), each.after()));
    output.show(table, format);
  }

  private static RunRecord lastGood(List<RunRecord> runs) {
    List<RunRecord> earlier = runs.subList(1, runs.size());
    return earlier.stream()
        .filter(run -> run.state() == StepState.DONE)
        .findFirst()
        .orElse(earlier.get(0));
  }

  private static RunRecord named(String id, List<RunRecord> runs) {
    List<String> ids = runs.stream().map(RunRecord::id).toList();
    return runs.stream()
        .filter(run -> run.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.usage(
                    "there is no run '" + id + "'",
                    Nearest.sentence(id, ids, "no run is called so"),
                    "type `build history`"));
  }

  @Command(
      name = {"build", "clean"},
      description = "remove kept outputs of steps",
      help =
          """
          Of all sessions; what a run that goes on has used stays. They are made anew when they
          are needed. Downloaded files stay. With --all, where steps of the open session work in
          containers, what engine clean removes from the daemon goes, too. JSON: an array of objects
          with step, folder, used, bytes, for the outputs.

          > build clean --older 30d
          > build clean --all --dry-run
          """)
  public void clean(
      @Option(longName = "older", description = "what was not of use for that long: 30d, 12h")
          Optional<String> older,
      @Option(longName = "all", description = "all of it, and what failed steps left") boolean all,
      @Option(longName = "dry-run", description = "only say what would be removed") boolean dryRun,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    if (older.isPresent() == all) {
      throw Fault.usage(
          "cannot tell what to remove",
          all ? "--older and --all contradict each other" : "neither --older nor --all is there",
          "type `build clean --older 30d` or `build clean --all`");
    }
    Instant then = older.map(text -> Instant.now().minus(age(text))).orElse(Instant.MAX);
    CacheCleaner cleaner = new CacheCleaner(builds.cache());
    List<CacheCleaner.Kept> found = cleaner.unusedSince(then);
    List<CacheCleaner.Kept> gone = dryRun ? found : cleaner.remove(found);
    if (all && !dryRun) {
      builds.history().clearAll();
      FreshBuild.clearAway(builds.cache(), Clock.systemUTC());
    }
    if (format == Format.JSON || dryRun) {
      Table table = Table.of("step", "folder", "used", "bytes");
      gone.forEach(
          each ->
              table.row(
                  each.stepId(),
                  each.folder().toString(),
                  each.used().toString(),
                  new Size(each.bytes())));
      output.show(table, format);
    }
    if (format == Format.TABLE) {
      long bytes = gone.stream().mapToLong(CacheCleaner.Kept::bytes).sum();
      String did = dryRun ? "would remove " : "removed ";
      output.line(did + gone.size() + " outputs of steps, " + new Size(bytes));
    }
    // last, since a daemon that does not answer must not keep the rest from going
    Optional<ImageSession> contained = workspace.current().filter(tools::isUsed);
    if (all && contained.isPresent()) {
      List<Remnant> remnants = tools.clear(contained.get(), dryRun);
      if (format == Format.TABLE) {
        RemnantLines.print(remnants, dryRun, output);
      }
    }
  }

  private static Duration age(String text) {
    if (text.matches("\\d{1,5}d")) {
      return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
    }
    if (text.matches("\\d{1,6}h")) {
      return Duration.ofHours(Long.parseLong(text.substring(0, text.length() - 1)));
    }
    throw Fault.usage(
        "'" + text + "' is not an age",
        "it is not a number of days or hours",
        "write days as 30d, hours as 12h");
  }

  /** Completes a run. */
  public List<CompletionProposal> runIds() {
    return runs().stream().map(RunRecord::id).map(CompletionProposal::new).toList();
  }
}
