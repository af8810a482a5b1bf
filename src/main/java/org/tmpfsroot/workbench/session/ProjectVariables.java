package org.tmpfsroot.workbench.session;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * The variables a project's build takes: those of a file of {@code NAME=VALUE} lines, as a shell
 * reads them, over those of the environment.
 *
 * @param values by name, in the order they were found in
 */
record ProjectVariables(Map<String, Value> values) {
  static final String RELEASE = "FEDORA_MAJOR";
  static final String DISKS = "DISK_DEVS";
  static final String MAIN_DISK = "MAIN_DISK";
  static final String ARCH = "ARCH";

  /** What sizes which partition. */
  static final Map<String, String> SIZES =
      Map.of(
          "PARTSIZE_DOCKER", "/var/lib/docker",
          "PARTSIZE_LOG", "/var/log",
          "PARTSIZE_CACHE", "/var/cache",
          "PARTSIZE_OPT", "/opt");

  private static final List<String> KNOWN =
      List.of(
          RELEASE,
          ARCH,
          DISKS,
          MAIN_DISK,
          "PARTSIZE_DOCKER",
          "PARTSIZE_LOG",
          "PARTSIZE_CACHE",
          "PARTSIZE_OPT");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");
  private static final Pattern VALUE =
      Pattern.compile("(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'#]*))(?:\\s+#.*|\\s*)");

  /**
   * One of them.
   *
   * @param place the file as it was named, or the variable's own name
   * @param line in that file
   */
  record Value(String name, String text, String place, Optional<Integer> line) {
    /** What stands before a message about it. */
    String prefix() {
      return line.map(number -> place + ":" + number + ": ").orElse("")
          + name
          + "="
          + text.replaceAll("\\p{Cntrl}", "?");
    }

    ProjectNote note(ProjectNote.Verdict verdict, String said) {
      return new ProjectNote(
          line.isPresent() ? place : name,
          line,
          verdict,
          line.isPresent() ? name + ": " + said : said);
    }
  }

  /**
   * Reads them.
   *
   * @throws Fault (usage) when the file is missing or no text; (session) when a line of it is not
   *     one assignment, or has a value that only a shell knows, naming file and line
   */
  static ProjectVariables of(Optional<Path> file, Function<String, Optional<String>> environment) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String name : KNOWN) {
      environment
          .apply(name)
          .filter(text -> !text.isBlank())
          .ifPresent(
              text -> values.put(name, new Value(name, text.strip(), name, Optional.empty())));
    }
    file.ifPresent(path -> read(path, values));
    return new ProjectVariables(values);
  }

  private static void read(Path file, Map<String, Value> values) {
    int number = 0;
    for (String line : OwnFiles.text(file).lines().toList()) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      String where = file + ":" + number + ": ";
      Matcher assignment = ASSIGNMENT.matcher(content);
      Matcher value = assignment.matches() ? VALUE.matcher(assignment.group(2)) : null;
      if (value == null || !value.matches()) {
        throw Fault.session(
            where + "the line is not one NAME=VALUE",
            "a file of variables has one assignment a line, with or without export",
            "correct the line");
      }
      String name = assignment.group(1);
      String text = group(value, 1) + group(value, 2) + group(value, 3);
      if (KNOWN.contains(name) && value.group(2) == null && text.matches(".*[$\\x60\\\\].*")) {
        throw Fault.session(
            where + name + " has a value that only a shell can tell",
            "'" + text + "' has $, \\ or a back quote in it",
            "write the value itself");
      }
      values.remove(name);
      values.put(name, new Value(name, text, file.toString(), Optional.of(number)));
    }
  }

  private static String group(Matcher matcher, int number) {
    return Optional.ofNullable(matcher.group(number)).orElse("");
  }

  Optional<Value> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.text().isEmpty());
  }

  /** Those that nobody here asks for. */
  List<Value> others() {
    Set<String> known = Set.copyOf(KNOWN);
    return values.values().stream().filter(value -> !known.contains(value.name())).toList();
  }
}
