package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.lock.SpecMatcher.Meaning;
import org.tmpfsroot.workbench.repository.Comps;
import org.tmpfsroot.workbench.repository.Comps.Environment;
import org.tmpfsroot.workbench.repository.Comps.Group;
import org.tmpfsroot.workbench.repository.Comps.Member;
import org.tmpfsroot.workbench.repository.Comps.MemberKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.RichDependency;

/**
 * Turns a request into a job: packages first, in the order asked, then the members of groups, in
 * the order of their lists. What is not found is collected rather than thrown, so that all of it
 * can be told at once.
 *
 * <p>dnf 4 takes all members of all groups in the order of a Python set ({@code
 * dnf.comps.TransactionBunch}), that of the checksums libcomps makes of each. That order says
 * nothing and is not copied; where members exclude each other's best versions, it decides there
 * which of them gets its best, and the list's order does here.
 */
final class JobMaker {
  private final Providers providers;
  private final PackageIndex index;
  private final Comps comps;
  private final LockRequest request;
  private final BitSet excluded = new BitSet();
  private final SpecMatcher matcher;
  private final Map<String, Job.Wish> wishes = new LinkedHashMap<>();
  private final List<Wanted> missing = new ArrayList<>();

  /**
   * @param unwanted packages that must not be chosen, beside those the request excludes
   */
  JobMaker(Providers providers, Comps comps, LockRequest request, BitSet unwanted) {
    this.providers = providers;
    this.index = providers.index();
    this.comps = comps;
    this.request = request;
    excluded.or(unwanted);
    SpecMatcher all = new SpecMatcher(providers, new BitSet());
    for (String exclude : request.excludes()) {
      for (int pkg : all.findNamed(exclude).packages()) {
        excluded.set(pkg);
      }
    }
    this.matcher = new SpecMatcher(providers, excluded);
  }

  /** What is asked for and is nowhere; complete after {@link #make}. */
  List<Wanted> missing() {
    return missing;
  }

  BitSet excluded() {
    return excluded;
  }

  Job make() {
    for (Wanted wanted : request.wanted()) {
      switch (wanted.spec().kind()) {
        case PACKAGE, FILE, CAPABILITY -> addPackage(wanted);
        case GROUP, ENVIRONMENT -> {}
      }
    }
    for (Wanted wanted : request.wanted()) {
      switch (wanted.spec().kind()) {
        case PACKAGE, FILE, CAPABILITY -> {}
        case GROUP, ENVIRONMENT -> addGroups(wanted);
      }
    }
    return new Job(List.copyOf(wishes.values()), excluded, request.policy());
  }

  private void addPackage(Wanted wanted) {
    PackageSpec spec = wanted.spec();
    if (spec.kind() == PackageSpec.Kind.CAPABILITY
        && NormalForm.isComplex(Dependency.parse(spec.text()))) {
      add(rich(spec.toString(), Dependency.parse(spec.text())));
      return;
    }
    SpecMatcher.Found found = matcher.find(spec);
    if (found.isEmpty()) {
      missing.add(wanted);
    } else {
      Function<Integer, String> part =
          found.meaning() == Meaning.EVERY_ARCHITECTURE
              ? pkg -> index.name(pkg) + "." + index.arch(pkg)
              : spec.isGlob() && spec.kind() == PackageSpec.Kind.PACKAGE ? index::name : pkg -> "";
      parts(found.packages(), part)
          .forEach(
              (name, packages) ->
                  add(
                      Job.Wish.oneOf(
                          name.isEmpty() ? spec.toString() : spec + " (" + name + ")",
                          found.meaning() == Meaning.OTHER
                              ? packages.toArray()
                              : matcher.withObsoleting(packages.toArray()))));
    }
  }

  /** Each a wish of its own, in the order in which the first of its packages is loaded. */
  private Map<String, IntList> parts(int[] packages, Function<Integer, String> part) {
    Map<String, IntList> parts = new LinkedHashMap<>();
    Arrays.stream(packages)
        .boxed()
        .sorted(LoadOrder.of(index))
        .forEach(pkg -> parts.computeIfAbsent(part.apply(pkg), any -> new IntList(2)).add(pkg));
    return parts;
  }

  private void add(Job.Wish wish) {
    wishes.putIfAbsent(wish.words(), wish);
  }

  private Job.Wish rich(String words, Dependency dependency) {
    NormalForm form = providers.requiring(dependency);
    return switch (form.truth()) {
      case ALWAYS -> new Job.Wish(words, List.of(), false);
      case NEVER -> new Job.Wish(words, List.of(new int[0]), false);
      case DEPENDS -> new Job.Wish(words, form.blocks(), false);
    };
  }

  private void addGroups(Wanted wanted) {
    String id = wanted.spec().text();
    Predicate<String> ids = Glob.matcher(id);
    boolean found = false;
    if (wanted.spec().kind() == PackageSpec.Kind.GROUP) {
      for (Group group : comps.groups().values()) {
        if (ids.test(group.id()) || group.name().equals(id)) {
          found = true;
          addMembers(group);
        }
      }
    }
    for (Environment environment : comps.environments().values()) {
      if (ids.test(environment.id()) || environment.name().equals(id)) {
        found = true;
        environment.groups().stream()
            .flatMap(group -> comps.group(group).stream())
            .forEach(this::addMembers);
      }
    }
    if (!found) {
      missing.add(wanted);
    }
  }

  private void addMembers(Group group) {
    for (Member member : group.members()) {
      SpecMatcher.Found found = matcher.named(member.name());
      if (member.kind() == MemberKind.OPTIONAL || found.isEmpty()) {
        continue;
      }
      boolean conditional =
          member.kind() == MemberKind.CONDITIONAL && !member.condition().isEmpty();
      String words =
          member.name()
              + " (of @"
              + group.id()
              + (conditional ? ", if there is " + member.condition() : "")
              + ")";
      add(
          conditional
              ? rich(
                  words,
                  new RichDependency(
                      RichDependency.Operator.IF,
                      List.of(
                          Capability.named(member.name()), Capability.named(member.condition()))))
              : Job.Wish.oneOf(words, matcher.withObsoleting(found.packages())));
    }
  }
}
