package org.tmpfsroot.workbench.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tmpfsroot.workbench.lock.Lock;

/**
 * One thing that two sessions differ in.
 *
 * @param what the key of the session file it stands under: {@code packages}, {@code
 *     settings.timezone}, {@code users.robot.groups}
 * @param before empty where the first session says nothing of it
 * @param after empty where the second says nothing of it
 */
public record SessionDifference(String what, Optional<String> before, Optional<String> after) {
  private static final List<String> IDENTIFIERS = List.of("id", "name", "mount");

  /** All differences, by key; the members of a list are compared one by one. */
  public static List<SessionDifference> between(ImageSession before, ImageSession after) {
    Map<String, TreeSet<String>> old = flat(before);
    Map<String, TreeSet<String>> now = flat(after);
    TreeSet<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    List<SessionDifference> differences = new ArrayList<>();
    for (String key : keys) {
      List<String> gone = without(members(old, key), members(now, key));
      List<String> come = without(members(now, key), members(old, key));
      for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
        differences.add(new SessionDifference(key, at(gone, i), at(come, i)));
      }
    }
    if (!before.lock().equals(after.lock())) {
      differences.add(new SessionDifference("lock", summary(before), summary(after)));
    }
    return List.copyOf(differences);
  }

  private static Optional<String> summary(ImageSession session) {
    return session.lock().map(Lock::packages).map(packages -> packages.size() + " packages");
  }

  private static Set<String> members(Map<String, TreeSet<String>> flat, String key) {
    return flat.getOrDefault(key, new TreeSet<>());
  }

  private static Optional<String> at(List<String> list, int index) {
    return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
  }

  private static List<String> without(Set<String> of, Set<String> those) {
    return of.stream().filter(text -> !those.contains(text)).toList();
  }

  private static Map<String, TreeSet<String>> flat(ImageSession session) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    Path here = Path.of("").toAbsolutePath();
    new SessionWriter(here, here).write(session, tree);
    tree.remove("lock");
    Map<String, TreeSet<String>> flat = new TreeMap<>();
    tree.properties().forEach(field -> flatten(field.getKey(), field.getValue(), flat));
    return flat;
  }

  private static void flatten(String key, JsonNode node, Map<String, TreeSet<String>> into) {
    if (node.isObject()) {
      node.properties()
          .forEach(field -> flatten(key + "." + field.getKey(), field.getValue(), into));
    } else if (node.isArray()) {
      node.forEach(
          item -> flatten(item.isObject() ? key + "." + identifier(item) : key, item, into));
    } else {
      into.computeIfAbsent(key, k -> new TreeSet<>()).add(node.asText());
    }
  }

  private static String identifier(JsonNode item) {
    return IDENTIFIERS.stream()
        .filter(item::has)
        .findFirst()
        .map(key -> item.get(key).asText())
        .orElse("");
  }
}
