package org.tmpfsroot.workbench.session;

import java.util.Locale;
import java.util.Optional;

/**
 * What became of one thing of an imported project.
 *
 * @param place a file of the project, a variable, or a part of the installed system
 * @param line the line of the file, where it is about one
 * @param text in one sentence without a full stop
 */
public record ProjectNote(String place, Optional<Integer> line, Verdict verdict, String text) {

  /** What became of it. */
  public enum Verdict {
    TAKEN_OVER,
    DONE_BETTER,
    IGNORED;

    /** As it is shown. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static ProjectNote of(String place, Verdict verdict, String text) {
    return new ProjectNote(place, Optional.empty(), verdict, text);
  }

  ProjectNote atLine(int number) {
    return new ProjectNote(place, Optional.of(number), verdict, text);
  }
}
