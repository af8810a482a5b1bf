package org.tmpfsroot.workbench.lock;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.repository.PackageIndex;

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
    JobMaker maker = new JobMaker(providers, repositories.comps(), request);
    Job job = maker.make();
    if (!maker.missing().isEmpty()) {
      SpecMatcher all = new SpecMatcher(providers, new BitSet());
      return new Resolution.NotFound(
          maker.missing().stream()
              .map(wanted -> Explanation.notFound(wanted, index, all))
              .toList());
    }
    Solution solution = Solver.solve(providers, job);
    if (!solution.isSolved()) {
      return new Resolution.Unsolvable(new Explanation(providers, job).problems(solution));
    }
    return new Resolution.Solved(
        lock(request, solution.packages(), asked(job)), choices(job, solution));
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
