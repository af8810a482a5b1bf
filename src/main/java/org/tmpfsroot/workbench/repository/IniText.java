package org.tmpfsroot.workbench.repository;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * The INI dialect of {@code .repo} files: {@code [section]}, {@code option = value}, lines that
 * begin with a blank go on with the value, {@code #} and {@code ;} at the beginning of a line are
 * comments.
 */
final class IniText {
  private IniText() {}

  /**
   * Sections with their options, both in the order of the text; a repeated option's last counts.
   */
  static Map<String, Map<String, String>> parse(String text, String name) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    @Nullable Map<String, String> section = null;
    String option = "";
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      if (bare.startsWith("[") && bare.endsWith("]")) {
        section =
            sections.computeIfAbsent(
                bare.substring(1, bare.length() - 1).strip(), k -> new LinkedHashMap<>());
        option = "";
        continue;
      }
      if (section == null) {
        throw wrong(name, i, "it is before the first [section]");
      }
      int equals = bare.indexOf('=');
      if (Character.isWhitespace(line.charAt(0)) && !option.isEmpty()) {
        section.merge(option, bare, (a, b) -> a + "\n" + b);
      } else if (equals > 0) {
        option = bare.substring(0, equals).strip();
        section.put(option, bare.substring(equals + 1).strip());
      } else {
        throw wrong(name, i, "it is neither [section] nor option = value");
      }
    }
    return sections;
  }

  private static Fault wrong(String name, int line, String why) {
    return Fault.world(
        "cannot read the repository file " + name,
        "line " + (line + 1) + ": " + why,
        "correct the line; this may be no .repo file at all");
  }
}
