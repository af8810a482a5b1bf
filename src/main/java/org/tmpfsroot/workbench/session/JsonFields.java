package org.tmpfsroot.workbench.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/**
 * One object of a session file being read strictly: what is asked for must be of its type, and what
 * was never asked for must not be there. Every refusal names the file and the JSON path.
 */
final class JsonFields {
  private final String file;
  private final String path;
  private final JsonNode object;
  private final Set<String> asked = new TreeSet<>();

  private JsonFields(String file, String path, JsonNode object) {
    this.file = file;
    this.path = path;
    this.object = object;
  }

  static JsonFields root(String file, JsonNode node) {
    JsonFields fields = new JsonFields(file, "$", node);
    fields.expect(node, JsonNodeType.OBJECT, "$");
    return fields;
  }

  Optional<String> text(String name) {
    return find(name, JsonNodeType.STRING).map(JsonNode::textValue);
  }

  /** The text, read by {@code reader}, whose refusal is told with the path. */
  <T> Optional<T> value(String name, Function<String, T> reader) {
    return text(name).map(text -> within(pathOf(name), () -> reader.apply(text)));
  }

  Optional<Integer> number(String name) {
    return find(name, JsonNodeType.NUMBER)
        .map(
            node -> {
              if (!node.isInt()) {
                throw refused(pathOf(name), "it is not a whole number of the usual size");
              }
              return node.intValue();
            });
  }

  /** The number, read by {@code reader}, whose refusal is told with the path. */
  <T> Optional<T> number(String name, Function<Integer, T> reader) {
    return number(name).map(number -> within(pathOf(name), () -> reader.apply(number)));
  }

  boolean flag(String name, boolean otherwise) {
    return find(name, JsonNodeType.BOOLEAN).map(JsonNode::booleanValue).orElse(otherwise);
  }

  List<String> texts(String name) {
    return values(name, Function.identity());
  }

  <T> List<T> values(String name, Function<String, T> reader) {
    return items(
        name, JsonNodeType.STRING, (node, at) -> within(at, () -> reader.apply(node.textValue())));
  }

  /** The objects of an array, each read by {@code reader} and then checked for unknown keys. */
  <T> List<T> objects(String name, Function<JsonFields, T> reader) {
    return items(
        name, JsonNodeType.OBJECT, (node, at) -> new JsonFields(file, at, node).readBy(reader));
  }

  /** The object of that name, read by {@code reader} and then checked for unknown keys. */
  <T> Optional<T> object(String name, Function<JsonFields, T> reader) {
    return find(name, JsonNodeType.OBJECT)
        .map(node -> new JsonFields(file, pathOf(name), node).readBy(reader));
  }

  /** All names there are, for objects whose keys are data. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  <T> T readBy(Function<JsonFields, T> reader) {
    T result = within(path, () -> reader.apply(this));
    for (String name : names()) {
      if (!asked.contains(name)) {
        throw refused(pathOf(name), Nearest.sentence(name, asked, "there is no such key"));
      }
    }
    return result;
  }

  /** The refusal of what stands at {@code name}. */
  Fault wrong(String name, String why) {
    return refused(pathOf(name), why);
  }

  /** For what must be there. */
  <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> refused(pathOf(name), "it is missing"));
  }

  private interface ItemReader<T> {
    T read(JsonNode node, String at);
  }

  private <T> List<T> items(String name, JsonNodeType type, ItemReader<T> reader) {
    JsonNode array = find(name, JsonNodeType.ARRAY).orElse(null);
    if (array == null) {
      return List.of();
    }
    IntFunction<String> at = index -> pathOf(name) + "[" + index + "]";
    List<T> items = new ArrayList<>();
    StreamSupport.stream(array.spliterator(), false)
        .forEach(
            node -> {
              String place = at.apply(items.size());
              expect(node, type, place);
              items.add(reader.read(node, place));
            });
    return List.copyOf(items);
  }

  private Optional<JsonNode> find(String name, JsonNodeType type) {
    asked.add(name);
    @Nullable JsonNode node = object.get(name);
    if (node == null) {
      return Optional.empty();
    }
    expect(node, type, pathOf(name));
    return Optional.of(node);
  }

  private void expect(JsonNode node, JsonNodeType type, String at) {
    if (node.getNodeType() != type) {
      throw refused(at, "it is " + word(node.getNodeType()) + " and must be " + word(type));
    }
  }

  /** What a value's own reader calls wrongly typed is here a wrong file. */
  private <T> T within(String at, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Fault e) {
      if (e.exitCode() != ExitCode.USAGE) {
        throw e;
      }
      throw refused(at, e.what() + ": " + e.why()).causedBy(e);
    }
  }

  private Fault refused(String at, String why) {
    return Fault.session(
        "cannot use the session file " + file, at + ": " + why, "correct the file at " + at);
  }

  private String pathOf(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? path + "." + name : path + "['" + name + "']";
  }

  private static String word(JsonNodeType type) {
    return switch (type) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> type.name().toLowerCase(Locale.ROOT);
    };
  }
}
