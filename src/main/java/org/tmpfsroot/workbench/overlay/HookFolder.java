package org.tmpfsroot.workbench.overlay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Folder;

/**
 * A folder of scripts that are run in the order of their names.
 *
 * @param root the folder
 * @param hooks the scripts' names, sorted
 * @param entries all below the folder, scripts and what they bring along, sorted by path
 */
public record HookFolder(Path root, List<String> hooks, List<OverlayEntry> entries) {
  private static final String SCRIPT = ".sh";
  private static final Pattern INTERPRETER = Pattern.compile("#! */\\S+.*");
  private static final int ANY_RUN_BIT = 0111;
  private static final int LONGEST_SCRIPT = 1 << 20;

  public HookFolder {
    hooks = List.copyOf(hooks);
    entries = List.copyOf(entries);
  }

  /**
   * Reads and checks a folder.
   *
   * @throws Fault (session) naming every script that would not be run as meant: without its run
   *     bit, without a first line that names an interpreter, with Windows line ends, or with a run
   *     bit but a name that does not end in {@code .sh}
   */
  public static HookFolder read(Path root) {
    List<OverlayEntry> entries = FolderReader.read(root);
    List<String> hooks = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (OverlayEntry entry : entries) {
      if (entry.path().contains("/") || entry.content() instanceof Folder) {
        continue;
      }
      if (entry.path().endsWith(SCRIPT)) {
        hooks.add(entry.path());
        check(root.resolve(entry.path()), problems);
      } else if ((entry.mode() & ANY_RUN_BIT) != 0
          && entry.content() instanceof OverlayEntry.Regular) {
        problems.add(entry.path() + " can be run but its name does not end in " + SCRIPT);
      }
    }
    if (!problems.isEmpty()) {
      throw Fault.session(
          "the hooks in " + root + " would not be run as meant",
          String.join("; ", problems),
          "correct them, then see `file check`");
    }
    return new HookFolder(root, hooks, entries);
  }

  private static void check(Path script, List<String> problems) {
    String name = String.valueOf(script.getFileName());
    if (!Files.isRegularFile(script)) {
      problems.add(name + " is not a file");
      return;
    }
    if (!Files.isExecutable(script)) {
      problems.add(name + " has no run bit (chmod +x)");
    }
    String text = text(script);
    if (!INTERPRETER.matcher(text.lines().findFirst().orElse("")).matches()) {
      problems.add(name + " does not begin with #! and the path of an interpreter");
    }
    if (text.contains("\r\n")) {
      problems.add(name + " has Windows line ends");
    }
  }

  private static String text(Path script) {
    try (InputStream in = Files.newInputStream(script)) {
      return new String(in.readNBytes(LONGEST_SCRIPT), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw Fault.world("cannot read the hook " + script, IoReason.of(e), "make it readable")
          .causedBy(e);
    }
  }
}
