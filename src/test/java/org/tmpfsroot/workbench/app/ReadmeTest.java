package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's session is typed as it stands there, and then asked for everything as JSON. */
class ReadmeTest {
  private static final Path SCHEMAS = Path.of("src/test/resources/schema");
  private static final Path ANSWERS = Path.of("target/transcripts");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```text\\n(.*?)^```");

  @TempDir static Path folder;
  private static final List<String> TYPED = new ArrayList<>();
  private static final List<String> DIFFERENCES = new ArrayList<>();
  private static Quickstart program;

  /** What is typed, and what the README says is answered; a line … stands for any lines. */
  private record Exchange(String line, String answer) {
    boolean isAnsweredBy(String text) {
      StringBuilder pattern = new StringBuilder();
      for (String each : answer.split("(?<=\n)")) {
        pattern.append(each.equals("…\n") ? "(?:.*\n)*?" : Pattern.quote(lasting(each)));
      }
      return Pattern.matches(pattern.toString(), lasting(text));
    }

    /** Without sizes, times and digests, which every change of a file changes. */
    private static String lasting(String text) {
      return text.replaceAll("\\d+(\\.\\d+)? ([KMG]i)?[Bs]\\b", "#")
          .replaceAll("[0-9a-f]{64}", "#")
          .replaceAll("at byte \\d+", "at byte #")
          .replaceAll("  +", "  ");
    }
  }

  private static List<Exchange> exchanges() throws IOException {
    List<Exchange> exchanges = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
    while (block.find()) {
      for (String part : block.group(1).split("(?m)^\\$ ")) {
        if (!part.isBlank()) {
          int end = part.indexOf('\n');
          exchanges.add(new Exchange(part.substring(0, end), part.substring(end + 1)));
        }
      }
    }
    return exchanges;
  }

  @BeforeAll
  static void typeTheReadmesSession() throws IOException {
    program = new Quickstart(folder.toRealPath());
    StringBuilder said = new StringBuilder();
    for (Exchange exchange : exchanges()) {
      Quickstart.Answer answer = program.type(exchange.line());
      TYPED.add(exchange.line());
      said.append("$ ").append(exchange.line()).append('\n').append(answer.text());
      if (!exchange.isAnsweredBy(answer.text())) {
        DIFFERENCES.add("$ " + exchange.line() + "\n" + answer.text());
      }
    }
    // to look at, and to copy where a change was meant
    Files.createDirectories(ANSWERS);
    Files.writeString(ANSWERS.resolve("README.txt"), said);
    program.type("session save quickstart.json").ok();
    program.type("user add robot --groups wheel").ok();
    program.type("setting set hostname other").ok();
  }

  @AfterAll
  static void end() {
    program.close();
  }

  @Test
  void showsWhatTheProgramAnswers() {
    assertFalse(TYPED.isEmpty());
    assertEquals(List.of(), DIFFERENCES);
  }

  static List<String> schemas() throws IOException {
    try (var files = Files.list(SCHEMAS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Each file is a schema; its title is the command that is typed. */
  @ParameterizedTest
  @MethodSource("schemas")
  void printsJsonOfOneForm(String name) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode schema = mapper.readTree(Files.readString(SCHEMAS.resolve(name)));
    String command = schema.get("title").asText();
    JsonNode printed = mapper.readTree(program.type(command).text());
    assertEquals(
        "[]",
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema)
            .validate(printed)
            .toString(),
        command + "\n" + printed);
  }
}
