package org.tmpfsroot.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of packages against the code, for equality: a new arrow and a stale line both
 * fail.
 */
class ArchitectureTest {
  private static final String ROOT = "org.tmpfsroot.workbench";
  private static final Path SOURCES = Path.of("src/main/java/org/tmpfsroot/workbench");
  private static final int MOST_LINES = 400;
  private static final Pattern EMPTY_WORDS =
      Pattern.compile(".*(Impl|Manager|Helper|Utils?|DTO|Dto)|(Abstract|Default).*");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesUseWhatTheTableSays() {
    assertEquals(render(table()), render(code()));
  }

  @Test
  void tableHasNoCycle() {
    Map<String, Set<String>> left = new TreeMap<>(table());
    boolean removed = true;
    while (removed) {
      removed =
          left.entrySet().removeIf(row -> row.getValue().stream().noneMatch(left::containsKey));
    }
    assertTrue(left.isEmpty(), () -> "a cycle runs through " + left.keySet());
  }

  @Test
  void springAndJlineLiveInTheShellOnly() {
    assertEquals(
        List.of(),
        usersOf("(org\\.springframework|org\\.jline)\\b.*", "app|shell|shell\\.command|"));
  }

  @Test
  void theDockerClientLivesInItsEngineOnly() {
    assertEquals(List.of(), usersOf("com\\.github\\.dockerjava\\b.*", "engine\\.docker"));
  }

  /** The classes outside {@code homes} that use what is in packages like {@code library}. */
  private static List<String> usersOf(String library, String homes) {
    return arrows()
        .filter(arrow -> arrow.getTargetClass().getPackageName().matches(library))
        .map(arrow -> arrow.getOriginClass())
        .filter(origin -> !packageOf(origin).matches(homes))
        .map(JavaClass::getName)
        .distinct()
        .toList();
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    List<String> bare = new ArrayList<>();
    for (String name : code().keySet()) {
      Path info = SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java");
      if (!Files.exists(info)
          || !read(info).contains("@NullMarked")
          || !read(info).startsWith("/**")) {
        bare.add(name);
      }
    }
    assertEquals(List.of(), bare);
  }

  @Test
  void filesAreShort() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<String> long_ =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> read(file).lines().count() > MOST_LINES)
              .map(Path::toString)
              .toList();
      assertEquals(List.of(), long_);
    }
  }

  @Test
  void namesSayWhatAThingIs() {
    List<String> empty =
        CLASSES.stream()
            .filter(type -> !type.isAnonymousClass())
            .map(JavaClass::getSimpleName)
            .filter(name -> EMPTY_WORDS.matcher(name).matches())
            .toList();
    assertEquals(List.of(), empty);
  }

  /** The table, {@code package: what it may use}, as it stands in {@code architecture.txt}. */
  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new TreeMap<>();
    try (InputStream in = ArchitectureTest.class.getResourceAsStream("/architecture.txt")) {
      new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(
              line -> {
                String[] sides = line.split(":", 2);
                Set<String> used = new TreeSet<>(Arrays.asList(sides[1].strip().split("\\s+")));
                used.remove("");
                assertNull(table.put(sides[0].strip(), used), () -> "twice: " + sides[0]);
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private static Map<String, Set<String>> code() {
    Map<String, Set<String>> code = new TreeMap<>();
    CLASSES.stream()
        .filter(type -> !packageOf(type).isEmpty())
        .forEach(type -> code.computeIfAbsent(packageOf(type), k -> new TreeSet<>()));
    arrows()
        .forEach(
            arrow -> {
              String from = packageOf(arrow.getOriginClass());
              JavaClass target = arrow.getTargetClass().getBaseComponentType();
              if (from.isEmpty() || !target.getPackageName().startsWith(ROOT)) {
                return;
              }
              String to = packageOf(target);
              if (!from.equals(to)) {
                code.computeIfAbsent(from, k -> new TreeSet<>()).add(to);
              }
            });
    return code;
  }

  private static Stream<Dependency> arrows() {
    return CLASSES.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream());
  }

  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  private static String render(Map<String, Set<String>> table) {
    StringBuilder text = new StringBuilder();
    table.forEach(
        (name, used) -> text.append(name).append(": ").append(String.join(" ", used)).append('\n'));
    return text.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
