package org.tmpfsroot.workbench.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * The settings of a session: what was chosen in it, over what holds for the machine, over the
 * program's defaults.
 *
 * @param chosen key name to the value's canonical spelling
 */
public record Settings(SortedMap<String, String> chosen, MachineDefaults machine) {

  /** A setting as it stands. Secret values are masked in {@link #shown()} only. */
  public record Entry(SettingKey<?> key, Optional<String> text, String origin) {
    /** What may be put on a screen; empty when there is no value. */
    public String shown() {
      boolean masked = key.secret() && text.isPresent() && !text.equals(key.defaultText());
      return masked ? "(set)" : text.orElse("");
    }
  }

  public Settings {
    chosen = Collections.unmodifiableSortedMap(new TreeMap<>(chosen));
  }

  /** Nothing chosen yet. */
  public static Settings of(MachineDefaults machine) {
    return new Settings(new TreeMap<>(), machine);
  }

  /**
   * With one value chosen.
   *
   * @throws Fault (usage) when there is no such key, or the text is no value for it
   */
  public Settings with(String name, String text) {
    TreeMap<String, String> next = new TreeMap<>(chosen);
    next.put(name, SettingKeys.of(name).canonical(text));
    return new Settings(next, machine);
  }

  /**
   * With the choice of one value taken back.
   *
   * @throws Fault (usage) when there is no such key
   */
  public Settings without(String name) {
    SettingKeys.of(name);
    TreeMap<String, String> next = new TreeMap<>(chosen);
    next.remove(name);
    return new Settings(next, machine);
  }

  /** The value in force; empty when the key has no default and nobody chose one. */
  public <T> Optional<T> find(SettingKey<T> key) {
    return entry(key).text().map(key::parse);
  }

  /** The value in force, for keys that have a default. */
  public <T> T value(SettingKey<T> key) {
    return find(key)
        .orElseThrow(() -> new IllegalArgumentException(key.name() + " has no default"));
  }

  /** Every fixed key, and the keys of steps that were chosen. */
  public List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    SettingKeys.all().forEach(key -> entries.add(entry(key)));
    chosen.keySet().stream()
        .map(SettingKeys::of)
        .filter(key -> entries.stream().noneMatch(entry -> entry.key().name().equals(key.name())))
        .forEach(key -> entries.add(entry(key)));
    return List.copyOf(entries);
  }

  /** One key with its value and where that comes from. */
  public Entry entry(SettingKey<?> key) {
    String own = chosen.get(key.name());
    if (own != null) {
      return new Entry(key, Optional.of(own), "session");
    }
    return machine
        .of(key)
        .map(value -> new Entry(key, Optional.of(value.text()), value.origin()))
        .orElseGet(() -> new Entry(key, key.defaultText(), "default"));
  }
}
