package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.shell.core.command.CommandRegistry;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.script.Words;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** The manual's pages, and what is made of them for the system's own manual and for shells. */
class ManualTest {
  @TempDir Path folder;

  private final Commands commands = new Commands(new CommandRegistry(), EveryCommandTest.classes());
  private final StrictParser parser = new StrictParser(commands);
  private final Manual manual = new Manual(commands, () -> ShellState.EMPTY);

  @Test
  void saysWhatComesNextInCommandsThatThereAre() {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : HelpTexts.next().entrySet()) {
      String of = entry.getKey();
      if (!commands.nouns().containsKey(of) && commands.named(of).isEmpty()) {
        wrong.add(of + " is neither a noun nor a command");
      }
      for (String next : entry.getValue()) {
        try {
          parser.recognise(Words.of(next, new Variables(Map.of(), () -> "")));
        } catch (Fault fault) {
          wrong.add(of + ": " + next + ": " + fault.what());
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void hasAPageForEveryCommandNounAndTopic() {
    for (MethodCommand command : commands.all()) {
      List<String> page = manual.page(List.of(command.getName().split(" ")));
      assertTrue(page.get(0).startsWith(command.getName() + ": "), page.toString());
      assertTrue(page.stream().anyMatch(line -> line.startsWith(Manual.EXAMPLE)), page.toString());
    }
    commands.nouns().keySet().forEach(noun -> assertFalse(manual.page(List.of(noun)).isEmpty()));
    List<String> topics = manual.page(List.of("topics"));
    for (String topic : HelpTexts.topics().keySet()) {
      assertTrue(topics.stream().anyMatch(line -> line.startsWith("  " + topic)), topic);
      List<String> page = manual.page(List.of("topics", topic));
      assertTrue(page.get(0).startsWith(topic + ": "));
      assertTrue(page.size() > 4);
      assertTrue(page.stream().allMatch(line -> line.length() <= 100), topic);
    }
    assertEquals(manual.page(List.of("topics", "slots")), manual.page(List.of("slots")));
  }

  @ParameterizedTest
  @CsvSource({"BASH,bash", "ZSH,zsh"})
  void isReadByTheShell(LauncherTexts.Form form, String shell) throws IOException {
    Path file = written(form);
    if (Files.isExecutable(Path.of("/usr/bin", shell))) {
      assertEquals("", Peer.run(shell, "-n", file.toString()).errors());
    }
  }

  @Test
  @RequiresPeer("fish")
  void isReadByFish() throws IOException {
    Path file = written(LauncherTexts.Form.FISH);
    Peer.run("fish", "-n", file.toString()).ok();
    String offered =
        Peer.run("fish", "-c", "source " + file + "; complete -C 'workbench --o'").ok();
    assertTrue(offered.startsWith("--offline\tnever touch the network"), offered);
  }

  @Test
  void completesTheCallInBash() throws IOException {
    Path file = written(LauncherTexts.Form.BASH);
    assertEquals("--offline\n", completed(file, "workbench --o"));
    assertEquals("'session new'\n", completed(file, "workbench -c 'session n"));
  }

  private static String completed(Path file, String line) {
    String[] words = line.split(" ", 3);
    String script =
        "source "
            + file
            + "; COMP_WORDS=("
            + String.join(" ", java.util.Arrays.stream(words).map(Words::quote).toList())
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; _workbench; printf '%s\\n' \"${COMPREPLY[@]}\"";
    return Peer.run("bash", "-c", script).ok();
  }

  @Test
  @RequiresPeer("man")
  void isAPageOfTheSystemsManual() throws IOException {
    Path file = Files.move(written(LauncherTexts.Form.MAN), folder.resolve("workbench.1"));
    Peer.Result shown =
        Peer.runIn(
            folder,
            Map.of("MANPAGER", "cat", "MANWIDTH", "100", "LC_ALL", "C.UTF-8"),
            List.of("man", "--warnings=w", "-l", file.toString()));
    assertEquals("", shown.errors());
    assertTrue(shown.ok().contains("partition set MOUNT SIZE"), shown.output());
  }

  private Path written(LauncherTexts.Form form) throws IOException {
    return Files.write(folder.resolve("text"), manual.as(form));
  }
}
