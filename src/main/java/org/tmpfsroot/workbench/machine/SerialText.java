package org.tmpfsroot.workbench.machine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What came over a serial line as text: UTF-8, without the sequences that steer a terminal
 * (ECMA-48) and other control characters. Where the cursor is set elsewhere a new line begins.
 * Bounded: of a machine that never stops talking the end is kept.
 */
final class SerialText {
  private static final int MOST_KEPT = 8 << 20;
  private static final char ESCAPE = '\u001b';

  private enum State {
    TEXT,
    ESCAPED,
    CONTROL_SEQUENCE,
    STRING
  }

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final Consumer<String> line;
  private final StringBuilder text = new StringBuilder();
  private ByteBuffer undecoded = ByteBuffer.allocate(8).flip();
  private long dropped;
  private int lineBegins;
  private State state = State.TEXT;

  /** Empty; {@code line} is told each line once it has ended. */
  SerialText(Consumer<String> line) {
    this.line = line;
  }

  void add(byte[] bytes, int length) {
    ByteBuffer in = ByteBuffer.allocate(undecoded.remaining() + length);
    in.put(undecoded).put(bytes, 0, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, false);
    undecoded = in.slice();
    out.flip();
    while (out.hasRemaining()) {
      take(out.get());
    }
    if (text.length() > MOST_KEPT) {
      int gone = Math.min(text.length() - MOST_KEPT / 2, lineBegins);
      text.delete(0, gone);
      dropped += gone;
      lineBegins -= gone;
    }
  }

  private void take(char c) {
    switch (state) {
      case TEXT -> takeText(c);
      case ESCAPED ->
          state =
              switch (c) {
                case '[' -> State.CONTROL_SEQUENCE;
                case ']', 'P', 'X', '^', '_' -> State.STRING;
                case ' ', '#', '%', '(', ')', '*', '+' -> State.ESCAPED;
                default -> State.TEXT;
              };
      case CONTROL_SEQUENCE -> {
        if (c >= 0x40 && c <= 0x7e) {
          state = State.TEXT;
          if ((c == 'H' || c == 'f') && text.length() > lineBegins) {
            endLine();
          }
        }
      }
      case STRING -> {
        if (c == '\u0007' || c == '\n') {
          state = State.TEXT;
        } else if (c == ESCAPE) {
          state = State.ESCAPED;
        }
      }
    }
  }

  private void takeText(char c) {
    if (c == ESCAPE) {
      state = State.ESCAPED;
    } else if (c == '\n') {
      endLine();
    } else if (c == '\t' || !Character.isISOControl(c)) {
      text.append(c);
      // no line of a person's is that long; a machine that sends garbage has no lines at all
      if (text.length() - lineBegins >= MOST_KEPT / 4) {
        endLine();
      }
    }
  }

  private void endLine() {
    String ended = text.substring(lineBegins);
    text.append('\n');
    lineBegins = text.length();
    line.accept(ended);
  }

  /** Says the last line, if it has not been ended. */
  void end() {
    if (text.length() > lineBegins) {
      endLine();
    }
  }

  /** How much there has been so far; a place for {@link #find}. */
  long length() {
    return dropped + text.length();
  }

  /** Where {@code wanted} ends, looked for from {@code place} on; -1 when it is not there. */
  long find(String wanted, long place) {
    int found = text.indexOf(wanted, (int) Math.max(0, place - dropped));
    return found < 0 ? -1 : dropped + found + wanted.length();
  }

  /** Whether all of the line around {@code place} has come. */
  boolean hasEnded(long place) {
    return place - dropped < lineBegins;
  }

  /** The line that ends at or around {@code place}. */
  String lineAt(long place) {
    int at = (int) Math.max(0, Math.min(place - dropped, text.length()));
    int begin = text.lastIndexOf("\n", Math.max(0, at - 1)) + 1;
    int end = text.indexOf("\n", at);
    return text.substring(begin, end < 0 ? text.length() : end).strip();
  }

  /** At most {@code count} lines that say something, the last one whole or not. */
  List<String> lastLines(int count) {
    Deque<String> last = new ArrayDeque<>();
    int end = text.length();
    while (end > 0 && last.size() < count) {
      int begin = text.lastIndexOf("\n", end - 1) + 1;
      String each = text.substring(begin, end).strip();
      if (!each.isEmpty()) {
        last.addFirst(each);
      }
      end = begin - 1;
    }
    return List.copyOf(last);
  }

  String text() {
    return text.toString();
  }
}
