package org.tmpfsroot.workbench.lock;

import java.util.List;
import org.tmpfsroot.workbench.fault.Fault;

/** What came of a request. */
public sealed interface Resolution {

  /**
   * It can be had.
   *
   * @param choices where several packages could have provided something, which did and why
   */
  record Solved(Lock lock, List<Choice> choices) implements Resolution {
    public Solved {
      choices = List.copyOf(choices);
    }

    @Override
    public Lock orThrow() {
      return lock;
    }
  }

  /**
   * Something asked for is in no repository.
   *
   * @param missing in words, one for each
   */
  record NotFound(List<Problem> missing) implements Resolution {
    public NotFound {
      missing = List.copyOf(missing);
    }

    @Override
    public Lock orThrow() {
      throw Problem.fault("cannot find everything that was asked for", missing);
    }
  }

  /**
   * All is there, but not together.
   *
   * @param problems each a set of facts that cannot be true together, and without any one of which
   *     the others could
   */
  record Unsolvable(List<Problem> problems) implements Resolution {
    public Unsolvable {
      problems = List.copyOf(problems);
    }

    @Override
    public Lock orThrow() {
      throw Problem.fault("cannot resolve the packages", problems);
    }
  }

  /**
   * The lock.
   *
   * @throws Fault (session) saying in words why there is none
   */
  Lock orThrow();
}
