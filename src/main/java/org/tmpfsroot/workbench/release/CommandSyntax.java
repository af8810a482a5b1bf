package org.tmpfsroot.workbench.release;

import java.util.List;
import java.util.Map;

/**
 * What a kickstart command, or a section's first line, may look like.
 *
 * @param name its name; of several the first
 * @param life the releases that know it
 * @param free whether it is not looked into
 * @param once whether a later line takes the place of an earlier one
 * @param least how many arguments beside options it has to have
 * @param most how many it may have
 * @param options by their names with both dashes
 * @param apart sets of options of which at most one may be given
 * @param oneOf sets of options of which at least one has to be given
 */
public record CommandSyntax(
    String name,
    Life life,
    boolean free,
    boolean once,
    int least,
    int most,
    Map<String, OptionSyntax> options,
    List<List<String>> apart,
    List<List<String>> oneOf) {

  public CommandSyntax {
    options = Map.copyOf(options);
    apart = List.copyOf(apart);
    oneOf = List.copyOf(oneOf);
  }

  /**
   * The releases that know a word.
   *
   * @param since the first, 0 for those before any known here
   * @param deprecated the first that warns of it, {@link #NEVER} for none
   * @param removed the first that has it no more, {@link #NEVER} for none
   */
  public record Life(int since, int deprecated, int removed) {
    /** A release that never comes. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** Known as long as anybody remembers. */
    public static final Life ALWAYS = new Life(0, NEVER, NEVER);
  }

  /**
   * An option.
   *
   * @param name with both dashes
   * @param choices its values, where they can be listed; else empty
   */
  public record OptionSyntax(String name, Value value, List<String> choices, Life life) {
    public OptionSyntax {
      choices = List.copyOf(choices);
    }
  }

  /** What may stand behind an option. */
  public enum Value {
    NONE,
    TEXT,
    NUMBER,
    CHOICE,
    /** A text that may be left out. */
    OPTIONAL
  }
}
