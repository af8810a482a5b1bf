package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole runs of the program, one page each in {@code shell/cases}: files, the call, what comes out.
 * A page has sections: {@code == file NAME} (text; {@code \r}, {@code \e}, {@code \0} and {@code
 * \N} for a missing final line end are written so), {@code == call} with one word of the call a
 * line, {@code == input}, {@code == exit N}, {@code == out}, {@code == err}.
 */
class CommandFileCasesTest {
  private static final Path CASES = Path.of("src/test/resources/shell/cases");

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList();
    }
  }

  private record Section(String kind, String argument, String text) {}

  @ParameterizedTest
  @MethodSource("cases")
  void runsAsThePageSays(Path page, @TempDir Path folder) throws IOException {
    List<String> call = new ArrayList<>();
    String input = "";
    String expected = "";
    for (Section section : sections(Files.readString(page))) {
      switch (section.kind()) {
        case "file" -> write(folder.resolve(section.argument()), section.text());
        case "call" -> call.addAll(section.text().lines().toList());
        case "input" -> input = section.text();
        default ->
            expected +=
                "== " + (section.kind() + " " + section.argument()).strip() + "\n" + section.text();
      }
    }
    Ran ran = Ran.program(folder, Map.of("GREETING", "good day"), input, call);
    assertEquals(
        expected,
        "== exit "
            + ran.exit()
            + "\n"
            + section("out", ran.output())
            + section("err", ran.errors()),
        page.toString());
  }

  private static String section(String kind, String text) {
    return text.isEmpty() ? "" : "== " + kind + "\n" + text;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    String written =
        text.replace("\\r", "\r")
            .replace("\\e", "\u001b")
            .replace("\\0", "\0")
            .replace("\\N\n", "");
    Files.write(file, written.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Section> sections(String page) {
    List<Section> sections = new ArrayList<>();
    for (String part : page.split("(?m)^== ")) {
      if (!part.isBlank()) {
        int end = part.indexOf('\n');
        String[] title = part.substring(0, end).split(" ", 2);
        sections.add(
            new Section(title[0], title.length > 1 ? title[1] : "", part.substring(end + 1)));
      }
    }
    return sections;
  }
}
