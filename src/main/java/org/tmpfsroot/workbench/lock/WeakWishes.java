package org.tmpfsroot.workbench.lock;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Dependency;

/** What the packages chosen so far would like to have beside them, and is still open. */
final class WeakWishes {
  private final RuleMaker maker;
  private final Providers providers;
  private final PackageIndex index;
  private final Candidates candidates;
  private final Decisions decisions;
  private final Leanings leanings;
  private final Job job;

  WeakWishes(
      Job job,
      Providers providers,
      Candidates candidates,
      RuleMaker maker,
      Decisions decisions,
      Leanings leanings) {
    this.job = job;
    this.maker = maker;
    this.providers = providers;
    this.index = providers.index();
    this.candidates = candidates;
    this.decisions = decisions;
    this.leanings = leanings;
  }

  /** Numbers of the candidate's Recommends. */
  int[] recommendsOf(int candidate) {
    return index.dependencies(candidates.pkg(candidate), DependencyKind.RECOMMENDS);
  }

  /** Open candidates that chosen ones recommend, in the order met. */
  int[] recommended() {
    IntList found = new IntList();
    BitSet seen = new BitSet();
    for (int n = 1; n <= candidates.count(); n++) {
      if (decisions.isChosen(n)) {
        for (int number : recommendsOf(n)) {
          for (int open : openFor(number)) {
            if (!seen.get(open)) {
              seen.set(open);
              found.add(open);
            }
          }
        }
      }
    }
    return found.toArray();
  }

  /** Open candidates that supplement chosen ones. */
  int[] supplementing() {
    return IntStream.rangeClosed(1, candidates.count())
        .filter(decisions::isOpen)
        .filter(n -> index.dependencies(candidates.pkg(n), DependencyKind.SUPPLEMENTS).length > 0)
        .filter(n -> !job.excluded().get(candidates.pkg(n)))
        .filter(leanings::supplements)
        .filter(leanings::supplementsChosen)
        .filter(n -> !isAnotherThere(n))
        .toArray();
  }

  /** A second version, or a second architecture, is not what a supplement means. */
  private boolean isAnotherThere(int candidate) {
    int pkg = candidates.pkg(candidate);
    for (int other : candidates.numbers(providers.named(index.name(pkg)))) {
      if (decisions.isChosen(other)
          && (maker.isInstallOnly(candidate)
              || !index.arch(candidates.pkg(other)).equals(index.arch(pkg)))) {
        return true;
      }
    }
    return false;
  }

  /** Open candidates that fulfil a dependency and are in {@code allowed}. */
  int[] openFor(int number, int[] allowed) {
    return Arrays.stream(openFor(number))
        .filter(candidate -> Arrays.stream(allowed).anyMatch(other -> other == candidate))
        .toArray();
  }

  /** Open candidates that fulfil a dependency which is not fulfilled yet. */
  private int[] openFor(int number) {
    Dependency dependency = index.dependency(number);
    if (!NormalForm.isComplex(dependency)) {
      return openIn(candidates.numbers(providers.of(number)));
    }
    IntList found = new IntList();
    for (int[] block : providers.requiring(dependency).blocks()) {
      if (Arrays.stream(block).allMatch(this::isPositiveOrChosen)) {
        int[] positive =
            Arrays.stream(block).filter(literal -> literal > 0).map(l -> l - 1).toArray();
        for (int open : openIn(candidates.numbers(positive))) {
          if (!found.contains(open)) {
            found.add(open);
          }
        }
      }
    }
    return found.toArray();
  }

  private boolean isPositiveOrChosen(int literal) {
    int candidate = literal > 0 ? 0 : candidates.number(-literal - 1);
    return literal > 0 || (candidate != 0 && decisions.isChosen(candidate));
  }

  private int[] openIn(int[] list) {
    return Arrays.stream(list).anyMatch(decisions::isChosen)
        ? new int[0]
        : Arrays.stream(list).filter(decisions::isOpen).toArray();
  }

  /** The first list and what the second has beyond it. */
  static int[] union(int[] first, int[] second) {
    BitSet seen = new BitSet();
    return IntStream.concat(Arrays.stream(first), Arrays.stream(second))
        .filter(
            candidate -> {
              boolean isNew = !seen.get(candidate);
              seen.set(candidate);
              return isNew;
            })
        .toArray();
  }
}
