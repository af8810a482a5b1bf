package org.tmpfsroot.workbench.lock;

import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * Which architectures an image takes, the best first, and which may stand side by side. The order
 * is libsolv's (its {@code poolarch} table).
 */
final class ArchOrder {
  /** Never chosen: another architecture, or a source package. */
  static final int FOREIGN = 0;

  /** Goes with every architecture, and does not compete for the best. */
  static final int NOARCH = 1;

  private static final Map<String, List<String>> BEST_FIRST =
      Map.of(
          "x86_64", List.of("x86_64", "i686", "i586", "i486", "i386"),
          "aarch64", List.of("aarch64"));

  private final List<String> bestFirst;

  private ArchOrder(List<String> bestFirst) {
    this.bestFirst = bestFirst;
  }

  /**
   * For an image of that architecture.
   *
   * @throws Fault (usage) for one no release has
   */
  static ArchOrder of(String arch) {
    List<String> order = BEST_FIRST.get(arch);
    if (order == null) {
      throw Fault.usage(
          "cannot resolve for the architecture '" + arch + "'",
          "only x86_64 and aarch64 are known",
          "choose one with `release use N --arch x86_64`");
    }
    return new ArchOrder(order);
  }

  /** {@link #FOREIGN}, {@link #NOARCH}, or above that a rank: lower is better. */
  int rank(String arch) {
    return arch.equals("noarch") ? NOARCH : rankOfBinary(arch);
  }

  private int rankOfBinary(String arch) {
    int place = bestFirst.indexOf(arch);
    return place < 0 ? FOREIGN : NOARCH + 1 + place;
  }

  /** Whether packages of one name may both be there: 32 and 64 bits may. */
  boolean mayStandTogether(String a, String b) {
    return !a.equals(b) && !a.equals("noarch") && !b.equals("noarch") && isWide(a) != isWide(b);
  }

  private static boolean isWide(String arch) {
    return arch.endsWith("64");
  }
}
