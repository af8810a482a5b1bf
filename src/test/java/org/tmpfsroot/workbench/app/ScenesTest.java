package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** What a person sees while doing real tasks, screen by screen, mistakes among them. */
@RequiresPeer("tmux")
class ScenesTest {
  private static final Path SEEN = Path.of("target/screens");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  /** A prompt with nothing typed and all that comes beside it, a question, or a page. */
  private static final Pattern READY =
      Pattern.compile(
          "(workbench|[\\w-]+( \\d+)?\\*?!?( \\[.* stale])?)>( {2,}+(?!checking).*)?|\\.\\.\\.|.*\\[.*] ?|:|Space shows more, q leaves|\\(END\\)"
              + "|ended with \\d+");

  /** How often a screen must be the same to count as the last one, where none is expected. */
  private static final int SAME = 40;

  /** Names of one length: where lines are broken must not depend on the run. */
  private static final Path FOLDER =
      Path.of("/tmp/wb-" + UUID.randomUUID().toString().substring(0, 6));

  @BeforeAll
  static void makeTheMirror() throws IOException {
    Files.createDirectory(FOLDER);
    Ran made = Ran.program(FOLDER, Map.of(), "", List.of("-c", "sample create mirror"));
    assertEquals(0, made.exit(), made.errors());
  }

  @AfterAll
  static void removeAll() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  static List<String> scenes() throws IOException {
    return Scene.names();
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void looksAsItDidWhenItWasReviewed(String name) throws IOException {
    Scene scene = Scene.read(name);
    String home = "home-" + name.replaceFirst("\\..*", "");
    List<List<String>> seen = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    try (Pane pane =
        Pane.start(
            FOLDER, scene.columns(), scene.rows(), Ran.command(FOLDER.resolve(home), List.of()))) {
      pane.waitFor("^workbench>");
      for (Scene.Step step : scene.steps()) {
        if (step.verb().equals("screen")) {
          List<String> screen = screen(pane, step, differences.isEmpty());
          seen.add(screen);
          if (!isSame(step, screen)) {
            differences.add(
                String.join("\n", step.screen()) + "\n--- is now\n" + String.join("\n", screen));
          }
        } else {
          act(step, pane);
        }
      }
    }
    // to look at, and to copy where a change was meant
    Files.createDirectories(SEEN);
    Files.writeString(SEEN.resolve(name), scene.with(seen));
    assertTrue(differences.isEmpty(), () -> name + "\n" + String.join("\n\n", differences));
    assertTrue(seen.size() > 1, name + " shows too little");
  }

  private static void act(Scene.Step step, Pane pane) {
    switch (step.verb()) {
      case "type" -> {
        pane.fill(step.text());
        pressed(pane, "Enter");
      }
      case "fill" -> pane.fill(step.text());
      case "press" -> {
        if (step.text().equals("Tab")) {
          pane.press("Tab");
        } else {
          pressed(pane, step.text().split(" "));
        }
      }
      case "sh" -> Peer.runIn(FOLDER, Map.of(), List.of("sh", "-c", step.text())).ok();
      case "resize" -> {
        Matcher size = Scene.sizeOf(step.text());
        pane.resize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
      }
      default -> throw new AssertionError("nobody can " + step.verb());
    }
  }

  /** What comes next is typed by somebody who waits for the answer. */
  private static void pressed(Pane pane, String... keys) {
    String before = pane.screen();
    pane.press(keys);
    long begun = System.nanoTime();
    String now = pane.screen();
    while ((now.equals(before) || !READY.matcher(lastLine(now)).matches())
        && System.nanoTime() - begun < PATIENCE) {
      now = pane.screen();
    }
  }

  private static String lastLine(String screen) {
    String stripped = screen.stripTrailing();
    return stripped.substring(stripped.lastIndexOf('\n') + 1);
  }

  /** The screen once it is the expected one, or else once it stays as it is. */
  private static List<String> screen(Pane pane, Scene.Step step, boolean patient) {
    long begun = System.nanoTime();
    List<String> last = List.of();
    int same = 0;
    while (System.nanoTime() - begun < PATIENCE) {
      List<String> now = lines(pane.screen());
      if (isSame(step, now)) {
        return now;
      }
      same = now.equals(last) ? same + 1 : 0;
      last = now;
      if (same > SAME && (!patient || step.screen().isEmpty())) {
        break;
      }
    }
    return last;
  }

  private static List<String> lines(String screen) {
    return screen
        .replace(FOLDER.toString(), "/tmp/wb-000000")
        .replaceAll("\\d+\\.\\d s\\b", "0.0 s")
        .replaceAll("\\d{8}-\\d{6}-\\d{3}", "00000000-000000-000")
        .replaceAll("[0-9a-f]{24,}", "#")
        // the rest of one that was broken at the edge
        .replaceAll("(?m)^[0-9a-f]{4,}$", "#")
        .stripTrailing()
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  private static boolean isSame(Scene.Step step, List<String> screen) {
    return step.text().equals("exactly")
        ? step.screen().equals(screen)
        : withoutSizes(step.screen()).equals(withoutSizes(screen));
  }

  /** Which every change of a file of the program's changes. */
  private static List<String> withoutSizes(List<String> screen) {
    return screen.stream()
        .map(line -> line.replaceAll("\\d+(\\.\\d)? ([KMG]i)?B\\b", "#").replaceAll("  +", "  "))
        .toList();
  }
}
