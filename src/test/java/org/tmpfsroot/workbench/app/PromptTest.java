package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** The prompt as a person has it: the program in a real pseudo-terminal. */
@RequiresPeer("tmux")
class PromptTest {
  private static final String TWO_PROMPTS = "^workbench>.*\\R(.*\\R)*workbench>$";

  @TempDir Path folder;

  private Pane start(String... words) {
    Pane pane = Pane.start(folder, 100, Ran.command(folder.resolve("home"), List.of(words)));
    pane.waitFor("^workbench>");
    return pane;
  }

  @Test
  void completesCommandsAndOptions() {
    try (Pane pane = start()) {
      pane.press("scr", "Tab");
      pane.waitFor("^workbench> script$");
      pane.press("ch", "Tab");
      pane.waitFor("^workbench> script check$");
      pane.press("C-c");
      pane.waitFor(TWO_PROMPTS);
      pane.press("his", "Tab", "-", "Tab");
      pane.waitFor("^workbench> history --last$");
    }
  }

  @Test
  void completesPathsWithSpaces() throws IOException {
    Files.writeString(folder.resolve("two words.wb"), "version\n");
    try (Pane pane = start()) {
      pane.press("include two", "Tab", "Enter");
      pane.waitFor("^tmpfsroot workbench");
    }
  }

  @Test
  void listsNounsWithWhatTheyStandFor() {
    try (Pane pane = start()) {
      pane.press("Tab", "Tab");
      pane.waitFor("script +\\(command files\\)");
    }
  }

  @Test
  void givesALineUpAtControlC() {
    try (Pane pane = start()) {
      pane.press("nonsense");
      pane.waitFor("nonsense$");
      pane.press("C-c");
      pane.waitFor(TWO_PROMPTS);
      pane.type("version");
      String screen = pane.waitFor("^tmpfsroot workbench");
      assertFalse(screen.contains("unknown command"), screen);
    }
  }

  @Test
  void goesOnAfterAFailure() {
    try (Pane pane = start()) {
      pane.type("nonsense");
      String screen = pane.waitFor("next: type `help`");
      assertTrue(screen.contains("\nunknown command 'nonsense'\n"), screen);
      pane.type("version");
      pane.waitFor("^tmpfsroot workbench");
    }
  }

  @Test
  void asksForTheRestOfALine() {
    try (Pane pane = start()) {
      pane.type("help \\");
      pane.waitFor("^\\.\\.\\.$");
      pane.type("version");
      pane.waitFor("^usage: version");
    }
  }

  @Test
  void leavesAtControlD() {
    try (Pane pane = start()) {
      pane.press("C-d");
      pane.waitFor("^ended with 0$");
    }
  }

  @Test
  void asksBeforeUnsavedChangesAreLost() {
    try (Pane pane = start()) {
      pane.type("session new a");
      pane.type("disk add sda");
      pane.waitFor("^a 44\\*> +1 error$");
      pane.press("C-d");
      pane.waitFor("Leave and lose them\\? \\[y/N\\]");
      pane.type("n");
      pane.waitFor("\\[y/N\\] n\\R(.*\\R)*a 44\\*> +1 error$");
      pane.type("exit");
      pane.waitFor("\\[y/N\\]$");
      pane.type("y");
      pane.waitFor("^ended with 0$");
    }
  }

  @Test
  void bringsBackWhatWasNotSavedWhenItWasKilled() {
    try (Pane pane = start()) {
      pane.type("session new robot");
      pane.type("package add tmux");
      pane.waitFor("^asked for: tmux");
      pane.kill();
      pane.waitFor("^ended with 137$");
    }
    try (Pane pane = start()) {
      pane.waitFor("^the session robot was not saved when its program was killed");
      pane.type("session recover robot");
      pane.waitFor("^session robot recovered");
      pane.type("package list");
      pane.waitFor("^tmux");
      pane.type("session save");
      pane.type("exit");
      pane.waitFor("^ended with 0$");
    }
    try (Pane pane = start()) {
      pane.type("session recover");
      String screen = pane.waitFor("there is nothing to recover");
      assertFalse(screen.contains("was not saved"), screen);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bringsBackWhatWasNotSavedWhenNobodyCouldBeAsked(boolean terminalGoes) {
    try (Pane pane = start()) {
      pane.type("session new robot");
      pane.type("package add tmux");
      pane.waitFor("^asked for: tmux");
      if (terminalGoes) {
        pane.takeAway();
      } else {
        pane.terminate();
      }
    }
    try (Pane pane = start()) {
      pane.waitFor("^the session robot was not saved when its program was killed");
    }
  }

  @Test
  void saysBesideThePromptWhatChecksFind() {
    try (Pane pane = start()) {
      pane.type("session new a");
      pane.waitFor("^a 44\\*> +2 errors$");
      pane.type("disk add sda");
      // only of the line that is being typed
      pane.waitFor("^a 44\\*> disk add sda$\\R^.*$\\R^a 44\\*> +1 error$");
      pane.type("setting set checks.allow none");
      pane.waitFor("^a 44\\*> +1 error, 1 warning$");
      pane.type("session close");
      pane.waitFor("^workbench>$");
    }
  }

  @Test
  void keepsHistoryForItsOwnerAndNoSecrets() throws IOException {
    try (Pane pane = start()) {
      pane.type("let A first");
      pane.type("let PASSWORD hush");
      pane.type("exit");
      pane.waitFor("^ended with 0$");
    }
    Path file = folder.resolve("home/state/history");
    assertFalse(Files.readString(file).contains("hush"));
    assertTrue(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals("rw-------"));
    try (Pane pane = start()) {
      pane.press("Up", "Up");
      pane.waitFor("^workbench> let A first$");
      pane.press("C-c");
      pane.waitFor(TWO_PROMPTS);
      pane.type("history");
      pane.waitFor("^ +1  let A first$");
    }
  }

  @Test
  void worksWithoutCursorControl() {
    try (Pane pane = start("--plain")) {
      pane.type("version");
      pane.waitFor("^tmpfsroot workbench");
      pane.press("C-d");
      pane.waitFor("^ended with 0$");
    }
  }
}
