package org.tmpfsroot.workbench.overlay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Content;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Folder;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Link;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Regular;

/**
 * The runtime's own files, as {@code runtime/manifest} lists them: a line is {@code MODE OWNER
 * GROUP PATH}, with a slash at the end of a folder and {@code -> TARGET} behind a symbolic link. A
 * file's bytes stand in {@code runtime/root/PATH}, a leading dot of a name included.
 */
public final class RuntimeOverlay {
  private static final Pattern LINE =
      Pattern.compile("([0-7]{4}) (\\S+) (\\S+) (\\S+?)(/?)(?: -> (\\S+))?");
  private static final int OCTAL = 8;

  private RuntimeOverlay() {}

  /** All of them, sorted by path, each folder before what is in it. */
  public static List<OverlayEntry> entries() {
    return lines("manifest").stream()
        .map(RuntimeOverlay::entry)
        .sorted(java.util.Comparator.comparing(OverlayEntry::path))
        .toList();
  }

  /** The lines of a data file of the runtime, without comments and empty ones. */
  static List<String> lines(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  private static OverlayEntry entry(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalStateException("runtime/manifest: " + line);
    }
    return new OverlayEntry(
        matcher.group(4),
        Integer.parseInt(matcher.group(1), OCTAL),
        matcher.group(2),
        matcher.group(3),
        content(matcher));
  }

  private static Content content(Matcher matcher) {
    String target = matcher.group(6);
    if (target != null) {
      return new Link(target);
    }
    if (!matcher.group(5).isEmpty()) {
      return new Folder();
    }
    byte[] bytes = bytes("root/" + matcher.group(4));
    return new Regular(bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  private static byte[] bytes(String name) {
    try (InputStream in = RuntimeOverlay.class.getResourceAsStream("/runtime/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no data file runtime/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
