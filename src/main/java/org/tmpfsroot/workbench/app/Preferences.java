package org.tmpfsroot.workbench.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.shell.Look;

/**
 * How the program behaves on this machine. Each comes from the call, else from the environment
 * ({@code WORKBENCH_OFFLINE}, …), else from {@code workbench.properties} in the configuration
 * folder, else from what is usual.
 *
 * @param cache what can be fetched or made again
 * @param state what cannot: history, traces
 * @param look how much of a terminal is made use of
 * @param cacheSize how much the outputs of steps may have that the last run did not use
 * @param certificates a PEM file of authorities that servers may show certificates of, beside those
 *     that Java knows
 * @param settings what holds for sessions that do not choose otherwise
 */
record Preferences(
    Path cache,
    Path state,
    boolean offline,
    Look look,
    boolean debug,
    Size cacheSize,
    Optional<Path> certificates,
    MachineDefaults settings) {
  private static final String FOLDER = "tmpfsroot-workbench";
  private static final String USUAL_CACHE = "30G";
  private static final List<String> KEYS =
      List.of("home", "offline", "plain", "debug", "cache-size", "certificates");

  /**
   * Collects them.
   *
   * @param options from the call
   * @throws Fault (usage) for a value that is none, or a key that is not known
   */
  static Preferences of(Map<String, String> options, Map<String, String> environment) {
    Path file = xdg(environment, "XDG_CONFIG_HOME", ".config").resolve("workbench.properties");
    Map<String, String> settings = file(file);
    Map<String, String> values = new TreeMap<>(settings);
    values.keySet().retainAll(KEYS);
    settings.keySet().removeAll(KEYS);
    for (String key : KEYS) {
      String value = environment.get("WORKBENCH_" + key.toUpperCase(Locale.ROOT).replace('-', '_'));
      if (value != null && !value.isEmpty()) {
        values.put(key, value);
      }
    }
    values.putAll(options);
    Optional<Path> home = Optional.ofNullable(values.get("home")).map(Preferences::absolute);
    return new Preferences(
        home.map(folder -> folder.resolve("cache"))
            .orElseGet(() -> xdg(environment, "XDG_CACHE_HOME", ".cache")),
        home.map(folder -> folder.resolve("state"))
            .orElseGet(() -> xdg(environment, "XDG_STATE_HOME", ".local/state")),
        isOn("offline", values),
        look(isOn("plain", values), environment),
        isOn("debug", values),
        Size.parse(values.getOrDefault("cache-size", USUAL_CACHE)),
        Optional.ofNullable(values.get("certificates")).map(Preferences::absolute),
        MachineDefaults.NONE.withFile(settings, file.toString()).withEnvironment(environment));
  }

  /** {@code NO_COLOR} is what many programs go by (no-color.org). */
  private static Look look(boolean plain, Map<String, String> environment) {
    boolean colourless =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return plain ? Look.PLAIN : colourless ? Look.MOVING : Look.COLOUR;
  }

  private static Map<String, String> file(Path file) {
    Map<String, String> values = new TreeMap<>();
    if (Files.notExists(file)) {
      return values;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw Fault.world("cannot read " + file, IoReason.of(e), "correct the file or remove it")
          .causedBy(e);
    } catch (IllegalArgumentException e) {
      throw Fault.usage(
          file + " is not a file of properties",
          "a character after \\u is not hexadecimal",
          "correct the file or remove it");
    }
    for (String key : properties.stringPropertyNames()) {
      if (!KEYS.contains(key) && !Nearest.to(key, KEYS).isEmpty()) {
        throw Fault.usage(
            "unknown key '" + key + "' in " + file,
            Nearest.sentence(key, KEYS, "the keys are " + String.join(", ", KEYS)),
            "correct the file or remove the line");
      }
      values.put(key, properties.getProperty(key));
    }
    return values;
  }

  /** The standard says to ignore a variable that is not absolute. */
  private static Path xdg(Map<String, String> environment, String variable, String otherwise) {
    String value = environment.getOrDefault(variable, "");
    Path base =
        value.startsWith("/")
            ? Path.of(value)
            : Path.of(System.getProperty("user.home", "/")).resolve(otherwise);
    return base.resolve(FOLDER);
  }

  private static Path absolute(String typed) {
    return Path.of(typed).toAbsolutePath().normalize();
  }

  private static boolean isOn(String key, Map<String, String> values) {
    String value = values.getOrDefault(key, "false");
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1", "on" -> true;
      case "false", "no", "0", "off" -> false;
      default ->
          throw Fault.usage(
              "'" + value + "' is no value of " + key,
              "it is either true or false",
              "correct it in the environment or in workbench.properties");
    };
  }
}
