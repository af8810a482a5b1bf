package org.tmpfsroot.workbench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text comes out of what steers a terminal, however it is cut into pieces. */
class SerialTextTest {
  private final List<String> lines = new ArrayList<>();
  private final SerialText text = new SerialText(lines::add);

  private void say(String words) {
    byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
    text.add(bytes, bytes.length);
  }

  private void sayByteByByte(String words) {
    for (byte each : words.getBytes(StandardCharsets.UTF_8)) {
      text.add(new byte[] {each}, 1);
    }
  }

  @Test
  void readsLinesAndTheBeginningOfOne() {
    say("one\r\ntwo\r\nlog");
    say("in: ");
    assertEquals(List.of("one", "two"), lines);
    assertEquals(List.of("two", "login:"), text.lastLines(2));
    assertEquals("one\ntwo\nlogin: ", text.text());
    text.end();
    assertEquals(List.of("one", "two", "login: "), lines);
  }

  @Test
  void leavesOutWhatSteersTheTerminal() {
    sayByteByByte("\u001b[0;32m  OK  \u001b[0m\u001b]0;title\u0007 Started \u001b(B●\u0000 é…\r\n");
    assertEquals(List.of("  OK   Started ● é…"), lines);
  }

  @Test
  void beginsALineWhereTheCursorIsSet() {
    sayByteByByte("\u001b[2J\u001b[01;01H+menu+\u001b[05;03H*slot A\u001b[06;03H slot B");
    assertEquals("+menu+\n*slot A\n slot B", text.text());
  }

  @Test
  void findsBehindAPlace() {
    say("login: root\nlogin: ");
    long first = text.find("login:", 0);
    assertEquals(6, first);
    assertEquals("login: root", text.lineAt(first));
    long second = text.find("login:", first);
    assertEquals(18, second);
    assertEquals("login:", text.lineAt(second));
    assertEquals(-1, text.find("login:", second));
  }

  @Test
  void replacesWhatIsNoText() {
    text.add(new byte[] {'a', (byte) 0xff, 'b', '\n'}, 4);
    assertEquals(List.of("a\ufffdb"), lines);
  }

  @Test
  void keepsTheEndOfAFlood() {
    String line = "x".repeat(999) + "\n";
    say("first\n");
    for (int i = 0; i < 20_000; i++) {
      say(line);
    }
    say("last\n");
    assertTrue(text.text().length() < 9 << 20);
    assertEquals(-1, text.find("first", 0));
    assertEquals(20_000_011, text.length());
    assertEquals(20_000_010, text.find("last", 20_000_000));
    say("y".repeat(20 << 20));
    assertTrue(text.text().length() < 9 << 20);
  }
}
