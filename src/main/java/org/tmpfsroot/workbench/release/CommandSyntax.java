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
 * @param rules what holds between them
 */
public record CommandSyntax(
    String name,
    Life life,
    boolean free,
    boolean once,
    int least,
    int most,
    Map<String, OptionSyntax> options,
    Rules rules) {

  /** Among options: the first word that is none. */
  public static final String WORD = "WORD";

  public CommandSyntax {
    options = Map.copyOf(options);
  }

  /**
   * What holds between the options of a line, {@link #WORD} among them.
   *
   * @param apart sets of which at most one may be given
   * @param last sets of which only the one given last counts
   * @param oneOf sets of which at least one has to be given
   * @param needs pairs of which the first is refused without the second
   * @param key what two lines about the same thing agree in; empty where any number may be alike
   */
  public record Rules(
      List<List<String>> apart,
      List<List<String>> last,
      List<List<String>> oneOf,
      List<List<String>> needs,
      List<String> key) {
    public Rules {
      apart = List.copyOf(apart);
      last = List.copyOf(last);
      oneOf = List.copyOf(oneOf);
      needs = List.copyOf(needs);
      key = List.copyOf(key);
    }
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
    /** A choice in small or big letters. */
    CHOICE_ANY_CASE,
    /** A text that may be left out. */
    OPTIONAL
  }
}
