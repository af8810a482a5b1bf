package org.tmpfsroot.workbench.session;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.fault.Fault;

/** Values of settings that hold for every session on this machine, each with where it was read. */
public record MachineDefaults(SortedMap<String, Value> values) {
  /** A machine without wishes of its own. */
  public static final MachineDefaults NONE = new MachineDefaults(new TreeMap<>());

  private static final String VARIABLE_PREFIX = "WORKBENCH_";

  /**
   * One value.
   *
   * @param text in the key's canonical spelling
   * @param origin a file, or an environment variable's name
   */
  public record Value(String text, String origin) {}

  public MachineDefaults {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /**
   * These, and over them the properties of a configuration file.
   *
   * @throws Fault (usage) naming the file, when a key is unknown or a value is none for its key
   */
  public MachineDefaults withFile(Map<String, String> properties, String file) {
    TreeMap<String, Value> all = new TreeMap<>(values);
    new TreeMap<>(properties)
        .forEach(
            (name, text) -> {
              try {
                all.put(name, new Value(SettingKeys.of(name).canonical(text), file));
              } catch (Fault e) {
                throw e.within("cannot use " + file);
              }
            });
    return new MachineDefaults(all);
  }

  /**
   * These, and over them the variables {@code WORKBENCH_VOLUME_ID}, {@code WORKBENCH_TRIM_DOCS} and
   * so on. Other variables are no business of settings.
   *
   * @throws Fault (usage) naming the variable, when a value is none for its key
   */
  public MachineDefaults withEnvironment(Map<String, String> environment) {
    // the keys and all that they may be set to are not looked at in vain at every start
    if (environment.keySet().stream().noneMatch(name -> name.startsWith(VARIABLE_PREFIX))) {
      return this;
    }
    TreeMap<String, Value> all = new TreeMap<>(values);
    for (SettingKey<?> key : SettingKeys.all()) {
      String variable = variableOf(key);
      String text = environment.get(variable);
      if (text != null) {
        try {
          all.put(key.name(), new Value(key.canonical(text), "$" + variable));
        } catch (Fault e) {
          throw e.within("cannot use the variable " + variable);
        }
      }
    }
    return new MachineDefaults(all);
  }

  Optional<Value> of(SettingKey<?> key) {
    return Optional.ofNullable(values.get(key.name()));
  }

  private static String variableOf(SettingKey<?> key) {
    return VARIABLE_PREFIX
        + key.name().replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
