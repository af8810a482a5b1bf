package org.tmpfsroot.workbench.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.shell.core.command.CommandRegistry;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.shell.command.GeneralCommands;
import org.tmpfsroot.workbench.shell.command.ScriptCommands;

/**
 * Types commands into a real shell without a terminal, for tests of command classes: {@code
 * Typed.to(new SessionCommands(workspace)).run("session new a", "session show")}.
 */
public final class Typed {
  private final List<CommandClass<?>> classes = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Shell shell;

  private Typed(List<Object> instances) {
    Screen screen = new Screen(out, errors, false, false, false, () -> Integer.MAX_VALUE);
    List<Shell> built = new ArrayList<>();
    List<Commands> commands = new ArrayList<>();
    classes.add(
        new CommandClass<>(
            GeneralCommands.class,
            () ->
                new GeneralCommands(
                    built.get(0),
                    new Manual(commands.get(0), () -> ShellState.EMPTY),
                    new CommandHistory(Path.of("/nonexistent")),
                    screen)));
    classes.add(new CommandClass<>(ScriptCommands.class, () -> new ScriptCommands(built.get(0))));
    instances.forEach(instance -> classes.add(of(instance)));
    commands.add(new Commands(new CommandRegistry(), classes));
    shell =
        new Shell(
            commands.get(0),
            screen,
            new Variables(Map.of("HOME", "/home/test"), () -> "/tmp/run"),
            Path.of(System.getProperty("java.io.tmpdir")),
            true);
    built.add(shell);
  }

  /** A shell with the general commands and those of {@code instances}. */
  public static Typed to(Object... instances) {
    return new Typed(List.of(instances));
  }

  @SuppressWarnings("unchecked")
  private static CommandClass<?> of(Object instance) {
    return new CommandClass<>(
        (Class<Object>) instance.getClass(), (Supplier<Object>) () -> instance);
  }

  /**
   * What came of commands.
   *
   * @param exit how the first failing one ended
   * @param output standard output
   * @param errors standard error
   */
  public record Result(ExitCode exit, String output, String errors) {
    /** The output, once it is sure that all went well. */
    public String ok() {
      if (exit != ExitCode.DONE) {
        throw new AssertionError(exit + "\n" + output + errors);
      }
      return output;
    }
  }

  /** Runs commands one after the other, up to the first that fails. */
  public Result run(String... lines) {
    out.reset();
    errors.reset();
    ExitCode exit = shell.runLines("-c", List.of(lines));
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }
}
