package org.tmpfsroot.workbench.shell.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.build.ToolHost;
import org.tmpfsroot.workbench.session.EngineChoice;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;

/** What runs the build steps. */
@Noun(value = "engine", about = "what runs the build steps")
public final class EngineCommands {
  private final Workspace workspace;
  private final ToolHost tools;

  public EngineCommands(Workspace workspace, ToolHost tools) {
    this.workspace = workspace;
    this.tools = tools;
  }

  @Command(
      name = {"engine", "use"},
      description = "choose what runs the build steps",
      help =
          """
          embedded: this program itself. docker: Fedora's own tools in a container. A host is unix://
          and the path of a socket, http:// or tcp://HOST:PORT, or with TLS https://HOST:PORT; what
          TLS needs is ca.pem, cert.pem and key.pem in the folder that DOCKER_CERT_PATH names, else
          in ~/.docker. Without one it is what Docker's own client would take, else a usual socket.

          > engine use embedded
          > engine use docker --host https://build-host:2376
          """)
  public void use(
      @Argument(index = 0, description = "embedded or docker") EngineChoice.Kind kind,
      @Option(longName = "host", description = "the Docker daemon's address") Optional<String> host,
      Output output) {
    EngineChoice choice = EngineChoice.of(kind, host);
    new Editing(workspace)
        .change(
            output,
            "engine use " + kind,
            session -> session.withEngine(choice),
            session -> "engine " + kind + host.map(at -> " at " + at).orElse(""));
  }

  @Command(
      name = {"engine", "show"},
      description = "show what runs the build steps",
      help =
          """
          For docker it asks the daemon who it is, and where none answers says of each place why.
          JSON: an object with engine, host and daemon (or null).

          > engine show
          """)
  public void show(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    EngineChoice engine = workspace.session().engine();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("engine", engine.kind().toString());
    facts.put("host", engine.host());
    facts.put(
        "daemon",
        engine.kind() == EngineChoice.Kind.DOCKER
            ? Optional.of(tools.describe(workspace.session()))
            : Optional.empty());
    output.show(facts, format);
  }

  @Command(
      name = {"engine", "clean"},
      description = "remove this program's containers and images from the Docker daemon",
      help =
          """
          Containers of failed steps, which build shell looks into, those a killed program left with
          their volumes, and the images of tools, which are made again when they are needed. What
          another program is at work with stays, and so does all that is not this program's. build
          clean --all does this, too, where the session's steps work in containers.

          > engine clean
          > engine clean --dry-run
          """)
  public void clean(
      @Option(longName = "dry-run", description = "only say what would be removed") boolean dryRun,
      Output output) {
    RemnantLines.print(tools.clear(workspace.session(), dryRun), dryRun, output);
  }
}
