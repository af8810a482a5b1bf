package org.tmpfsroot.workbench.lock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/** One object of a lock file: every key must be there, of its type, and no other. */
final class LockFields {
  private final String document;
  private final String path;
  private final JsonNode node;
  private final Set<String> asked = new TreeSet<>();

  LockFields(String document, String path, JsonNode node) {
    this.document = document;
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw refused(path, "it is not an object");
    }
  }

  boolean has(String key) {
    return node.has(key);
  }

  String text(String key) {
    JsonNode value = value(key);
    if (!value.isTextual()) {
      throw wrong(key, "it is not a text");
    }
    return value.textValue();
  }

  String matching(String key, Pattern form) {
    String text = text(key);
    if (!form.matcher(text).matches()) {
      throw wrong(key, "'" + text + "' is not a " + key);
    }
    return text;
  }

  /** Not negative. */
  long number(String key, long largest) {
    JsonNode value = value(key);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > largest) {
      throw wrong(key, "it is not a whole number from 0 to " + largest);
    }
    return value.longValue();
  }

  boolean flag(String key) {
    JsonNode value = value(key);
    if (!value.isBoolean()) {
      throw wrong(key, "it is neither true nor false");
    }
    return value.booleanValue();
  }

  LockFields object(String key) {
    return new LockFields(document, path + "." + key, value(key));
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : array(key)) {
      if (!each.isTextual()) {
        throw wrong(key, "it holds something that is not a text");
      }
      texts.add(each.textValue());
    }
    return texts;
  }

  List<LockFields> objects(String key) {
    List<LockFields> objects = new ArrayList<>();
    for (JsonNode each : array(key)) {
      objects.add(new LockFields(document, path + "." + key + "[" + objects.size() + "]", each));
    }
    return objects;
  }

  private JsonNode array(String key) {
    JsonNode value = value(key);
    if (!value.isArray()) {
      throw wrong(key, "it is not a list");
    }
    return value;
  }

  private JsonNode value(String key) {
    asked.add(key);
    JsonNode value = node.path(key);
    if (value instanceof MissingNode) {
      throw wrong(key, "it is missing");
    }
    return value;
  }

  /** To be called when everything known was asked for. */
  void refuseOthers() {
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!asked.contains(key)) {
        throw wrong(key, Nearest.sentence(key, asked, "there is no such key"));
      }
    }
  }

  Fault wrong(String key, String why) {
    return refused(path + "." + key, why);
  }

  private Fault refused(String where, String why) {
    return Fault.session(
        "cannot use " + document,
        where + ": " + why,
        "write it anew with `lock resolve` and `lock save " + document + "`");
  }
}
