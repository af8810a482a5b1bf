package org.tmpfsroot.workbench.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Size;

/** The spellings of values that describe the installed system and its medium. */
final class SystemForms {
  static final String AUTO = "auto";
  static final String NONE = "none";
  static final String LOCKED = "locked";
  static final String USUAL = "usual";
  static final String UTC = "Etc/UTC";

  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern HOST_SHAPE = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final int LONGEST_HOST = 64;
  private static final int LONGEST_VOLUME_ID = 32;
  private static final Pattern VOLUME_ID_SHAPE = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern PERCENT = Pattern.compile("[1-9][0-9]?%");
  private static final Pattern TIME_SHAPE = Pattern.compile("(\\d{1,6})([smh])");
  private static final Duration LONGEST_TIME = Duration.ofHours(99);
  private static final Size LEAST_TMPFS = Size.ofMiB(64);
  // modular crypt format of crypt(5): sha256, sha512, yescrypt, gost-yescrypt, scrypt, bcrypt
  private static final Pattern HASH =
      Pattern.compile("\\$(5|6|y|gy|7|2[aby])\\$[./A-Za-z0-9$=,]{20,200}");

  /**
   * ECMA-119 gives the volume identifier 32 bytes. Its own character set has neither lower case nor
   * a dash, but every Fedora medium has both and the kernel's {@code LABEL=} takes them; blanks
   * would have to be escaped in each place the label is written to.
   */
  static final ValueForm<String> VOLUME_ID =
      ValueForm.of(
          "1 to 32 of letters, digits, dash, dot and underscore",
          text -> {
            if (text.length() > LONGEST_VOLUME_ID) {
              throw new ValueForm.Refused(
                  "it is " + text.length() + " characters long, ISO 9660 has room for 32");
            }
            if (!VOLUME_ID_SHAPE.matcher(text).matches()) {
              throw new ValueForm.Refused("it is empty or has another character");
            }
            return text;
          },
          Function.identity());

  /** A length of time, kept in the largest unit of which it is whole ones. */
  static final ValueForm<Duration> TIME =
      ValueForm.of(
          "a time from 1s to 99h, such as 90s, 30m or 2h",
          text -> {
            Matcher typed = TIME_SHAPE.matcher(text);
            if (!typed.matches()) {
              throw new ValueForm.Refused("it is no number with one of the units s, m, h");
            }
            Duration unit =
                switch (typed.group(2)) {
                  case "s" -> Duration.ofSeconds(1);
                  case "m" -> Duration.ofMinutes(1);
                  default -> Duration.ofHours(1);
                };
            Duration time = unit.multipliedBy(Long.parseLong(typed.group(1)));
            if (time.isZero() || time.compareTo(LONGEST_TIME) > 0) {
              throw new ValueForm.Refused(
                  time.isZero() ? "it is no time at all" : "it is too long");
            }
            return time;
          },
          time ->
              time.toSecondsPart() > 0
                  ? time.toSeconds() + "s"
                  : time.toMinutesPart() > 0 ? time.toMinutes() + "m" : time.toHours() + "h");

  static final ValueForm<String> TMPFS_SIZE =
      ValueForm.of(
          "auto, a size of at least 64M, or a percentage of the memory such as 40%",
          text -> {
            if (text.equals(AUTO) || PERCENT.matcher(text).matches()) {
              return text;
            }
            return ValueForm.size(LEAST_TMPFS).canonical(text);
          },
          Function.identity());

  static final ValueForm<URI> HTTP_URL =
      ValueForm.of(
          "an http or https address without a password",
          text -> {
            URI uri;
            try {
              uri = new URI(text);
            } catch (URISyntaxException e) {
              throw new ValueForm.Refused("it is not an address");
            }
            if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                || uri.getHost() == null) {
              throw new ValueForm.Refused("it is not an http or https address with a host");
            }
            if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
              throw new ValueForm.Refused("it has more than scheme, host, port and path");
            }
            return uri;
          },
          URI::toString);

  static final ValueForm<String> LANGUAGE =
      ValueForm.shaped(
          "a locale such as en_US.UTF-8", "(C|[a-z]{2,3}(_[A-Z]{2})?)(\\.UTF-8)?(@[a-z]{1,16})?");

  static final ValueForm<String> KEYBOARD =
      ValueForm.shaped(
          "a layout such as us, jp or de-nodeadkeys", "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  static final ValueForm<String> TIMEZONE =
      ValueForm.of(
          "a time zone such as UTC or Asia/Tokyo",
          text -> {
            if (text.equals(UTC)) {
              // the default is there; to read the list of all of them takes as long as much of the
              // program's start
              return text;
            }
            Set<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
            if (!zones.contains(text)) {
              throw new ValueForm.Refused(
                  Nearest.sentence(text, zones, "there is no such time zone"));
            }
            return text;
          },
          Function.identity());

  static final ValueForm<String> HOST =
      ValueForm.of(
          "a host name of letters, digits, dashes and dots, at most 64 long",
          text -> {
            if (text.length() > LONGEST_HOST || !HOST_SHAPE.matcher(text).matches()) {
              throw new ValueForm.Refused("it is not a host name");
            }
            return text;
          },
          Function.identity());

  static final ValueForm<String> SERIAL_CONSOLE =
      ValueForm.shaped(
          "none, or a terminal with its speed such as ttyS0 or ttyS0,115200n8",
          "none|tty[A-Z]{1,8}[0-9]{1,2}(,[0-9]{3,7}([noe][5-8]?r?)?)?");

  /** Shell and GRUB would read the characters left out; no kernel option needs them. */
  static final ValueForm<String> KERNEL_OPTIONS =
      ValueForm.shaped(
          "words without quotes, backslashes and characters a shell acts on",
          "[A-Za-z0-9_.,:=/@%+!*~^#?\\[\\]-]+( +[A-Za-z0-9_.,:=/@%+!*~^#?\\[\\]-]+)*");

  static final ValueForm<String> SERVICE =
      ValueForm.shaped("a systemd service", "[A-Za-z0-9:_.@-]{1,250}");

  static final ValueForm<String> SEED =
      ValueForm.shaped("1 to 64 letters, digits, dashes, dots", "[A-Za-z0-9._-]{1,64}");

  static final ValueForm<String> PASSWORD_HASH =
      ValueForm.of(
              "locked, or a hash as 'openssl passwd -6' prints it; never the password itself",
              text -> {
                if (!text.equals(LOCKED) && !HASH.matcher(text).matches()) {
                  throw new ValueForm.Refused("it is not a password hash, and may be a password");
                }
                return text;
              },
              Function.identity())
          .hidden();

  static final ValueForm<Path> ABSOLUTE_FILE =
      ValueForm.of(
          "the absolute path of a file",
          text -> {
            try {
              Path path = Path.of(text);
              if (text.isEmpty() || !path.isAbsolute()) {
                throw new ValueForm.Refused("it is not an absolute path");
              }
              return path.normalize();
            } catch (InvalidPathException e) {
              throw new ValueForm.Refused("no file can have that name");
            }
          },
          Path::toString);

  private SystemForms() {}

  static boolean isPasswordHash(String text) {
    return HASH.matcher(text).matches();
  }
}
