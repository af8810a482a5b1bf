package org.tmpfsroot.workbench.engine.docker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.build.Engine;
import org.tmpfsroot.workbench.build.Outlook;
import org.tmpfsroot.workbench.build.Plan;
import org.tmpfsroot.workbench.build.PlannedStep;
import org.tmpfsroot.workbench.build.Remnant;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.ToolHost;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.lock.LockRequest;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.EngineChoice;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageRequest;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.session.SettingKeys;
import org.tmpfsroot.workbench.session.Settings;
import org.tmpfsroot.workbench.step.FetchPackages;
import org.tmpfsroot.workbench.step.PackInstallfs;
import org.tmpfsroot.workbench.step.RunBuildHooks;
import org.tmpfsroot.workbench.step.WriteIso;
import org.tmpfsroot.workbench.step.WriteRepodata;

/**
 * The embedded engine's plan, with the work of those steps in containers for which the session says
 * so: all that the distribution has tools for, or single ones.
 */
public final class DockerEngine implements Engine, ToolHost {
  /** The steps for which the distribution has tools. */
  private static final List<String> STEPS =
      List.of(FetchPackages.ID, PackInstallfs.ID, RunBuildHooks.ID, WriteRepodata.ID, WriteIso.ID);

  private static final String SETTING_PREFIX = "engine.";

  private final Engine embedded;
  private final DaemonAddresses addresses;
  private final RepositoryReader reader;
  private final Resolvers resolvers;

  /**
   * @param embedded makes the plan
   * @param environment where a daemon may be named
   * @param home the user's home folder
   */
  public DockerEngine(
      Engine embedded,
      RepositoryReader reader,
      Resolvers resolvers,
      Map<String, String> environment,
      Path home) {
    this.embedded = embedded;
    this.reader = reader;
    this.resolvers = resolvers;
    this.addresses = new DaemonAddresses(environment, home);
  }

  @Override
  public Plan plan(ImageSession session) {
    refuseOthers(session.settings());
    Plan plan = embedded.plan(session);
    if (plan.steps().stream().noneMatch(step -> isInContainer(step.id(), session))) {
      return plan;
    }
    Workshop workshop = workshop(session);
    List<Step> steps = new ArrayList<>();
    for (PlannedStep planned : plan.steps()) {
      Optional<ContainerWork> work =
          isInContainer(planned.id(), session) ? work(planned.step()) : Optional.empty();
      steps.add(
          work.<Step>map(found -> new ContainerStep(planned.step(), found, workshop))
              .orElse(planned.step()));
    }
    return Plan.of(steps, plan.product());
  }

  @Override
  public Outlook outlook(ImageSession session, Map<String, Long> known, Progress progress) {
    Map<String, Long> settled = new LinkedHashMap<>(known);
    boolean hooksElsewhere =
        session.files().of(FileKind.BUILD_HOOKS).isPresent()
            && !known.containsKey(RunBuildHooks.ID)
            && isInContainer(RunBuildHooks.ID, session);
    if (hooksElsewhere) {
      // what runs a script in a container need not be on this machine
      settled.put(RunBuildHooks.ID, 0L);
    }
    Outlook outlook = embedded.outlook(session, settled, progress);
    List<Outlook.Obstacle> obstacles = new ArrayList<>(outlook.obstacles());
    if (STEPS.stream().anyMatch(step -> !known.containsKey(step) && isInContainer(step, session))) {
      try {
        describe(session);
      } catch (Fault fault) {
        obstacles.add(new Outlook.Obstacle(fault.what(), fault.why(), fault.next()));
      }
    }
    long tree = hooksElsewhere ? outlook.product() : 0;
    return new Outlook(outlook.bytes() + tree, outlook.product(), obstacles);
  }

  private static boolean isInContainer(String step, ImageSession session) {
    EngineChoice.Kind usual = session.engine().kind();
    return session
        .settings()
        .find(SettingKeys.engineOfStep(step))
        .map(EngineChoice.Kind::parse)
        .orElse(usual)
        .equals(EngineChoice.Kind.DOCKER);
  }

  private static void refuseOthers(Settings settings) {
    for (String name : settings.chosen().keySet()) {
      if (name.startsWith(SETTING_PREFIX)) {
        String step = name.substring(SETTING_PREFIX.length());
        boolean wanted = EngineChoice.Kind.DOCKER.toString().equals(settings.chosen().get(name));
        if (wanted && !STEPS.contains(step)) {
          throw Fault.session(
              "cannot run the step " + step + " in a container",
              Nearest.sentence(step, STEPS, "those that can be are " + String.join(", ", STEPS)),
              "type `setting unset " + name + "`");
        }
      }
    }
  }

  private Workshop workshop(ImageSession session) {
    return new Workshop(ContainerChoices.of(session), addresses);
  }

  @Override
  public String describe(ImageSession session) {
    try (Daemon daemon = workshop(session).daemon()) {
      return daemon.product() + ", at " + daemon.address();
    }
  }

  @Override
  public ImageSession resolve(ImageSession session, boolean closure, Progress progress) {
    LockRequest request = PackageRequest.of(session);
    return session.withLock(
        new DnfResolver(reader, resolvers)
            .resolve(
                request.withPolicy(request.policy().withClosure(closure)),
                PackageSources.of(session),
                workshop(session),
                progress));
  }

  @Override
  public boolean isUsed(ImageSession session) {
    return STEPS.stream().anyMatch(step -> isInContainer(step, session));
  }

  @Override
  public List<Remnant> clear(ImageSession session, boolean dryRun) {
    try (Daemon daemon = workshop(session).daemon()) {
      Remains remains = Remains.on(daemon);
      if (!dryRun) {
        remains.clear(daemon);
      }
      return remains.all();
    }
  }

  private Optional<ContainerWork> work(Step step) {
    if (step instanceof FetchPackages fetching) {
      return Optional.of(new FetchPackagesByDnf(fetching, reader));
    }
    if (step instanceof PackInstallfs packing) {
      return Optional.of(new PackInstallfsInContainer(packing));
    }
    if (step instanceof RunBuildHooks running) {
      return Optional.of(new RunBuildHooksInContainer(running));
    }
    if (step instanceof WriteRepodata writing) {
      return Optional.of(new WriteRepodataByCreaterepo(writing));
    }
    if (step instanceof WriteIso writing) {
      return Optional.of(new WriteIsoByXorriso(writing));
    }
    return Optional.empty();
  }
}
