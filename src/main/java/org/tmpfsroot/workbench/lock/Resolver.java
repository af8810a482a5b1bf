package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * Resolves requests against repositories. Keeps what it found out about them, so that a second
 * request costs less than the first. Used by one thread.
 */
public final class Resolver {
  private final LoadedRepositories repositories;
  private final PackageIndex index;
  private final Providers providers;

  /**
   * @param arch of the image: {@code x86_64} or {@code aarch64}
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) for another
   */
  public Resolver(LoadedRepositories repositories, String arch) {
    this.repositories = repositories;
    this.index = repositories.index();
    this.providers = new Providers(index, ArchOrder.of(arch));
  }

  /**
   * Chooses packages for the request.
   *
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public Resolution resolve(LockRequest request) {
    return resolve(request, Pins.none(index));
  }

  /**
   * Chooses packages for the request, of those in {@code lock} again the same: only {@code names},
   * and what stands in their way, may change.
   *
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public Resolution update(LockRequest request, Lock lock, Set<String> names) {
    return resolve(request, Pins.of(providers, lock, names));
  }

  private Resolution resolve(LockRequest request, Pins pins) {
    while (true) {
      JobMaker maker = new JobMaker(providers, repositories.comps(), request, pins.others());
      Job job = maker.make();
      if (!maker.missing().isEmpty()) {
        SpecMatcher all = new SpecMatcher(providers, new BitSet());
        int[] meant =
            maker.missing().stream()
                .flatMapToInt(wanted -> IntStream.of(all.find(wanted.spec()).packages()))
                .toArray();
        if (pins.release(meant)) {
          continue;
        }
        return new Resolution.NotFound(
            maker.missing().stream()
                .map(wanted -> Explanation.notFound(wanted, index, all))
                .toList());
      }
      if (request.policy().closure()) {
        return closure(request, job);
      }
      Solution solution = Solver.solve(providers, job);
      if (solution.isSolved()) {
        return new Resolution.Solved(
            lock(request, solution.packages(), asked(job)), choices(job, solution));
      }
      if (!pins.release(solution)) {
        return new Resolution.Unsolvable(new Explanation(providers, job).problems(solution));
      }
    }
  }

  /** What is resolved from. */
  public PackageIndex index() {
    return index;
  }

  /**
   * Every package the words may mean that the image's architecture can take, as numbers of the
   * index.
   *
   * @throws Fault (session) when there is none, with the nearest names
   */
  public int[] meant(PackageSpec spec) {
    SpecMatcher matcher = new SpecMatcher(providers, new BitSet());
    int[] packages = matcher.find(spec).packages();
    if (packages.length == 0) {
      throw Problem.fault(
          "cannot find '" + spec + "'",
          List.of(Explanation.notFound(LockRequest.Wanted.byUser(spec), index, matcher)));
    }
    return packages;
  }

  /** Packages that satisfy a requirement and that the architecture can take. */
  public int[] providing(Dependency requirement) {
    return Arrays.stream(providers.of(requirement))
        .filter(pkg -> !providers.isForeign(pkg))
        .toArray();
  }

  private Resolution closure(LockRequest request, Job job) {
    Closure closure = new Closure(providers, job.excluded());
    BitSet asked = asked(job);
    int[] packages = closure.of(asked);
    return closure.unfulfilled().isEmpty()
        ? new Resolution.Solved(lock(request, packages, asked), List.of())
        : new Resolution.Unsolvable(closure.unfulfilled());
  }

  /**
   * Finds the packages that the lines of a short lock mean: of the image's own architecture and
   * noarch, the one package with that name, version and release.
   *
   * @param document what messages call the list
   * @param request what the lines were once resolved from, as far as it is known
   * @throws org.tmpfsroot.workbench.fault.Fault (session) naming each line that means no package,
   *     or one that means several
   */
  public Lock match(List<LockList.Line> lines, String document, LockRequest request) {
    Map<String, List<Integer>> byNvr = byNvr();
    List<String> missing = new ArrayList<>();
    BitSet found = new BitSet();
    for (LockList.Line line : lines) {
      List<Integer> matches = byNvr.getOrDefault(line.nvr(), List.of());
      Map<String, Integer> different = new LinkedHashMap<>();
      matches.forEach(
          pkg -> different.putIfAbsent(index.nevra(pkg) + " " + index.digest(pkg), pkg));
      if (different.size() > 1) {
        throw Fault.session(
            "cannot use " + document,
            "line "
                + line.number()
                + ", "
                + line.nvr()
                + ", means several packages: "
                + matches.stream()
                    .map(pkg -> index.nevra(pkg) + " of " + index.repository(pkg).id())
                    .collect(Collectors.joining(", ")),
            "keep the lock as `lock save FILE.json`, which tells them apart");
      }
      if (different.isEmpty()) {
        missing.add(line.nvr() + " (line " + line.number() + ")");
      }
      different.values().forEach(found::set);
    }
    if (!missing.isEmpty()) {
      throw Fault.session(
          "cannot use " + document,
          "no repository has " + String.join(", ", missing),
          "name a place that has them with `mirror archive URL` or `mirror koji URL`, or resolve anew"
              + " with `lock resolve`");
    }
    return lock(
        request.withPolicy(request.policy().withClosure(true)),
        found.stream().toArray(),
        asked(new JobMaker(providers, repositories.comps(), request, new BitSet()).make()));
  }

