package org.tmpfsroot.workbench.shell;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Size;

/** Prints trees of maps, lists, text, numbers, booleans, sizes and optionals as JSON. */
final class Json {
  private Json() {}

  static String text(Object tree) {
    StringWriter text = new StringWriter();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.setPrettyPrinter(printer);
      write(tree, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Object tree, JsonGenerator generator) throws IOException {
    if (tree instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        generator.writeFieldName(String.valueOf(entry.getKey()));
        write(entry.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (tree instanceof Iterable<?> list && !(tree instanceof java.nio.file.Path)) {
      generator.writeStartArray();
      for (Object element : list) {
        write(element, generator);
      }
      generator.writeEndArray();
    } else if (tree instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        write(optional.get(), generator);
      } else {
        generator.writeNull();
      }
    } else if (tree instanceof Boolean yes) {
      generator.writeBoolean(yes);
    } else if (tree instanceof Size size) {
      generator.writeNumber(size.bytes());
    } else if (tree instanceof Integer || tree instanceof Long) {
      generator.writeNumber(((Number) tree).longValue());
    } else if (tree instanceof Double number) {
      generator.writeNumber(number);
    } else {
      generator.writeString(tree.toString());
    }
  }
}
