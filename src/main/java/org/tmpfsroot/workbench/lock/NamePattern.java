package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.rpm.Evr;

/**
 * One way to read what a user typed as parts of a package's name; each part may have wildcards.
 * {@code a-b-c.d} can be read in several ways, and dnf tries them in a fixed order.
 *
 * @param version absent when any will do, as are the others
 */
record NamePattern(
    String name,
    OptionalInt epoch,
    Optional<String> version,
    Optional<String> release,
    Optional<String> arch) {

  private static final String NAME = "(?<name>[^:(/=<> ]+)";
  private static final String EPOCH = "(?:(?<epoch>[0-9]{1,9}):)?";
  private static final String VERSION = "(?<version>[^-:(/=<> ]+)";
  private static final String RELEASE = "(?<release>[^-:(/=<> ]+)";
  private static final String ARCH = "(?<arch>[^-:.(/=<> ]+)";

  /** NEVRA, name.arch, name, NEVR, NEV: dnf's order. */
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(NAME + "-" + EPOCH + VERSION + "-" + RELEASE + "\\." + ARCH),
          Pattern.compile(NAME + "\\." + ARCH),
          Pattern.compile(NAME),
          Pattern.compile(NAME + "-" + EPOCH + VERSION + "-" + RELEASE),
          Pattern.compile(NAME + "-" + EPOCH + VERSION));

  /** Every way to read {@code text}, the likeliest first. */
  static List<NamePattern> readings(String text) {
    List<NamePattern> readings = new ArrayList<>();
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(text);
      if (matcher.matches()) {
        String pattern = form.pattern();
        Optional<String> epoch = part(pattern, matcher, "epoch");
        readings.add(
            new NamePattern(
                matcher.group("name"),
                epoch.isPresent()
                    ? OptionalInt.of(Integer.parseInt(epoch.get()))
                    : OptionalInt.empty(),
                part(pattern, matcher, "version"),
                part(pattern, matcher, "release"),
                part(pattern, matcher, "arch")));
      }
    }
    return readings;
  }

  private static Optional<String> part(String pattern, Matcher matcher, String group) {
    return pattern.contains("?<" + group + ">")
        ? Optional.ofNullable(matcher.group(group))
        : Optional.empty();
  }

  SpecMatcher.Meaning meaning() {
    if (arch.filter(Glob::isOne).isPresent()) {
      return SpecMatcher.Meaning.EVERY_ARCHITECTURE;
    }
    return version.isEmpty() && release.isEmpty() && arch.isEmpty()
        ? SpecMatcher.Meaning.NAME
        : SpecMatcher.Meaning.OTHER;
  }

  /** Tells versions and architectures that are meant from others. */
  boolean admits(Evr evr, String ofArch) {
    return (epoch.isEmpty() || epoch.getAsInt() == evr.epoch())
        && admits(version, evr.version())
        && admits(release, evr.release())
        && admits(arch, ofArch);
  }

  private static boolean admits(Optional<String> wanted, String value) {
    return wanted.isEmpty() || Glob.matcher(wanted.get()).test(value);
  }

  /** Tells names that are meant from others. */
  Predicate<String> names() {
    return Glob.matcher(name);
  }
}
