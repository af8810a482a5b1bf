package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the manual on a narrow terminal: paragraphs are filled anew, what is explained in two
 * columns goes on in the second one, examples stay as they are typed.
 */
public final class FittedPage {
  /** Words in a margin, and what is said of them behind at least two blanks. */
  private static final Pattern EXPLAINED = Pattern.compile(" +\\S.*? {2,}(?=\\S)| {4,}(?=\\S)");

  private static final String DEEPER = "      ";

  private FittedPage() {}

  /** The lines of {@code page}, which are left alone where all fit. */
  public static List<String> of(List<String> page, int columns) {
    if (page.stream().allMatch(line -> Visible.width(line) <= columns)) {
      return page;
    }
    List<String> fitted = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : page) {
      if (isRunning(line)) {
        paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
        continue;
      }
      end(paragraph, columns, fitted);
      fitted.addAll(
          line.startsWith(Manual.EXAMPLE)
              ? List.of(line)
              : Visible.wrapped(line, columns, indent(line, columns)));
    }
    end(paragraph, columns, fitted);
    return fitted;
  }

  private static void end(StringBuilder paragraph, int columns, List<String> into) {
    if (!paragraph.isEmpty()) {
      into.addAll(Visible.wrapped(paragraph.toString(), columns, ""));
      paragraph.setLength(0);
    }
  }

  private static boolean isRunning(String line) {
    return !line.isBlank() && !line.startsWith(" ") && !isLabelled(line);
  }

  private static boolean isLabelled(String line) {
    return line.startsWith(Manual.EXAMPLE)
        || line.startsWith("usage: ")
        || line.startsWith("next: ");
  }

  private static String indent(String line, int columns) {
    Matcher explained = EXPLAINED.matcher(line);
    int margin = explained.lookingAt() ? explained.end() : DEEPER.length();
    return margin > columns / 2 ? DEEPER : " ".repeat(margin);
  }
}