  /** The lines that mean no package, see {@link #match}. */
  List<LockList.Line> unmatched(List<LockList.Line> lines) {
    Map<String, List<Integer>> byNvr = byNvr();
    return lines.stream().filter(line -> !byNvr.containsKey(line.nvr())).toList();
  }

  /** The packages that the lines mean, as numbers of the index. */
  int[] matching(List<LockList.Line> lines) {
    Map<String, List<Integer>> byNvr = byNvr();
    return lines.stream()
        .flatMap(line -> byNvr.getOrDefault(line.nvr(), List.of()).stream())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private Map<String, List<Integer>> byNvr() {
    Map<String, List<Integer>> byNvr = new HashMap<>();
    for (int pkg = 0; pkg < index.packageCount(); pkg++) {
      if (providers.rank(pkg) == ArchOrder.NOARCH || providers.rank(pkg) == ArchOrder.NOARCH + 1) {
        byNvr.computeIfAbsent(index.nevra(pkg).nvr(), nvr -> new ArrayList<>(1)).add(pkg);
      }
    }
    return byNvr;
  }

  /**
   * The lock of what another program chose from the same repositories.
   *
   * @param packages each with the id of the repository it is from
   * @throws Fault (session) when one of them is not in the repositories
   */
  public Lock chosen(LockRequest request, Map<Nevra, String> packages) {
    Map<Nevra, String> missing = new HashMap<>(packages);
    BitSet found = new BitSet();
    for (int pkg = 0; pkg < index.packageCount(); pkg++) {
      Nevra nevra = index.nevra(pkg);
      if (index.repository(pkg).id().equals(missing.get(nevra))) {
        missing.remove(nevra);
        found.set(pkg);
      }
    }
    if (!missing.isEmpty()) {
      throw Fault.session(
          "cannot lock what was chosen",
          "no repository has " + missing.keySet().stream().map(Nevra::toString).sorted().toList(),
          "look at the repositories with `repository list`, then type `lock resolve`");
    }
    if (request.policy().closure()) {
      BitSet left = new BitSet();
      found.stream().filter(pkg -> Closure.isKept(index.nevra(pkg).nvr())).forEach(left::set);
      found = left;
    }
    return lock(
        request,
        found.stream().toArray(),
        asked(new JobMaker(providers, repositories.comps(), request, new BitSet()).make()));
  }

  private static BitSet asked(Job job) {
    BitSet asked = new BitSet();
    for (Job.Wish wish : job.wishes()) {
      wish.clauses()
          .forEach(
              clause ->
                  Arrays.stream(clause)
                      .filter(literal -> literal > 0)
                      .forEach(literal -> asked.set(literal - 1)));
    }
    return asked;
  }

  private Lock lock(LockRequest request, int[] packages, BitSet asked) {
    Arrays.stream(packages).forEach(this::refuseImpostors);
    Reasons reasons = new Reasons(providers, packages, asked, request.policy().weakDependencies());
    List<LockedPackage> locked =
        Arrays.stream(packages)
            .mapToObj(
                pkg ->
                    new LockedPackage(
                        index.nevra(pkg),
                        index.repository(pkg).id(),
                        index.location(pkg),
                        index.packageSize(pkg),
                        index.installedSize(pkg),
                        index.digest(pkg),
                        index.sourceRpm(pkg),
                        asked.get(pkg),
                        reasons.of(pkg)))
            .toList();
    return new Lock(
        locked,
        request.wanted(),
        request.excludes(),
        request.arch(),
        repositories.repositories().stream()
            .map(
                repository ->
                    new LockedRepository(
                        repository.id(), repository.revision(), repository.repomd()))
            .toList(),
        request.policy());
  }

  private void refuseImpostors(int pkg) {
    int[] impostors = index.impostors(pkg);
    if (impostors.length > 0) {
      throw Fault.session(
          "cannot trust " + index.nevra(pkg),
          IntStream.concat(IntStream.of(pkg), Arrays.stream(impostors))
              .mapToObj(each -> index.repository(each).id() + " has it with " + index.digest(each))
              .collect(Collectors.joining(", ")),
          "drop one of the repositories with `repository remove ID`");
    }
  }

  private List<Choice> choices(Job job, Solution solution) {
    return solution.choices().stream()
        .map(
            chosen ->
                new Choice(
                    chosen.dependency() < 0
                        ? job.wishes().get(chosen.from()).words()
                        : index.dependency(chosen.dependency()).toString(),
                    index.nevra(chosen.chosen()).toString(),
                    Arrays.stream(chosen.candidates())
                        .filter(pkg -> pkg != chosen.chosen())
                        .mapToObj(pkg -> index.nevra(pkg).toString())
                        .sorted()
                        .toList(),
                    chosen.reason()))
        .toList();
  }
}
