package org.tmpfsroot.workbench.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task at the terminal as a text: a line that says what it is, one with the window's size, then
 * what is done, a line each, and after each {@code screen} the whole screen as it is then, every
 * line behind a {@code |}.
 *
 * <pre>
 * type TEXT     types it and presses Enter
 * fill TEXT     types it
 * press KEY…    presses keys, as tmux names them
 * resize CxR    gives the window another size
 * sh COMMAND    runs it in another terminal
 * screen        the screen then, but for sizes; with exactly: those, too
 * </pre>
 */
record Scene(String name, String title, int columns, int rows, List<Step> steps) {
  private static final Path FOLDER = Path.of("src/test/resources/screens");
  private static final Pattern SIZE = Pattern.compile("(\\d+)x(\\d+)");

  /**
   * Something done, or the screen then.
   *
   * @param screen empty where something is done
   */
  record Step(String verb, String text, List<String> screen) {}

  Scene {
    steps = List.copyOf(steps);
  }

  static Scene read(String name) throws IOException {
    List<String> lines = Files.readAllLines(FOLDER.resolve(name));
    Matcher size = sizeOf(lines.get(1));
    List<Step> steps = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      if (line.startsWith("|")) {
        Step last = steps.remove(steps.size() - 1);
        List<String> screen = new ArrayList<>(last.screen());
        screen.add(line.substring(1));
        steps.add(new Step(last.verb(), last.text(), screen));
      } else if (!line.isBlank()) {
        String[] words = line.split(" ", 2);
        steps.add(new Step(words[0], words.length > 1 ? words[1] : "", List.of()));
      }
    }
    return new Scene(
        name,
        lines.get(0),
        Integer.parseInt(size.group(1)),
        Integer.parseInt(size.group(2)),
        steps);
  }

  static Matcher sizeOf(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new AssertionError("'" + text + "' is no size such as 80x24");
    }
    return size;
  }

  static List<String> names() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Its text with these screens in place of its own. */
  String with(List<List<String>> screens) {
    StringBuilder text = new StringBuilder();
    text.append(title).append('\n').append(columns).append('x').append(rows).append('\n');
    int at = 0;
    for (Step step : steps) {
      text.append(step.verb()).append(step.text().isEmpty() ? "" : " " + step.text()).append('\n');
      if (step.verb().equals("screen")) {
        screens.get(at++).forEach(line -> text.append('|').append(line).append('\n'));
        text.append('\n');
      }
    }
    return text.toString();
  }
}
