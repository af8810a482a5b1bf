package org.tmpfsroot.workbench.app;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jline.nativ.CLibrary;

/** The three standard streams and which of them are a terminal. */
final class Streams {
  static final int INPUT = 0;
  static final int OUTPUT = 1;
  static final int ERRORS = 2;

  private Streams() {}

  /**
   * Whether the stream is a terminal. Asked of the names Linux gives, since that loads no native
   * library, and {@code System.console()} answers for input and output together.
   */
  static boolean isTerminal(int stream) {
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
      return name.startsWith("/dev/pts/")
          || name.startsWith("/dev/tty")
          || name.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return CLibrary.isatty(stream) == 1;
    }
  }

  static OutputStream output() {
    return new FileOutputStream(FileDescriptor.out);
  }

  static OutputStream errors() {
    return new FileOutputStream(FileDescriptor.err);
  }

  /** The lines of standard input, read as they are asked for. */
  static Iterator<String> inputLines() {
    return new BufferedReader(
            new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))
        .lines()
        .iterator();
  }
}
