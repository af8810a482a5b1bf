package org.tmpfsroot.workbench.shell;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/**
 * Turns a typed word into a value of a parameter's type: text, whole numbers, paths, addresses,
 * enums, and every type with a public static {@code parse(String)}.
 */
final class Conversion {
  /** How one type is read. */
  private interface Reading {
    Object read(String text);
  }

  private final Reading reading;
  private final List<String> choices;
  private final boolean isPath;

  private Conversion(Reading reading, List<String> choices, boolean isPath) {
    this.reading = reading;
    this.choices = choices;
    this.isPath = isPath;
  }

  /**
   * The conversion to {@code type}.
   *
   * @throws IllegalStateException when the type cannot be typed: an error in a command's class
   */
  static Conversion to(Class<?> type) {
    if (type == String.class) {
      return new Conversion(text -> text, List.of(), false);
    }
    if (type == int.class || type == Integer.class) {
      return new Conversion(text -> (int) number(text, Integer.MAX_VALUE), List.of(), false);
    }
    if (type == long.class || type == Long.class) {
      return new Conversion(text -> number(text, Long.MAX_VALUE), List.of(), false);
    }
    if (type == Path.class) {
      return new Conversion(Conversion::path, List.of(), true);
    }
    if (type == URI.class) {
      return new Conversion(Conversion::address, List.of(), false);
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      List<String> names = Arrays.stream(constants).map(Conversion::typedName).toList();
      return new Conversion(text -> constant(text, constants, names), names, false);
    }
    return new Conversion(parse(type), List.of(), false);
  }

  /**
   * Converts.
   *
   * @param asked what the word was typed for, such as {@code --size}
   * @throws Fault (usage) when the word is no such value
   */
  Object convert(String text, String asked) {
    try {
      return reading.read(text);
    } catch (Fault fault) {
      throw fault.exitCode() == org.tmpfsroot.workbench.fault.ExitCode.USAGE
          ? Fault.usage(asked + ": " + fault.what(), fault.why(), fault.next())
          : fault;
    }
  }

  /** The words that can be typed where there are only some; else empty. */
  List<String> choices() {
    return choices;
  }

  boolean isPath() {
    return isPath;
  }

  private static String typedName(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object constant(String text, Object[] constants, List<String> names) {
    int index = names.indexOf(text);
    if (index < 0) {
      throw Fault.usage(
          "'" + text + "' is not a choice",
          "the choices are " + String.join(", ", names),
          Nearest.sentence(text, names, "type one of them"));
    }
    return constants[index];
  }

  private static long number(String text, long most) {
    try {
      long number = Long.parseLong(text);
      if (number <= most && number >= -most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Fault.usage(
        "'" + text + "' is not a number",
        "a whole number up to " + most + " is asked for",
        "type digits only");
  }

  private static Path path(String text) {
    String home = System.getProperty("user.home", "");
    String whole = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
    if (whole.isEmpty()) {
      throw Fault.usage("'' is not a path", "it is empty", "type the path of a file or folder");
    }
    try {
      return Path.of(whole);
    } catch (InvalidPathException e) {
      throw Fault.usage(
          "'" + text + "' is not a path", e.getReason(), "type the path of a file or folder");
    }
  }

  private static URI address(String text) {
    try {
      return new URI(text);
    } catch (java.net.URISyntaxException e) {
      throw Fault.usage(
          "'" + text + "' is not an address",
          e.getReason() + " at character " + (e.getIndex() + 1),
          "type for example https://example.org/path");
    }
  }

  private static Reading parse(Class<?> type) {
    try {
      MethodHandle parse =
          MethodHandles.publicLookup()
              .findStatic(type, "parse", MethodType.methodType(type, String.class))
              .asType(MethodType.methodType(Object.class, String.class));
      return text -> invoke(parse, text);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(
          type.getName() + " cannot be typed: it has no public static parse(String)", e);
    }
  }

  private static Object invoke(MethodHandle parse, String text) {
    try {
      return parse.invokeExact(text);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("parse must not throw a checked exception", e);
    }
  }
}
