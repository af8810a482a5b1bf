package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.RichDependency;
import org.tmpfsroot.workbench.rpm.RichDependency.Operator;

/**
 * A dependency as blocks of literals: in conjunctive form each block must have a true literal, in
 * disjunctive form one block must be true as a whole. A literal is a package's number plus one,
 * negative for "not there".
 *
 * @param truth what it is whatever is installed, or {@link Truth#DEPENDS}, and then the blocks say
 */
record NormalForm(Truth truth, List<int[]> blocks) {
  /** Whether a dependency depends on anything. */
  enum Truth {
    ALWAYS,
    NEVER,
    DEPENDS
  }

  /** A hostile dependency could ask for more blocks than there is memory. */
  private static final int MOST_LITERALS = 2_000_000;

  private static final NormalForm ALWAYS = new NormalForm(Truth.ALWAYS, List.of());
  private static final NormalForm NEVER = new NormalForm(Truth.NEVER, List.of());

  /** Whether no list of providers can stand for it. */
  static boolean isComplex(Dependency dependency) {
    return dependency instanceof RichDependency rich
        && switch (rich.operator()) {
          case AND, IF, UNLESS -> true;
          case OR -> rich.operands().stream().anyMatch(NormalForm::isComplex);
          case WITH, WITHOUT -> false;
        };
  }

  /** What makes {@code dependency} true: all blocks, each by one of its literals. */
  static NormalForm conjunctive(Dependency dependency, Providers providers) {
    return new Normalizer(providers).normalize(dependency, false);
  }

  /** What makes {@code dependency} false: all blocks, each by one of its literals. */
  static NormalForm conjunctiveOfNegation(Dependency dependency, Providers providers) {
    return negation(new Normalizer(providers).normalize(dependency, true));
  }

  private static NormalForm negation(NormalForm form) {
    return switch (form.truth) {
      case ALWAYS -> NEVER;
      case NEVER -> ALWAYS;
      case DEPENDS -> {
        List<int[]> negated = new ArrayList<>();
        for (int[] block : form.blocks) {
          negated.add(Arrays.stream(block).map(literal -> -literal).sorted().toArray());
        }
        yield new NormalForm(Truth.DEPENDS, negated);
      }
    };
  }

  /** {@code disjunctive} is the form of the result, here and below. */
  private record Normalizer(Providers providers) {

    NormalForm normalize(Dependency dependency, boolean disjunctive) {
      if (!isComplex(dependency)) {
        return simple(dependency, disjunctive);
      }
      RichDependency rich = (RichDependency) dependency;
      List<Dependency> operands = rich.operands();
      return switch (rich.operator()) {
        case AND, OR -> chain(rich.operator(), operands, disjunctive);
        case IF ->
            operands.size() == 2
                ? or(of(operands, 0, disjunctive), not(operands, 1, disjunctive), disjunctive)
                : and(
                    or(of(operands, 0, disjunctive), not(operands, 1, disjunctive), disjunctive),
                    or(of(operands, 1, disjunctive), of(operands, 2, disjunctive), disjunctive),
                    disjunctive);
        case UNLESS ->
            operands.size() == 2
                ? and(of(operands, 0, disjunctive), not(operands, 1, disjunctive), disjunctive)
                : or(
                    and(of(operands, 0, disjunctive), not(operands, 1, disjunctive), disjunctive),
                    and(of(operands, 2, disjunctive), of(operands, 1, disjunctive), disjunctive),
                    disjunctive);
        case WITH, WITHOUT -> throw new IllegalStateException("is simple: " + dependency);
      };
    }

    private NormalForm of(List<Dependency> operands, int place, boolean disjunctive) {
      return normalize(operands.get(place), disjunctive);
    }

    private NormalForm not(List<Dependency> operands, int place, boolean disjunctive) {
      return negation(normalize(operands.get(place), !disjunctive));
    }

    private NormalForm chain(Operator operator, List<Dependency> operands, boolean disjunctive) {
      NormalForm all = of(operands, operands.size() - 1, disjunctive);
      for (int i = operands.size() - 2; i >= 0; i--) {
        NormalForm one = of(operands, i, disjunctive);
        all = operator == Operator.AND ? and(one, all, disjunctive) : or(one, all, disjunctive);
      }
      return all;
    }

    private NormalForm simple(Dependency dependency, boolean disjunctive) {
      if (Providers.isProvidedBySystem(dependency)) {
        return ALWAYS;
      }
      int[] literals = Arrays.stream(providers.of(dependency)).map(pkg -> pkg + 1).toArray();
      if (literals.length == 0) {
        return NEVER;
      }
      return new NormalForm(
          Truth.DEPENDS,
          disjunctive
              ? Arrays.stream(literals).mapToObj(literal -> new int[] {literal}).toList()
              : List.of(literals));
    }

    private NormalForm or(NormalForm a, NormalForm b, boolean disjunctive) {
      if (a.truth == Truth.ALWAYS || b.truth == Truth.ALWAYS) {
        return ALWAYS;
      }
      if (a.truth == Truth.NEVER) {
        return b;
      }
      if (b.truth == Truth.NEVER) {
        return a;
      }
      return disjunctive ? joined(a, b) : distributed(a, b, ALWAYS);
    }

    private NormalForm and(NormalForm a, NormalForm b, boolean disjunctive) {
      if (a.truth == Truth.NEVER || b.truth == Truth.NEVER) {
        return NEVER;
      }
      if (a.truth == Truth.ALWAYS) {
        return b;
      }
      if (b.truth == Truth.ALWAYS) {
        return a;
      }
      return disjunctive ? distributed(a, b, NEVER) : joined(a, b);
    }

    private static NormalForm joined(NormalForm a, NormalForm b) {
      List<int[]> blocks = new ArrayList<>(a.blocks);
      blocks.addAll(b.blocks);
      return new NormalForm(Truth.DEPENDS, blocks);
    }

    /**
     * Every block of one with every block of the other; those with a literal and its opposite go.
     */
    private static NormalForm distributed(NormalForm a, NormalForm b, NormalForm whenNoneIsLeft) {
      List<int[]> blocks = new ArrayList<>();
      long literals = 0;
      for (int[] left : a.blocks) {
        for (int[] right : b.blocks) {
          int[] both =
              java.util.stream.IntStream.concat(Arrays.stream(left), Arrays.stream(right))
                  .sorted()
                  .distinct()
                  .toArray();
          literals += both.length;
          if (literals > MOST_LITERALS) {
            throw Fault.world(
                "cannot use a package's rich dependency",
                "it stands for more than " + MOST_LITERALS + " alternatives",
                "exclude the package with `package exclude NAME`");
          }
          if (!hasOpposites(both)) {
            blocks.add(both);
          }
        }
      }
      return blocks.isEmpty() ? whenNoneIsLeft : new NormalForm(Truth.DEPENDS, blocks);
    }

    private static boolean hasOpposites(int[] sorted) {
      int low = 0;
      int high = sorted.length - 1;
      while (low < high) {
        int sum = sorted[low] + sorted[high];
        if (sum == 0) {
          return true;
        }
        if (sum < 0) {
          low++;
        } else {
          high--;
        }
      }
      return false;
    }
  }
}
