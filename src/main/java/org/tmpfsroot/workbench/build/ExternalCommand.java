package org.tmpfsroot.workbench.build;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Another program as a step starts it.
 *
 * @param command the program and its arguments
 * @param folder where it works
 * @param environment added to this program's own
 */
public record ExternalCommand(List<String> command, Path folder, Map<String, String> environment) {
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  public ExternalCommand {
    command = List.copyOf(command);
    environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** The user's own shell. */
  public static ExternalCommand shell(Path folder, Map<String, String> environment) {
    String shell = System.getenv().getOrDefault("SHELL", "");
    return new ExternalCommand(List.of(shell.isBlank() ? "/bin/sh" : shell), folder, environment);
  }

  /** As it can be pasted into a shell, where it does the same. */
  public String text() {
    List<String> words = new ArrayList<>(List.of("cd", quoted(folder.toString()), "&&"));
    if (!environment.isEmpty()) {
      words.add("env");
      environment.forEach((name, value) -> words.add(name + "=" + quoted(value)));
    }
    command.forEach(word -> words.add(quoted(word)));
    return String.join(" ", words);
  }

  /** One word for a POSIX shell. */
  private static String quoted(String word) {
    return HARMLESS.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
