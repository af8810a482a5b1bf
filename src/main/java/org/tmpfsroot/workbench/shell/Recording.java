package org.tmpfsroot.workbench.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.script.CommandLine;

/** Commands that succeeded, in a command file that is whole after each of them. */
public final class Recording {
  /**
   * What says nothing to whoever runs the file: the recording's own ends, the program's end, and a
   * file whose commands are recorded one by one.
   */
  private static final Set<String> NOT_RECORDED =
      Set.of("script record", "script stop", "include", "exit");

  private final Path file;
  private final int level;
  private final StringBuilder text = new StringBuilder("# recorded by script record\n");
  private int commands;
  private int leftOut;

  private Recording(Path file, int level) {
    this.file = file;
    this.level = level;
  }

  /**
   * Begins one.
   *
   * @param level how many files are being run; what a file that is run from here does is not typed
   * @throws Fault (usage) when the file is there already; (world) when it cannot be written
   */
  static Recording into(Path file, int level) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Fault.usage(
          "cannot record into " + file,
          "it is there already, and is not written over",
          "name a new file");
    }
    Recording recording = new Recording(file, level);
    recording.write();
    return recording;
  }

  /** Takes a command that succeeded while {@code filesRun} files were being run. */
  void take(CommandLine line, String command, int filesRun) {
    if (filesRun > level || NOT_RECORDED.contains(command)) {
      return;
    }
    if (CommandHistory.isSecret(line.text())) {
      text.append("# left out, since it holds a secret: ").append(command).append('\n');
      leftOut++;
    } else {
      text.append(line.mayFail() ? "- " : "").append(line.text()).append('\n');
      commands++;
    }
    write();
  }

  private void write() {
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** The commands in it. */
  public int commands() {
    return commands;
  }

  /** The commands that are not in it because they hold a secret. */
  public int leftOut() {
    return leftOut;
  }
}
