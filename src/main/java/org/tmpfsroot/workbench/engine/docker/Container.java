package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;

/**
 * A container at work: its first process only waits, and what is to be done is started beside it,
 * so that it is still there to be looked into when that has failed. Root in it has no rights but
 * over files.
 */
final class Container implements AutoCloseable {
  /** Where everything in a container is that is ours. */
  static final String WORK = "work";

  /** Does the last command once more, for who looks into a failed one. */
  static final String AGAIN = "/" + WORK + "/again";

  private static final long LOOK_MILLIS = 50;
  private static final long TO_END_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Daemon daemon;
  private final String id;
  private boolean kept;

  private Container(Daemon daemon, String id) {
    this.daemon = daemon;
    this.id = id;
  }

  /**
   * Makes and starts one.
   *
   * @param network the daemon's name of it; {@code none} for no network
   * @throws Fault (world) when the daemon cannot
   */
  static Container start(Daemon daemon, String image, Map<String, String> labels, String network) {
    String made =
        daemon.ask(
            "make a container from " + image,
            () ->
                daemon
                    .client()
                    .createContainerCmd(image)
                    .withEntrypoint("sleep")
                    .withCmd("infinity")
                    .withLabels(labels)
                    .withHostConfig(limits(network))
                    .exec()
                    .getId());
    Container container = new Container(daemon, made);
    try {
      daemon.tell(
          "start a container from " + image, () -> daemon.client().startContainerCmd(made).exec());
      return container;
    } catch (Fault | Cancelled e) {
      container.close();
      throw e;
    }
  }

  /**
   * Starts one that was kept, to be kept again.
   *
   * @throws Fault (session) when it is not there any more
   */
  static Container again(Daemon daemon, String id) {
    try {
      daemon.client().inspectContainerCmd(id).exec();
    } catch (NotFoundException e) {
      throw Fault.session(
              "there is nothing to look into",
              "the container " + id + " was removed",
              "type `build retry`")
          .causedBy(e);
    }
    daemon.tell("start the container again", () -> daemon.client().startContainerCmd(id).exec());
    Container container = new Container(daemon, id);
    container.keep();
    return container;
  }

  private static HostConfig limits(String network) {
    return HostConfig.newHostConfig()
        .withNetworkMode(network)
        .withCapDrop(Capability.ALL)
        .withCapAdd(Capability.CHOWN, Capability.DAC_OVERRIDE, Capability.FOWNER)
        .withSecurityOpts(List.of("no-new-privileges"));
  }

  String id() {
    return id;
  }

  /** Lays a tree down at {@code /work/NAME}. */
  void put(String name, IsoTree tree, Instant date, Progress progress) {
    TarSource source = new TarSource(WORK + "/" + name, tree, date);
    try (Progress.Task task = progress.begin("copying into the container", source.size());
        InputStream tar = source.open(task)) {
      daemon.tell(
          "copy files into the container",
          () ->
              daemon
                  .client()
                  .copyArchiveToContainerCmd(id)
                  .withRemotePath("/")
                  .withTarInputStream(tar)
                  .exec());
    } catch (IOException e) {
      throw new IllegalStateException("a stream of parts is always closed", e);
    }
  }

  /** Takes all below a folder of the container. */
  void take(String path, Path folder, Progress progress) throws IOException {
    try (Progress.Task task = progress.begin("copying out of the container", -1);
        InputStream tar = archive(path)) {
      new TarTarget(folder).unpack(tar, task);
    }
  }

  /** Takes one file of the container. */
  void takeFile(String path, Path folder, String name, Progress progress) throws IOException {
    try (Progress.Task task = progress.begin("copying out of the container", -1);
        InputStream tar = archive(path)) {
      new TarTarget(folder).unpackFile(tar, name, task);
    }
  }

  private InputStream archive(String path) {
    return daemon.ask(
        "copy " + path + " out of the container",
        () -> daemon.client().copyArchiveFromContainerCmd(id, path).exec());
  }

  /**
   * Runs a program to its end, to its time limit, or until the thread is interrupted.
   *
   * @param said is told each line and on which output it came
   * @throws Fault (world) when the container or the daemon ended meanwhile
   */
  Ending run(Command command, BiConsumer<StreamType, String> said) {
    leaveScript(command);
    String exec =
        daemon.ask(
            "run " + command.program(),
            () ->
                daemon
                    .client()
                    .execCreateCmd(id)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .withWorkingDir(command.external().folder().toString())
                    .withEnv(variables(command.external().environment()))
                    .withCmd(command.external().command().toArray(String[]::new))
                    .exec()
                    .getId());
    OutputLines lines = new OutputLines(said);
    return daemon.ask(
        "run " + command.program(),
        () -> {
          daemon.client().execStartCmd(exec).exec(lines);
          boolean ended = awaitEnd(lines, command);
          return new Ending(ended ? exitStatus(exec) : Ending.TOO_LATE, lines.lastLines());
        });
  }

  /** As a daemon wants them, {@code NAME=VALUE}. */
  static List<String> variables(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  private void leaveScript(Command command) {
    IsoTree script = new IsoTree();
    script.program(
        AGAIN.substring(AGAIN.lastIndexOf('/') + 1),
        IsoContent.ofBytes(command.script().getBytes(StandardCharsets.UTF_8)));
    TarSource source = new TarSource(WORK, script, Instant.EPOCH);
    daemon.tell(
        "copy files into the container",
        () ->
            daemon
                .client()
                .copyArchiveToContainerCmd(id)
                .withRemotePath("/")
                .withTarInputStream(source.open(amount -> {}))
                .exec());
  }

  private static boolean awaitEnd(OutputLines lines, Command command) {
    try {
      return lines.awaitCompletion(command.limit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }

  /** A stream that broke looks like one that ended, so the container has the last word. */
  int exitStatus(String exec) {
    long end = System.nanoTime() + TO_END_NANOS;
    while (true) {
      InspectExecResponse state = daemon.client().inspectExecCmd(exec).exec();
      Long status = state.getExitCodeLong();
      if (!isRunning()) {
        throw Fault.world(
            "the container " + id.substring(0, 12) + " was ended",
            "somebody killed it, or the memory was not enough",
            "type `build run` again: the steps that are done stay done");
      }
      if (status != null && !Boolean.TRUE.equals(state.isRunning())) {
        return status.intValue();
      }
      if (System.nanoTime() > end) {
        throw daemon.lost("hear how a program ended", "its output broke off");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }

  private boolean isRunning() {
    return Boolean.TRUE.equals(
        daemon.client().inspectContainerCmd(id).exec().getState().getRunning());
  }

  /** It will be stopped and not removed when it is closed. */
  void keep() {
    kept = true;
  }

  /** Ends whatever runs in it, also where the thread is interrupted. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      if (kept) {
        daemon.client().killContainerCmd(id).exec();
      } else {
        daemon.client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
      }
    } catch (NotFoundException e) {
      // somebody was faster
    } catch (RuntimeException e) {
      // the daemon is gone, which who used the container has met too
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
