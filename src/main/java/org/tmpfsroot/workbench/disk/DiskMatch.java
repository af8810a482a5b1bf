package org.tmpfsroot.workbench.disk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Size;

/**
 * What a disk is recognized by: terms that must all hold, written {@code
 * size>=16G,model=Samsung*,bus=nvme}.
 *
 * @param terms at least one
 */
public record DiskMatch(List<Term> terms) {
  private static final Pattern TERM = Pattern.compile("([a-z]+)(>=|<=|=)(.+)");
  private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9_.:+*?/ @-]{1,200}");

  /** What a term looks at. */
  public enum Property {
    /** The capacity, compared with {@code >=}, {@code <=} or {@code =}. */
    SIZE,
    MODEL,
    SERIAL,
    /** A name below {@code /dev/disk/by-id}. */
    ID,
    /** A name below {@code /dev/disk/by-path}. */
    PATH,
    /** How it is connected: {@code nvme}, {@code sata}, {@code usb}, {@code mmc} … */
    BUS;

    public String typed() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One condition.
   *
   * @param property what it looks at
   * @param comparison {@code =}, or for sizes {@code >=} or {@code <=}
   * @param value a glob with {@code *} and {@code ?}, or for sizes the bytes in decimal
   */
  public record Term(Property property, String comparison, String value) {
    String typed() {
      return property.typed()
          + comparison
          + (property == Property.SIZE ? new Size(Long.parseLong(value)).typed() : value);
    }
  }

  public DiskMatch {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a match without a term");
    }
  }

  /**
   * @throws Fault (usage) when it is not a comma-separated list of terms
   */
  public static DiskMatch parse(String text) {
    List<Term> terms = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      terms.add(term(each.strip(), text));
    }
    return new DiskMatch(terms);
  }

  private static Term term(String each, String text) {
    Matcher matcher = TERM.matcher(each);
    if (!matcher.matches()) {
      throw notAMatch(text, "'" + each + "' is not a property, a comparison and a value");
    }
    Property property = property(matcher.group(1), text);
    String comparison = matcher.group(2);
    String value = matcher.group(3);
    if (property == Property.SIZE) {
      return new Term(property, comparison, Long.toString(Size.parse(value).bytes()));
    }
    if (!comparison.equals("=")) {
      throw notAMatch(text, "only a size can be compared with " + comparison);
    }
    if (!GLOB.matcher(value).matches()) {
      throw notAMatch(text, "'" + value + "' has characters that no name of a disk has");
    }
    return new Term(property, comparison, value);
  }

  private static Property property(String name, String text) {
    List<String> known = Stream.of(Property.values()).map(Property::typed).toList();
    int index = known.indexOf(name);
    if (index < 0) {
      throw notAMatch(
          text,
          "there is no property '"
              + name
              + "'; "
              + Nearest.sentence(name, known, "known are " + String.join(", ", known)));
    }
    return Property.values()[index];
  }

  private static Fault notAMatch(String text, String why) {
    return Fault.usage(
        "'" + text.replaceAll("\\p{Cntrl}", "?") + "' does not say what a disk is",
        why,
        "write it as size>=16G,bus=nvme or model=Samsung*");
  }

  /** The capacity that no matching disk exceeds, if there is one. */
  public Optional<Size> most() {
    return terms.stream()
        .filter(term -> term.property() == Property.SIZE && !term.comparison().equals(">="))
        .map(term -> new Size(Long.parseLong(term.value())))
        .min(Comparator.naturalOrder());
  }

  /** The same, and it has at least this capacity; unchanged where it promises that already. */
  public DiskMatch withAtLeast(Size size) {
    boolean promised =
        terms.stream()
            .anyMatch(
                term ->
                    term.property() == Property.SIZE
                        && !term.comparison().equals("<=")
                        && Long.parseLong(term.value()) >= size.bytes());
    if (promised) {
      return this;
    }
    List<Term> more = new ArrayList<>(terms);
    more.add(new Term(Property.SIZE, ">=", Long.toString(size.bytes())));
    return new DiskMatch(more);
  }

  /** The form that {@link #parse} reads. */
  public String typed() {
    return String.join(",", terms.stream().map(Term::typed).toList());
  }
}
