package org.tmpfsroot.workbench.script;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/**
 * What {@code ${NAME}} stands for in one run: values of {@code let} and of the call, the
 * environment behind {@code env.}, and {@code run.tmp}. Not for use by several threads at once.
 */
public final class Variables {
  /** The folder that lives as long as the program runs. */
  public static final String RUN_TMP = "run.tmp";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,99}");
  private static final String ENVIRONMENT = "env.";

  private final Map<String, String> values = new TreeMap<>();
  private final Map<String, String> environment;
  private final Supplier<String> runTmp;

  /**
   * Without any value yet.
   *
   * @param runTmp gives the folder's path; asked only when the variable is used
   */
  public Variables(Map<String, String> environment, Supplier<String> runTmp) {
    this.environment = Map.copyOf(environment);
    this.runTmp = runTmp;
  }

  /** A fresh scope: the same environment and folder, none of the values. */
  public Variables fresh() {
    return new Variables(environment, runTmp);
  }

  /**
   * Sets a value; an earlier one is replaced.
   *
   * @throws Fault (usage) when the name cannot be one
   */
  public void let(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw Fault.usage(
          "'" + name + "' cannot be a variable's name",
          "a name is letters, digits, _ and -, and begins with a letter",
          "type for example `let NAME value`");
    }
    values.put(name, value);
  }

  /**
   * Sets a value from {@code NAME=VALUE}.
   *
   * @throws Fault (usage) when there is no {@code =} or the name cannot be one
   */
  public void let(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw Fault.usage(
          "'" + assignment + "' is not NAME=VALUE",
          "after a command file only values for its variables can follow",
          "write for example RELEASE=44");
    }
    let(assignment.substring(0, equals), assignment.substring(equals + 1));
  }

  /**
   * The value of {@code name}.
   *
   * @throws Fault (usage) when it is not set
   */
  public String value(String name) {
    if (name.equals(RUN_TMP)) {
      return runTmp.get();
    }
    boolean ofEnvironment = name.startsWith(ENVIRONMENT);
    String value =
        ofEnvironment ? environment.get(name.substring(ENVIRONMENT.length())) : values.get(name);
    if (value != null) {
      return value;
    }
    if (ofEnvironment) {
      throw Fault.usage(
          "${" + name + "} is not set",
          "the environment has no " + name.substring(ENVIRONMENT.length()),
          "set it before the program starts");
    }
    throw Fault.usage(
        "${" + name + "} is not set",
        Nearest.sentence(name, names(), "neither the call nor a let before this line sets it"),
        NAME.matcher(name).matches()
            ? "give " + name + "=VALUE in the call, or type `let " + name + " VALUE` first"
            : "write '${' in single quotes where no variable is meant");
  }

  /** A variable of the environment the program was started in. */
  public Optional<String> environment(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /** The names that have a value, sorted. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(values.keySet());
    names.add(RUN_TMP);
    return names;
  }
}
