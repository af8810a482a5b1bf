package org.tmpfsroot.workbench.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * What was typed at the prompt, this time and earlier, kept in a file that only its owner can read.
 * A line with a secret is not kept.
 */
public final class CommandHistory {
  private static final Pattern SECRET =
      Pattern.compile(
          "(pass(word|phrase|wd)|secret|token|credential|api-?key)(?!-hash-file)|://[^/\\s]*@"
              // crypt(5): a hash can be guessed from at leisure
              + "|\\$(5|6|y|gy|7|2[aby])\\$[./a-z0-9$=,]{20}");

  private final Path file;

  /** In {@code file}, which need not exist. */
  public CommandHistory(Path file) {
    this.file = file;
  }

  /**
   * The kept lines, the oldest first.
   *
   * @throws Fault (world) when the file cannot be read
   */
  public List<String> lines() {
    if (Files.notExists(file)) {
      return List.of();
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.lines().map(CommandHistory::withoutTime).toList();
    } catch (IOException e) {
      throw Fault.world("cannot read " + file, IoReason.of(e), "remove the file to begin anew")
          .causedBy(e);
    }
  }

  /** JLine writes each line as {@code MILLISECONDS:TEXT}. */
  private static String withoutTime(String kept) {
    String text = kept.replaceFirst("^\\d+:", "");
    return text.replace("\\n", " ").replace("\\\\", "\\");
  }

  Path file() {
    return file;
  }

  /** Makes the file where it is missing, with its rights set before anything is in it. */
  void prepare() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (Files.notExists(file)) {
      Files.createFile(file);
    }
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(
          file, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }
  }

  static boolean isSecret(String line) {
    return SECRET.matcher(line.toLowerCase(Locale.ROOT)).find();
  }

  /** JLine's history without secrets. */
  static DefaultHistory withoutSecrets() {
    return new DefaultHistory() {
      @Override
      public void add(Instant time, String line) {
        if (!isSecret(line)) {
          super.add(time, line);
        }
      }
    };
  }
}
