package org.tmpfsroot.workbench.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.lock.LockedPackage.Need;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Dependency;

/**
 * Why each chosen package is there: which chosen packages need it, and for what. Told from the
 * result alone, so it holds for a closure as for a solution.
 */
final class Reasons {
  private static final int FAR = Integer.MAX_VALUE;

  private final Providers providers;
  private final PackageIndex index;
  private final int[] packages;
  private final BitSet chosen = new BitSet();
  private final Map<Integer, Map<Integer, Edge>> needs = new HashMap<>();
  private final Map<Integer, Integer> distance = new HashMap<>();
  private final IntFunction<String> label;

  private record Edge(DependencyKind kind, Dependency dependency) {}

  /**
   * @param packages the chosen ones, ascending
   * @param requested those of them that were asked for
   */
  Reasons(Providers providers, int[] packages, BitSet requested, boolean weak) {
    this.providers = providers;
    this.index = providers.index();
    this.packages = packages;
    Arrays.stream(packages).forEach(chosen::set);
    for (int pkg : packages) {
      addNeeds(pkg, DependencyKind.REQUIRES);
    }
    if (weak) {
      for (int pkg : packages) {
        addNeeds(pkg, DependencyKind.RECOMMENDS);
        addSupplemented(pkg);
      }
    }
    measure(requested);
    this.label = labels();
  }

  private void addNeeds(int by, DependencyKind kind) {
    for (int number : index.dependencies(by, kind)) {
      Dependency dependency = index.dependency(number);
      for (int pkg : fulfilling(number, dependency)) {
        add(pkg, by, new Edge(kind, dependency));
      }
    }
  }

  private void addSupplemented(int pkg) {
    for (int number : index.dependencies(pkg, DependencyKind.SUPPLEMENTS)) {
      Dependency dependency = index.dependency(number);
      for (int by : fulfilling(number, dependency)) {
        add(pkg, by, new Edge(DependencyKind.SUPPLEMENTS, dependency));
      }
    }
  }

  private void add(int pkg, int by, Edge edge) {
    if (pkg != by) {
      needs.computeIfAbsent(pkg, any -> new HashMap<>()).putIfAbsent(by, edge);
    }
  }

  /**
   * The chosen packages by which it is true; of a rich one those it asks for, not its conditions.
   */
  private int[] fulfilling(int number, Dependency dependency) {
    IntStream all =
        NormalForm.isComplex(dependency)
            ? providers.requiring(dependency).blocks().stream()
                .filter(this::isAskedFor)
                .flatMapToInt(Arrays::stream)
                .filter(literal -> literal > 0)
                .map(literal -> literal - 1)
                .distinct()
            : Arrays.stream(providers.of(number));
    return all.filter(chosen::get).toArray();
  }

  private boolean isAskedFor(int[] block) {
    return Arrays.stream(block).allMatch(literal -> literal > 0 || chosen.get(-literal - 1));
  }

  private void measure(BitSet requested) {
    Map<Integer, List<Integer>> neededFrom = new HashMap<>();
    needs.forEach(
        (pkg, edges) ->
            edges
                .keySet()
                .forEach(by -> neededFrom.computeIfAbsent(by, any -> new ArrayList<>()).add(pkg)));
    Deque<Integer> work = new ArrayDeque<>();
    requested.stream()
        .filter(chosen::get)
        .forEach(
            pkg -> {
              distance.put(pkg, 0);
              work.add(pkg);
            });
    while (!work.isEmpty()) {
      int by = work.remove();
      for (int pkg : neededFrom.getOrDefault(by, List.of())) {
        if (distance.putIfAbsent(pkg, distance.getOrDefault(by, 0) + 1) == null) {
          work.add(pkg);
        }
      }
    }
  }

  private IntFunction<String> labels() {
    Map<String, Long> ofName =
        Arrays.stream(packages)
            .mapToObj(index::name)
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    Map<String, Long> ofNameAndArch =
        Arrays.stream(packages)
            .mapToObj(pkg -> index.name(pkg) + "." + index.arch(pkg))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    return pkg -> {
      String name = index.name(pkg);
      String withArch = name + "." + index.arch(pkg);
      return ofName.getOrDefault(name, 0L) == 1
          ? name
          : ofNameAndArch.getOrDefault(withArch, 0L) == 1 ? withArch : index.nevra(pkg).toString();
    };
  }

  /** Whoever needs the package: the nearest to a request first, then by name. */
  List<Need> of(int pkg) {
    return needs.getOrDefault(pkg, Map.of()).entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<Integer, Edge> entry) -> distance.getOrDefault(entry.getKey(), FAR))
                .thenComparing(entry -> entry.getValue().kind().isWeak())
                .thenComparing(entry -> label.apply(entry.getKey())))
        .map(
            entry ->
                new Need(
                    label.apply(entry.getKey()),
                    entry.getValue().kind(),
                    entry.getValue().dependency().toString()))
        .toList();
  }
}
