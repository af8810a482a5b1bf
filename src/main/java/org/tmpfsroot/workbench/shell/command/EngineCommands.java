package org.tmpfsroot.workbench.shell.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.session.EngineChoice;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;

/** What runs the build steps. */
@Noun(value = "engine", about = "what runs the build steps")
public final class EngineCommands {
  private final Workspace workspace;

  public EngineCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"engine", "use"},
      description = "choose what runs the build steps",
      help =
          """
          embedded: this program itself. docker: Fedora's own tools in a container.

          > engine use embedded
          > engine use docker --host tcp://build-host:2376
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
          JSON: an object with engine and host (or null).

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
    output.show(facts, format);
  }
}
