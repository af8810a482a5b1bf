package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.Plan;
import org.tmpfsroot.workbench.build.PlannedStep;
import org.tmpfsroot.workbench.build.RunOutcome;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.kickstart.Kickstart;
import org.tmpfsroot.workbench.report.BuildReport;
import org.tmpfsroot.workbench.session.ExpectedUnits;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.KickstartTranslation;
import org.tmpfsroot.workbench.session.SessionChecks;
import org.tmpfsroot.workbench.session.SessionFit;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;

/** The last build on a page. */
@Noun(value = "build", about = "the image of the session, step by step")
public final class BuildReportCommands {
  private static final int MOST_LINES = 500;

  /** What is shown of a session's facts: what they are called, here and there. */
  private static final Map<String, String> CHOSEN = chosen();

  private final Builds builds;

  public BuildReportCommands(Builds builds) {
    this.builds = builds;
  }

  private static Map<String, String> chosen() {
    Map<String, String> chosen = new LinkedHashMap<>();
    for (String name : List.of("release", "arch", "base", "mirror", "repositories")) {
      chosen.put(name, name);
    }
    chosen.put("packages", "asked for");
    chosen.put("excludes", "excluded");
    chosen.put("mainDisk", "installed to");
    for (String name : List.of("settings", "users", "files", "engine")) {
      chosen.put(name, name);
    }
    return chosen;
  }

  @Command(
      name = {"build", "report"},
      description = "write a page about the last run: what went in, what was done, what came out",
      help =
          """
          One HTML file that needs nothing else, no network and no script: packages by their sizes,
          partitions to scale, steps in their time with what they said, checks, digests, and the
          kickstart with the origin of each line. Crypted passwords are left out. The same run gives
          the same file. A run that failed has a page, too; when the session was changed after the
          run it has none until it is built again.

          > build report gateway.html
          > build report pages/gateway-44.html
          """)
  public void report(@Argument(index = 0, description = "the page") Path file, Output output) {
    ImageSession session = builds.session();
    Plan plan = builds.plan();
    RunRecord run = builds.history().lastOfPlan(session.name()).orElseGet(builds::requireRun);
    requireSame(plan, run);
    Path target = Editing.absolute(file);
    BuildReport report =
        new BuildReport(
            session.name(),
            facts(session),
            run,
            logs(run),
            session.lock().orElseThrow(() -> changed("it has no lock any more")),
            SessionFit.of(session),
            Kickstart.render(KickstartTranslation.of(session, ExpectedUnits.of(session))),
            SessionChecks.of(session).stream()
                .map(each -> new BuildReport.Judged(each, SessionChecks.stops(session, each)))
                .toList(),
            SessionChecks.known().size(),
            inputs(plan),
            outputs(plan, run));
    AtomicFile.write(target, report.html().getBytes(StandardCharsets.UTF_8));
    output.line("the page on run " + run.id() + " is in " + target);
  }

  private static void requireSame(Plan plan, RunRecord run) {
    List<String> now = plan.steps().stream().map(each -> each.key().text()).toList();
    List<String> then = run.steps().stream().map(each -> each.key().text()).toList();
    if (!now.equals(then)) {
      throw changed(
          plan.steps().stream()
              .filter(step -> !then.contains(step.key().text()))
              .map(step -> step.id() + " would take something else now")
              .findFirst()
              .orElse("its steps are others now"));
    }
  }

  private static Fault changed(String how) {
    return Fault.session(
        "cannot tell of the last run",
        "the session was changed after it: " + how,
        "type `build run`, or see `build plan --why`");
  }

  private static Map<String, String> facts(ImageSession session) {
    Map<String, Object> all = SessionFacts.of(session, Optional.empty(), false);
    Map<String, String> facts = new LinkedHashMap<>();
    CHOSEN.forEach(
        (name, words) -> {
          String text = text(all.getOrDefault(name, ""));
          if (!text.isEmpty()) {
            facts.put(words, text);
          }
        });
    return facts;
  }

  private static String text(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(Object::toString).orElse("");
    }
    return value instanceof List<?> list
        ? list.stream().map(Object::toString).collect(Collectors.joining(", "))
        : value.toString();
  }

  private static Map<String, List<String>> logs(RunRecord run) {
    Map<String, List<String>> logs = new LinkedHashMap<>();
    for (RunRecord.StepRecord step : run.steps()) {
      try {
        List<String> lines = Files.readAllLines(step.log());
        logs.put(step.id(), lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
      } catch (NoSuchFileException e) {
        // it did not come to this step, or its output is no longer kept
      } catch (IOException e) {
        throw AtomicFile.cannotRead(step.log(), e);
      }
    }
    return logs;
  }

  private Optional<Path> image(Plan plan) {
    return product(plan)
        .map(entry -> entry.output().resolve(plan.product().file()))
        .filter(Files::isRegularFile);
  }

  private Optional<BuildCache.Entry> product(Plan plan) {
    PlannedStep step = plan.steps().get(plan.indexOf(plan.product().stepId()));
    return builds.cache().find(step);
  }

  /** What the image says of itself. */
  private List<BuildReport.Part> inputs(Plan plan) {
    Optional<Path> image = image(plan);
    if (image.isEmpty()) {
      return List.of();
    }
    List<BuildReport.Part> parts = new ArrayList<>();
    try (IsoImage opened = IsoImage.open(image.get())) {
      MediumInputs.of(opened)
          .ifPresent(
              inputs -> {
                parts.add(new BuildReport.Part("the installer image", "", inputs.base()));
                inputs
                    .files()
                    .forEach(
                        (path, file) ->
                            parts.add(
                                new BuildReport.Part(
                                    path, new Size(file.size()).toString(), file.digest())));
              });
    } catch (IOException e) {
      throw AtomicFile.cannotRead(image.get(), e);
    }
    return parts;
  }

  private List<BuildReport.Part> outputs(Plan plan, RunRecord run) {
    List<BuildReport.Part> parts = new ArrayList<>();
    product(plan)
        .ifPresent(
            entry -> {
              String size =
                  image(plan).map(file -> new Size(file.toFile().length()).toString()).orElse("");
              new RunOutcome(plan, Map.of(plan.product().stepId(), entry))
                  .productDigest()
                  .ifPresent(
                      digest ->
                          parts.add(new BuildReport.Part("the image", size, digest.toString())));
            });
    for (RunRecord.StepRecord step : run.steps()) {
      step.output()
          .ifPresent(
              digest ->
                  parts.add(
                      new BuildReport.Part(
                          "all that " + step.id() + " gave",
                          new Size(step.bytes()).toString(),
                          digest.toString())));
    }
    return parts;
  }
}
