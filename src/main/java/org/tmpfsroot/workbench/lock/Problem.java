package org.tmpfsroot.workbench.lock;

import java.util.List;
import java.util.stream.Collectors;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * Why there is no solution, in words.
 *
 * @param facts sentences, one a line, from the request down
 * @param next what the user may type or drop
 */
public record Problem(List<String> facts, String next) {
  public Problem {
    facts = List.copyOf(facts);
  }

  static Fault fault(String what, List<Problem> problems) {
    return Fault.session(
        what,
        problems.stream()
            .map(problem -> String.join("; ", problem.facts()))
            .collect(Collectors.joining("; also: ")),
        problems.get(0).next());
  }
}
