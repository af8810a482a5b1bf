package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Output;

/**
 * Findings about locked packages as lines that GitHub shows beside the line of the lock they are
 * about: {@code ::warning file=rpms.lock,line=12::…}.
 */
final class Annotations {
  private static final Pattern FIELD =
      Pattern.compile("\\s*\"(name|version|release)\"\\s*:\\s*\"([^\"]*)\",?\\s*");

  private final boolean wanted;
  private final Workspace workspace;

  /**
   * @param asked whether the user asks for them; a log of GitHub's gets them in any case
   */
  static Annotations of(boolean asked, Workspace workspace) {
    return of(asked, workspace, System.getenv());
  }

  static Annotations of(boolean asked, Workspace workspace, Map<String, String> environment) {
    return new Annotations(asked || "true".equals(environment.get("GITHUB_ACTIONS")), workspace);
  }

  private Annotations(boolean wanted, Workspace workspace) {
    this.wanted = wanted;
    this.workspace = workspace;
  }

  /**
   * Prints one where they are wanted.
   *
   * @param nvr the package's {@code name-version-release}
   * @param text what follows it in a sentence
   * @param grave an error rather than a warning
   */
  void add(String nvr, String text, boolean grave, Output output) {
    if (wanted) {
      String place = workspace.lockFile().map(file -> place(file, nvr)).orElse("");
      output.line((grave ? "::error" : "::warning") + place + "::" + escaped(nvr + " " + text));
    }
  }

  private static String place(Path file, String nvr) {
    Path here = Editing.here();
    Path shown = file.startsWith(here) ? here.relativize(file) : file;
    String line = line(file, nvr).map(number -> ",line=" + number).orElse("");
    return " file=" + escaped(shown.toString()).replace(":", "%3A").replace(",", "%2C") + line;
  }

  /** The number, from 1, of the line a package of that name stands in; empty without one. */
  private static Optional<Integer> line(Path file, String nvr) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      return Optional.empty();
    }
    int begin = 0;
    String name = "";
    String version = "";
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(nvr)) {
        return Optional.of(i + 1);
      }
      Matcher field = FIELD.matcher(lines.get(i));
      if (field.matches()) {
        String value = field.group(2);
        switch (field.group(1)) {
          case "name" -> {
            begin = i + 1;
            name = value;
          }
          case "version" -> version = value;
          default -> {
            if (nvr.equals(name + "-" + version + "-" + value)) {
              return Optional.of(begin);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
