package org.tmpfsroot.workbench.session;

import java.io.Serial;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Size;

/** How a setting's value is spelled: text to value and back. */
final class ValueForm<T> {
  private final String allowed;
  private final List<String> choices;
  private final Reader<T> reader;
  private final Function<T, String> writer;
  private final boolean secret;

  /** Reads a stripped text, or refuses it with a reason. */
  interface Reader<T> {
    T read(String text) throws Refused;
  }

  /** Why a text is no value, to be put behind "because". */
  static final class Refused extends Exception {
    @Serial private static final long serialVersionUID = 1L;
    private final String why;

    Refused(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  private ValueForm(
      String allowed,
      List<String> choices,
      Reader<T> reader,
      Function<T, String> writer,
      boolean secret) {
    this.allowed = allowed;
    this.choices = List.copyOf(choices);
    this.reader = reader;
    this.writer = writer;
    this.secret = secret;
  }

  static <T> ValueForm<T> of(String allowed, Reader<T> reader, Function<T, String> writer) {
    return new ValueForm<>(allowed, List.of(), reader, writer, false);
  }

  static ValueForm<String> oneOf(List<String> choices) {
    return new ValueForm<>(
        String.join("|", choices),
        choices,
        text -> {
          if (!choices.contains(text)) {
            throw new Refused(Nearest.sentence(text, choices, "it is none of the values"));
          }
          return text;
        },
        Function.identity(),
        false);
  }

  /** The constants of an enum; {@code parser} refuses what is none with its own reason. */
  static <E extends Enum<E>> ValueForm<E> constants(
      E[] constants, Function<E, String> typed, Function<String, E> parser) {
    List<String> choices = Stream.of(constants).map(typed).toList();
    return new ValueForm<>(
        String.join("|", choices),
        choices,
        text -> {
          try {
            return parser.apply(text);
          } catch (Fault e) {
            throw new Refused(e.why());
          }
        },
        typed,
        false);
  }

  /** Text of a shape; {@code allowed} says the shape in words. */
  static ValueForm<String> shaped(String allowed, String pattern) {
    Pattern shape = Pattern.compile(pattern);
    return of(
        allowed,
        text -> {
          if (!shape.matcher(text).matches()) {
            throw new Refused("it does not look like that");
          }
          return text;
        },
        Function.identity());
  }

  static ValueForm<Size> size(Size least) {
    return of(
        "a size of at least " + least.typed(),
        text -> {
          Size size;
          try {
            size = Size.parse(text);
          } catch (Fault e) {
            throw new Refused(e.why());
          }
          if (size.compareTo(least) < 0) {
            throw new Refused("it is too small");
          }
          return size;
        },
        Size::typed);
  }

  /** Items between spaces or commas, each of {@code item}'s form, none twice. */
  static ValueForm<List<String>> listOf(ValueForm<String> item) {
    return new ValueForm<>(
        item.allowed + ", several between commas",
        item.choices,
        text -> {
          List<String> parts =
              Stream.of(text.split("[,\\s]+")).filter(part -> !part.isEmpty()).toList();
          if (parts.isEmpty()) {
            throw new Refused("it names nothing");
          }
          for (String part : parts) {
            item.reader.read(part);
          }
          if (parts.stream().distinct().count() != parts.size()) {
            throw new Refused("it names something twice");
          }
          return parts;
        },
        parts -> String.join(",", parts),
        false);
  }

  /** The same spelling with another meaning. */
  <U> ValueForm<U> as(Function<T, U> meaning, Function<U, T> back) {
    return new ValueForm<>(
        allowed,
        choices,
        text -> meaning.apply(reader.read(text)),
        value -> writer.apply(back.apply(value)),
        secret);
  }

  /** The same, but its values are never shown, not even wrong ones. */
  ValueForm<T> hidden() {
    return new ValueForm<>(allowed, choices, reader, writer, true);
  }

  boolean secret() {
    return secret;
  }

  String allowed() {
    return allowed;
  }

  List<String> choices() {
    return choices;
  }

  String write(T value) {
    return writer.apply(value);
  }

  /** The one spelling of a typed value. */
  String canonical(String text) throws Refused {
    return writer.apply(reader.read(text));
  }

  T read(String key, String text) {
    try {
      return reader.read(text.strip());
    } catch (Refused e) {
      throw Fault.usage(shown(text) + " is no value for " + key, e.why(), key + " is " + allowed);
    }
  }

  private String shown(String text) {
    if (secret) {
      return "what was typed";
    }
    String plain =
        text.codePoints().limit(60).mapToObj(ValueForm::printable).collect(Collectors.joining());
    return "'" + (plain.length() < text.length() ? plain + "…" : plain) + "'";
  }

  private static String printable(int c) {
    return Character.isISOControl(c) ? "?" : Character.toString(c);
  }
}
