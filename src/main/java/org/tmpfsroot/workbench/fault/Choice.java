package org.tmpfsroot.workbench.fault;

import java.util.List;
import java.util.function.Function;

/** One of several things that are known by their names. */
public final class Choice {
  private Choice() {}

  /**
   * The one that is typed so.
   *
   * @param what each of them is, for the message: {@code file system}
   * @throws Fault (usage) when none is, with the names there are
   */
  public static <T> T of(String what, String text, List<T> known, Function<T, String> typed) {
    List<String> names = known.stream().map(typed).toList();
    int index = names.indexOf(text);
    if (index < 0) {
      throw Fault.usage(
          "'" + text + "' is no " + what,
          "known are " + String.join(", ", names),
          Nearest.sentence(text, names, "type one of these"));
    }
    return known.get(index);
  }
}
