package org.tmpfsroot.workbench.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * A text of commands: UTF-8, with or without a byte order mark, lines ended as on Unix or Windows.
 *
 * @param name as it is shown before line numbers
 */
public record CommandFile(String name, List<CommandLine> lines) {
  private static final int MOST_BYTES = 8 << 20;

  public CommandFile {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a file.
   *
   * @param name how it is shown, usually as it was typed
   * @throws Fault (usage) when it is not there, or not a text of commands
   */
  public static CommandFile read(Path file, String name) {
    if (Files.isDirectory(file)) {
      throw unreadable(name, "it is a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return of(name, in.readNBytes(MOST_BYTES + 1));
    } catch (IOException e) {
      throw unreadable(
              name,
              Files.notExists(file)
                  ? "there is no such file"
                  : Files.isReadable(file)
                      ? String.valueOf(e.getMessage())
                      : "this user has no right to read it")
          .causedBy(e);
    }
  }

  /**
   * The same from bytes.
   *
   * @throws Fault (usage) as for a file
   */
  static CommandFile of(String name, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw unreadable(name, "it is larger than " + MOST_BYTES + " bytes");
    }
    LineAssembler assembler = new LineAssembler(name);
    List<CommandLine> commands = new ArrayList<>();
    String text = decode(name, bytes);
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      boolean onWindows = end > start && text.charAt(end - 1) == '\r';
      assembler.take(text.substring(start, onWindows ? end - 1 : end)).ifPresent(commands::add);
      start = end + 1;
    }
    assembler.end();
    return new CommandFile(name, commands);
  }

  private static String decode(String name, byte[] bytes) {
    if (bytes.length >= 2
        && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
            || bytes[0] == 0
            || bytes[1] == 0)) {
      throw Fault.usage(
          "cannot read " + name,
          "it is UTF-16, command files are UTF-8",
          "save it as UTF-8, or convert it with iconv -f UTF-16 -t UTF-8");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw Fault.usage(
              new Origin(name, lineOfBadByte(bytes)) + ": the line is not UTF-8",
              "it has bytes that stand for no character",
              "save the file as UTF-8")
          .causedBy(e);
    }
  }

  private static int lineOfBadByte(byte[] bytes) {
    int line = 1;
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        try {
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, i - start));
        } catch (CharacterCodingException e) {
          return line;
        }
        line++;
        start = i + 1;
      }
    }
    return line - 1;
  }

  private static Fault unreadable(String name, String why) {
    return Fault.usage(
        "cannot read " + name, why, "name a file with one command of the program on each line");
  }
}
