package org.tmpfsroot.workbench.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells of an error in the program itself: its trace goes into a file, not onto the screen. */
final class BugReport {
  private final Path folder;
  private final boolean debug;

  /**
   * Keeps traces in {@code folder}.
   *
   * @param debug whether traces are shown instead
   */
  BugReport(Path folder, boolean debug) {
    this.folder = folder;
    this.debug = debug;
  }

  /** The trace's lines with {@code --debug}, else none. */
  List<String> trace(Throwable thrown) {
    return debug ? text(thrown).lines().map(Visible::safe).toList() : List.of();
  }

  /** What is told of an error; {@code where} stands before its first line. */
  List<String> of(String where, Throwable thrown) {
    List<String> lines = new ArrayList<>(trace(thrown));
    String why = thrown.getMessage() == null ? "it says no more" : thrown.getMessage();
    lines.addAll(
        FaultText.of(
            where,
            "this is an error in the program: " + thrown.getClass().getSimpleName(),
            why,
            debug ? "report it with the trace above" : kept(thrown)));
    return lines;
  }

  private String kept(Throwable thrown) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve("crash-" + ProcessHandle.current().pid() + ".txt");
      Files.writeString(file, text(thrown));
      return "report it with " + file;
    } catch (IOException e) {
      return "start the program with --debug to see the trace, and report it";
    }
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
