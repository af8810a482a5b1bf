package org.tmpfsroot.workbench.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * What a machine has to say, and what it must not say before.
 *
 * @param inOrder each looked for behind the one before it; empty when the machine just has to come
 *     to its end
 * @param never any of them ends the waiting
 */
public record Expectations(List<String> inOrder, List<String> never) {
  public Expectations {
    inOrder = List.copyOf(inOrder);
    never = List.copyOf(never);
  }

  public static Expectations of(List<String> inOrder) {
    return new Expectations(inOrder, List.of());
  }

  public static Expectations of(String... inOrder) {
    return of(List.of(inOrder));
  }

  /** The same, and over as soon as one of {@code texts} is seen. */
  public Expectations never(String... texts) {
    List<String> more = new ArrayList<>(never);
    more.addAll(List.of(texts));
    return new Expectations(inOrder, more);
  }
}
