package org.tmpfsroot.workbench.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tmpfsroot.workbench.io.AtomicFile;

/**
 * The folder a step works in: {@code output}, {@code scratch}, {@code log}, and {@code commands}, a
 * line of JSON for each program it starts. It does not move while it is of interest, so that what a
 * program was told of it stays true.
 */
public record Workplace(Path folder) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Workplace create(Path folder) throws IOException {
    Workplace place = new Workplace(folder);
    Files.createDirectory(folder);
    Files.createDirectory(place.output());
    Files.createDirectory(place.scratch());
    return place;
  }

  /** What the step gave so far. */
  public Path output() {
    return folder.resolve("output");
  }

  Path scratch() {
    return folder.resolve("scratch");
  }

  Path log() {
    return folder.resolve("log");
  }

  /** Notes a program before it is started. */
  void note(ExternalCommand command) {
    ObjectNode node = MAPPER.createObjectNode();
    command.command().forEach(node.putArray("command")::add);
    node.put("folder", command.folder().toString());
    ObjectNode environment = node.putObject("environment");
    command.environment().forEach(environment::put);
    try {
      Files.writeString(
          folder.resolve("commands"),
          node + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The programs that were started, the last one last. */
  public List<ExternalCommand> commands() {
    List<ExternalCommand> commands = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(folder.resolve("commands"))) {
        JsonNode node = MAPPER.readTree(line);
        List<String> words = new ArrayList<>();
        node.path("command").forEach(word -> words.add(word.asText()));
        Map<String, String> environment = new TreeMap<>();
        node.path("environment")
            .properties()
            .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
        commands.add(
            new ExternalCommand(words, Path.of(node.path("folder").asText()), environment));
      }
    } catch (NoSuchFileException e) {
      // it started none
    } catch (IOException e) {
      throw AtomicFile.cannotRead(folder, e);
    }
    return List.copyOf(commands);
  }
}
