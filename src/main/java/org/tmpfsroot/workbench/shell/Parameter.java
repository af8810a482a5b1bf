package org.tmpfsroot.workbench.shell;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Option;

/**
 * One parameter of a command's method: an option or a positional argument.
 *
 * @param option whether it is typed with its name before it
 * @param name as it is typed and shown: {@code size} for {@code --size}
 * @param shortName the one letter of the option; a space when there is none
 * @param fallback the value that stands in when nothing is typed; empty when there is none
 * @param values the method that completes it; empty when there is none
 */
record Parameter(
    boolean option,
    String name,
    char shortName,
    Arity arity,
    Conversion conversion,
    String fallback,
    String description,
    String values) {

  /** How many words belong to a parameter. */
  enum Arity {
    /** A switch without a word. */
    FLAG,
    /** One, which must be typed where there is no fallback. */
    ONE,
    /** None or one: the method takes an {@link Optional}. */
    MAYBE,
    /** Any number: the method takes a {@link List}. */
    MANY
  }

  static Parameter of(java.lang.reflect.Parameter declared) {
    Option option = declared.getAnnotation(Option.class);
    Argument argument = declared.getAnnotation(Argument.class);
    Values values = declared.getAnnotation(Values.class);
    String completion = values == null ? "" : values.value();
    Type type = declared.getParameterizedType();
    Arity arity =
        type == boolean.class
            ? Arity.FLAG
            : !(type instanceof ParameterizedType generic)
                ? Arity.ONE
                : generic.getRawType() == List.class ? Arity.MANY : Arity.MAYBE;
    Class<?> single =
        type instanceof ParameterizedType generic
            ? (Class<?>) generic.getActualTypeArguments()[0]
            : declared.getType();
    Conversion conversion = Conversion.to(arity == Arity.FLAG ? String.class : single);
    if (option != null) {
      require(
          option.required() == (arity == Arity.ONE && option.defaultValue().isEmpty()),
          declared,
          "an option is required when, and only when, it is one value without a default;"
              + " take an Optional or a List where it may be left out");
      String name = option.longName().isEmpty() ? kebab(declared.getName()) : option.longName();
      return new Parameter(
          true,
          name,
          option.shortName(),
          arity,
          conversion,
          option.defaultValue(),
          option.description(),
          completion);
    }
    require(argument != null, declared, "it is neither an option nor an argument");
    require(arity != Arity.FLAG, declared, "a flag is an option");
    return new Parameter(
        false,
        kebab(declared.getName()),
        ' ',
        arity,
        conversion,
        argument.defaultValue(),
        argument.description(),
        completion);
  }

  private static void require(
      boolean condition, java.lang.reflect.Parameter declared, String rule) {
    if (!condition) {
      throw new IllegalStateException(
          declared.getDeclaringExecutable() + ", parameter " + declared.getName() + ": " + rule);
    }
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Whether the command cannot run without it. */
  boolean required() {
    return arity == Arity.ONE && fallback.isEmpty();
  }

  /** As it is called in messages: {@code --size}, {@code MOUNT}. */
  String shown() {
    return option ? "--" + name : name.toUpperCase(Locale.ROOT);
  }

  /** As it stands in a line of usage: {@code [--size SIZE]}, {@code SPEC…}. */
  String usage() {
    String word =
        !option
            ? shown()
            : arity == Arity.FLAG
                ? shown()
                : shown()
                    + " "
                    + (conversion.choices().isEmpty()
                        ? name.toUpperCase(Locale.ROOT)
                        : String.join("|", conversion.choices()));
    String repeated = arity == Arity.MANY ? word + "…" : word;
    return required() ? repeated : "[" + repeated + "]";
  }

  /**
   * The value for the method from the words typed.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) when a word cannot be converted
   */
  Object value(List<String> typed) {
    if (arity == Arity.FLAG) {
      return !typed.isEmpty();
    }
    List<String> words = typed.isEmpty() && !fallback.isEmpty() ? List.of(fallback) : typed;
    List<Object> converted = new ArrayList<>();
    for (String word : words) {
      converted.add(conversion.convert(word, shown()));
    }
    return switch (arity) {
      case MANY -> List.copyOf(converted);
      case MAYBE -> converted.stream().findFirst();
      default -> converted.get(0);
    };
  }
}
