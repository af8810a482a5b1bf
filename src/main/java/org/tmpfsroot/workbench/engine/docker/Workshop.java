package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.model.StreamType;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * Where the steps of one session get their containers.
 *
 * @param addresses where a daemon is looked for
 */
record Workshop(ContainerChoices choices, DaemonAddresses addresses) {
  private static final String NO_NETWORK = "none";

  /** The daemon of the session. */
  Daemon daemon() {
    return Daemon.connect(addresses.of(choices.host()));
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

  private Container start(Daemon daemon, String step, StepRun run, String network) {
    String image = new ToolsImage(choices).on(daemon, run.progress());
    Container container = Container.start(daemon, image, Labels.ofContainer(step), network);
    run.log().line("in a container of " + daemon.product() + " at " + daemon.address().uri());
    return container;
  }

  /** Has one of the image's tools do its work, all it says going into the log. */
  void run(Container container, Command command, StepRun run) {
    run.starts(command.external());
    Ending ending =
        container.run(
            command,
            (type, line) -> run.log().line(type == StreamType.STDERR ? "stderr: " + line : line));
    if (!ending.isGood()) {
      container.keep();
      throw Fault.session(
          command.program() + " failed in the container",
          "it " + ending.inWords(),
          "type `build log`, or `build shell` to look at what it found");
    }
  }
}
