package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.shell.core.command.CommandRegistry;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.script.Words;

/** What holds for every command, and for every command that a message suggests. */
class EveryCommandTest {
  /** Commands of the program's contract that may still be missing. */
  private static final Set<String> COMING =
      Set.of("build report", "build verify", "repository refresh");

  private static final Pattern QUOTED = Pattern.compile("`([^`]*)`", Pattern.DOTALL);
  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|(?m:^\\s*//.*$)", Pattern.DOTALL);

  private final Commands commands = new Commands(new CommandRegistry(), classes());
  private final StrictParser parser = new StrictParser(commands);
  private final Variables variables = new Variables(Map.of(), () -> "/tmp/run");

  static List<CommandClass<?>> classes() {
    List<CommandClass<?>> classes = new ArrayList<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.tmpfsroot.workbench.shell.command")
            .stream()
            .filter(type -> type.isAnnotatedWith(Noun.class))
            .forEach(type -> classes.add(unmade(type.reflect())));
    return classes;
  }

  private static <T> CommandClass<T> unmade(Class<T> type) {
    return new CommandClass<>(
        type,
        () -> {
          throw new AssertionError("nothing is run here");
        });
  }

  @Test
  void hasAnExampleThatParses() {
    for (MethodCommand command : commands.all()) {
      List<String> examples =
          command
              .getHelp()
              .lines()
              .filter(line -> line.startsWith(Manual.EXAMPLE))
              .map(line -> line.substring(Manual.EXAMPLE.length()))
              .toList();
      boolean takesWords =
          !command.positionals().isEmpty()
              || command.options().stream().anyMatch(option -> !option.name().equals("format"));
      assertTrue(
          examples.size() >= (takesWords ? 2 : 1), command.getName() + " has too few examples");
      for (String example : examples) {
        Call call = parser.parse(Words.of(example, variables));
        assertEquals(command.getName(), call.command().getName(), example);
      }
    }
  }

  @Test
  void explainsItselfAndItsParameters() {
    List<String> silent = new ArrayList<>();
    for (MethodCommand command : commands.all()) {
      if (command.getDescription().isBlank()) {
        silent.add(command.getName());
      }
      Stream.concat(command.positionals().stream(), command.options().stream())
          .filter(parameter -> parameter.description().isBlank())
          .forEach(parameter -> silent.add(command.getName() + " " + parameter.shown()));
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void isSpelledRightWhereAMessageSuggestsIt() throws IOException {
    List<String> wrong = new ArrayList<>();
    int found = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        for (String suggestion : suggestions(Files.readString(file))) {
          found++;
          problem(suggestion).ifPresent(p -> wrong.add(file.getFileName() + ": " + p));
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertFalse(found == 0, "no suggestion was found at all");
  }

  /** The texts between back quotes in string literals; what is put in at run time reads VALUE. */
  private static Set<String> suggestions(String source) {
    String code = COMMENT.matcher(source).replaceAll("").replace("'`'", "");
    Set<String> found = new TreeSet<>();
    Matcher quoted = QUOTED.matcher(code);
    while (quoted.find()) {
      found.add(
          quoted
              .group(1)
              .replaceAll("\"\\s*\\+\\s*\"", "")
              .replaceAll("\"\\s*\\+[^\"]*\\+\\s*\"", "VALUE")
              .replaceAll("\"\\s*\\+[^\"]*$", "VALUE")
              .replaceAll("%[sd]", "VALUE"));
    }
    return found;
  }

  private java.util.Optional<String> problem(String suggestion) {
    String[] words = suggestion.split(" ");
    String command = words.length > 1 ? words[0] + " " + words[1] : words[0];
    boolean isMissing = COMING.contains(command) && commands.named(command).isEmpty();
    boolean isPlaceholder = words[0].equals("VALUE") || suggestion.contains("NOUN");
    if (isMissing || isPlaceholder) {
      return java.util.Optional.empty();
    }
    try {
      parser.recognise(Words.of(suggestion, variables));
      return java.util.Optional.empty();
    } catch (Fault fault) {
      return java.util.Optional.of("`" + suggestion + "`: " + fault.what());
    }
  }

  @Test
  void hasCompletionThatCanBeAsked() {
    for (CommandClass<?> commandClass : classes()) {
      for (var method : commandClass.type().getDeclaredMethods()) {
        for (var parameter : method.getParameters()) {
          Values values = parameter.getAnnotation(Values.class);
          if (values != null) {
            long sources =
                Arrays.stream(commandClass.type().getMethods())
                    .filter(each -> each.getName().equals(values.value()))
                    .filter(each -> each.getReturnType() == List.class)
                    .filter(
                        each ->
                            List.of(each.getParameterTypes()).equals(List.of())
                                || List.of(each.getParameterTypes()).equals(List.of(String.class))
                                || List.of(each.getParameterTypes())
                                    .equals(List.of(String.class, List.class)))
                    .count();
            assertEquals(1, sources, method + " is completed by " + values.value());
          }
        }
      }
    }
  }
}
