package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;

/**
 * Where the steps of one session get their containers.
 *
 * @param addresses where a daemon is looked for
 */
record Workshop(ContainerChoices choices, DaemonAddresses addresses) {
  /** The file in a step's scratch folder with the id of the container that was kept. */
  private static final String KEPT = "container";

  private static final String NO_NETWORK = "none";

  /** The daemon of the session. */
  Daemon daemon() {
    return addresses.connect(choices.host());
  }

  /** What the work done here depends on besides its inputs. */
  String identity() {
    return new ToolsImage(choices).identity();
  }

  /** A container that must not fetch anything. */
  Container container(Daemon daemon, String step, StepRun run) {
    return start(daemon, step, run, NO_NETWORK);
  }

  /** A container with a network. */
  Container fetchingContainer(Daemon daemon, String step, StepRun run) {
    return start(daemon, step, run, choices.network());
  }

  /** One for work that is no step's. */
  Container container(Daemon daemon, String purpose, Progress progress) {
    String image = new ToolsImage(choices).on(daemon, progress);
    return Container.start(daemon, image, Labels.ofContainer(purpose), NO_NETWORK);
  }

  private Container start(Daemon daemon, String step, StepRun run, String network) {
    Remains.sweep(daemon);
    String image = new ToolsImage(choices).on(daemon, run.progress());
    run.log().line("in a container of " + daemon.product() + " at " + daemon.address().uri());
    return Container.start(
        daemon, image, Labels.ofContainer(step, run.scratch().resolve(KEPT)), network);
  }

  /** Has one of the image's tools do its work, all it says going into the log. */
  void run(Container container, Command command, StepRun run) throws IOException {
    run.starts(command.external());
    Ending ending =
        container.run(
            command,
            (type, line) -> run.log().line(type == StreamType.STDERR ? "stderr: " + line : line));
    if (!ending.isGood()) {
      keep(container, run);
      throw Fault.session(
          command.program() + " failed in the container",
          "it " + ending.inWords(),
          "type `build log`, or `build shell` to look at what it found");
    }
  }

  /** Leaves a container to be looked into. */
  static void keep(Container container, StepRun run) throws IOException {
    Files.writeString(run.scratch().resolve(KEPT), container.id());
    container.keep();
  }

  /** The id of the container that was left; empty where none was. */
  static Optional<String> kept(StepRun run) throws IOException {
    Path kept = run.scratch().resolve(KEPT);
    return Files.exists(kept) ? Optional.of(Files.readString(kept)) : Optional.empty();
  }
}
