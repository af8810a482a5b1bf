package org.tmpfsroot.workbench.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.shell.Screen;
import org.tmpfsroot.workbench.shell.Shell;

/**
 * The whole program without a terminal, in a folder of its own, taking one line after the other.
 */
final class Quickstart implements AutoCloseable {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final GenericApplicationContext beans;
  private final Path folder;

  Quickstart(Path folder) {
    this.folder = folder;
    Preferences preferences =
        Preferences.of(Map.of("home", folder.resolve("home").toString()), Map.of());
    // failures stand among the answers, as on a terminal
    Screen screen = new Screen(out, out, false, false, false, () -> Integer.MAX_VALUE);
    this.beans = Wiring.of(preferences, screen, CommandClasses.ALL);
  }

  /** How a line ended and what it printed. */
  record Answer(ExitCode exit, String text) {
    String ok() {
      if (exit != ExitCode.DONE) {
        throw new AssertionError(exit + "\n" + text);
      }
      return text;
    }
  }

  /** Types a line; images lie in the folder, and what depends on the run is told as written. */
  Answer type(String line) {
    out.reset();
    String here = folder + "/";
    String typed = line.replaceAll("(?<=\\s)([a-z-]+\\.(iso|json|cfg))(?=\\s|$)", here + "$1");
    ExitCode exit = beans.getBean(Shell.class).runLines("", List.of(typed));
    String text =
        out.toString(StandardCharsets.UTF_8)
            .replaceAll("(?m)^:1: ", "")
            .replace(here, "")
            .replace(beans.getBean(RunFolder.class).path(), "${run.tmp}")
            .replaceAll("\\d+\\.\\d s\\b", "0.0 s");
    return new Answer(exit, text);
  }

  <T> T bean(Class<T> type) {
    return beans.getBean(type);
  }

  @Override
  public void close() {
    beans.close();
  }
}
