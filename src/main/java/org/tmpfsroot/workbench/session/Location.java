package org.tmpfsroot.workbench.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/**
 * Where something is: a web address, or a file or folder of this machine.
 *
 * @param uri absolute, with the scheme {@code http}, {@code https} or {@code file}, and never with
 *     a password
 */
public record Location(URI uri) {
  // RFC 3986: unreserved, and the slash between names
  private static final String UNESCAPED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

  /** What must be there when a local place is named. */
  public enum Expected {
    FILE,
    FOLDER,
    /** A saved session may name what is gone by now; checks tell. */
    NOTHING
  }

  /** A file or folder, whether it is there or not. */
  public static Location of(Path path) {
    // not Path.toUri(): that looks whether it is a folder, and ends it in a slash only then
    StringBuilder escaped = new StringBuilder("file://");
    for (byte b : path.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8)) {
      if (UNESCAPED.indexOf(b) >= 0) {
        escaped.append((char) b);
      } else {
        escaped.append(String.format(Locale.ROOT, "%%%02X", b));
      }
    }
    return new Location(URI.create(escaped.toString()));
  }

  /**
   * Reads an address, or a path relative to {@code folder}.
   *
   * @throws Fault (usage) when it is neither, names a scheme nobody fetches, holds a password, or
   *     is not there as {@code expected}
   */
  public static Location parse(String text, Path folder, Expected expected) {
    if (text.isBlank()) {
      throw Fault.usage("'" + text + "' is no place", "it is empty", "name a file or an address");
    }
    if (!SCHEME.matcher(text).matches()) {
      Path path = Paths.resolve(folder, text);
      expect(path, expected);
      return of(path);
    }
    URI uri = address(text);
    String scheme = uri.getScheme();
    if (scheme.equals("file")) {
      Path path = Paths.resolve(folder, uri.getPath());
      expect(path, expected);
      return of(path);
    }
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw Fault.usage(
          "'" + text + "' cannot be fetched",
          "nobody here speaks " + scheme,
          "use an address with https, http or file");
    }
    if (uri.getHost() == null) {
      throw Fault.usage("'" + text + "' is no address", "it names no host", "write https://HOST/…");
    }
    return new Location(uri);
  }

  private static URI address(String text) {
    URI uri;
    try {
      uri = new URI(text).normalize();
    } catch (URISyntaxException e) {
      throw Fault.usage("'" + text + "' is no address", e.getReason(), "write https://HOST/…");
    }
    if (uri.getUserInfo() != null) {
      throw Fault.usage(
          "an address for " + uri.getHost() + " is refused",
          "it holds a name or password, which a session file must not",
          "name a mirror that asks for none");
    }
    return uri;
  }

  private static void expect(Path path, Expected expected) {
    if (expected == Expected.NOTHING) {
      return;
    }
    if (!Files.exists(path)) {
      throw Fault.usage(
          "there is no " + path,
          Nearest.sentence(
              String.valueOf(path.getFileName()), Paths.siblings(path), "nothing has that name"),
          "name one that is there, or a web address");
    }
    if (expected == Expected.FOLDER && !Files.isDirectory(path)) {
      throw Fault.usage("cannot use " + path, "it is not a folder", "name a folder");
    }
    if (expected == Expected.FILE && !Files.isRegularFile(path)) {
      throw Fault.usage("cannot use " + path, "it is not a file", "name a file");
    }
  }

  /** The file or folder, when it is of this machine. */
  public Optional<Path> path() {
    return uri.getScheme().equals("file") ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
  }

  /** As it is shown: a path, or an address. */
  @Override
  public String toString() {
    return path().map(Path::toString).orElseGet(uri::toString);
  }
}
