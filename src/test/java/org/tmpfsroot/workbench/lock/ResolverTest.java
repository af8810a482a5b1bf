package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.repository.Comps;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.repository.PackageIndexBuilder;
import org.tmpfsroot.workbench.repository.PackageRecord;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.Nevra;

class ResolverTest {

  private static PackageRecord pkg(String nevra, String content, Dependency... requires) {
    Nevra parsed = Nevra.parse(nevra).orElseThrow();
    return new PackageRecord(
        parsed,
        "",
        parsed.fileName(),
        Digest.sha256Of(content.getBytes(StandardCharsets.UTF_8)),
        1,
        1,
        "",
        Map.of(
            DependencyKind.PROVIDES,
            List.of(Dependency.parse(parsed.name() + " = " + parsed.evr())),
            DependencyKind.REQUIRES,
            List.of(requires)),
        List.of());
  }

  private static Dependency needs(String text) {
    return Dependency.parse(text);
  }

  /** Three programs, each with a newer version; the one's library ties another to it. */
  private static Resolver withUpdates() {
    List<PackageRecord> old =
        List.of(
            pkg("a-1-1.x86_64", "a1", needs("lib")),
            pkg("lib-1-1.x86_64", "l1"),
            pkg("b-1-1.x86_64", "b1", needs("lib = 1-1")),
            pkg("c-1-1.x86_64", "c1"));
    List<PackageRecord> updates =
        List.of(
            pkg("a-2-1.x86_64", "a2", needs("lib >= 2"), needs("extra")),
            pkg("lib-2-1.x86_64", "l2"),
            pkg("extra-1-1.x86_64", "e1"),
            pkg("b-2-1.x86_64", "b2", needs("lib")),
            pkg("c-2-1.x86_64", "c2"));
    return new Resolver(of(old, updates), "x86_64");
  }

  private static Lock oldLock(String... names) {
    List<PackageRecord> old =
        List.of(
            pkg("a-1-1.x86_64", "a1", needs("lib")),
            pkg("lib-1-1.x86_64", "l1"),
            pkg("b-1-1.x86_64", "b1", needs("lib = 1-1")),
            pkg("c-1-1.x86_64", "c1"));
    return new Resolver(of(old, List.of()), "x86_64").resolve(asking(names)).orThrow();
  }

  @Test
  void updatesOnlyWhatIsNamedAndWhatStandsInItsWay() {
    Lock before = oldLock("a", "b", "c");
    Resolver resolver = withUpdates();
    assertEquals(
        List.of("a-1-1.x86_64", "b-1-1.x86_64", "c-2-1.x86_64", "lib-1-1.x86_64"),
        names(resolver.update(asking("a", "b", "c"), before, Set.of("c"))));
    assertEquals(
        List.of(
            "a-2-1.x86_64", "b-2-1.x86_64", "c-1-1.x86_64", "extra-1-1.x86_64", "lib-2-1.x86_64"),
        names(resolver.update(asking("a", "b", "c"), before, Set.of("a"))));
    assertEquals(
        List.of("a-1-1.x86_64", "b-1-1.x86_64", "c-1-1.x86_64", "lib-1-1.x86_64"),
        names(resolver.update(asking("a", "b", "c"), before, Set.of("lib"))));
  }

  @Test
  void holdsWhatANewerPackageObsoletes() {
    List<PackageRecord> old =
        List.of(
            pkg("a-1-1.x86_64", "a1", needs("b")),
            pkg("b-1-1.x86_64", "b1"),
            pkg("c-1-1.x86_64", "c1"));
    List<PackageRecord> updates =
        List.of(
            pkg("c-2-1.x86_64", "c2"),
            obsoleting(pkg("d-2-1.x86_64", "d2"), "b < 2"),
            obsoleting(pkg("e-2-1.x86_64", "e2"), "a < 2"));
    Resolver resolver = new Resolver(of(old, updates), "x86_64");
    for (LockRequest request :
        List.of(asking("a", "c"), asking("a", "b", "c"), asking("a >= 1", "b", "c"))) {
      Lock before = new Resolver(of(old, List.of()), "x86_64").resolve(request).orThrow();
      assertEquals(
          List.of("a-1-1.x86_64", "b-1-1.x86_64", "c-2-1.x86_64"),
          names(resolver.update(request, before, Set.of("c"))));
    }
    Lock before = new Resolver(of(old, List.of()), "x86_64").resolve(asking("a", "b")).orThrow();
    assertEquals(
        List.of("a-1-1.x86_64", "d-2-1.x86_64"),
        names(resolver.update(asking("a", "d"), before, Set.of("d"))),
        "what is asked for may");
    assertEquals(
        List.of("a-1-1.x86_64", "d-2-1.x86_64"),
        names(resolver.update(asking("a", "d"), before, Set.of("c"))),
        "what cannot be otherwise may, too");
  }

  /** Also provides the name of what it takes the place of. */
  private static PackageRecord obsoleting(PackageRecord pkg, String what) {
    Dependency obsoleted = Dependency.parse(what);
    return new PackageRecord(
        pkg.nevra(),
        pkg.summary(),
        pkg.location(),
        pkg.digest(),
        pkg.packageSize(),
        pkg.installedSize(),
        pkg.sourceRpm(),
        Map.of(
            DependencyKind.PROVIDES,
            List.of(
                Dependency.parse(pkg.nevra().name() + " = " + pkg.nevra().evr()),
                Dependency.parse(what.substring(0, 1) + " = 2-1")),
            DependencyKind.OBSOLETES,
            List.of(obsoleted)),
        List.of());
  }

  @Test
  void letsGoOfWhatCanNoLongerBeHeld() {
    Lock before = oldLock("a", "c");
    Resolver resolver = withUpdates();
    assertEquals(
        List.of("a-2-1.x86_64", "c-2-1.x86_64", "extra-1-1.x86_64", "lib-2-1.x86_64"),
        names(resolver.update(asking("a", "c >= 2"), before, Set.of("a"))));
    Resolution missing = resolver.update(asking("a", "c >= 3"), before, Set.of("a"));
    assertTrue(missing instanceof Resolution.NotFound, missing.toString());
  }

  private static LoadedRepositories of(List<PackageRecord> first, List<PackageRecord> second) {
    PackageIndexBuilder builder = PackageIndex.builder();
    builder.repository("first", 99, 1000);
    first.forEach(builder::add);
    builder.repository("second", 99, 1000);
    second.forEach(builder::add);
    return new LoadedRepositories(builder.build(), Comps.EMPTY, List.of());
  }

  private static LockRequest asking(String... names) {
    return new LockRequest(
        java.util.Arrays.stream(names).map(PackageSpec::parse).map(Wanted::byUser).toList(),
        List.of(),
        "x86_64",
        LockPolicy.STANDARD);
  }

  private static List<String> names(Resolution resolution) {
    return resolution.orThrow().packages().stream().map(each -> each.nevra().toString()).toList();
  }

  @Test
  void refusesABuildThatTwoRepositoriesHaveWithDifferentDigests() {
    LoadedRepositories repositories =
        of(
            List.of(pkg("a-1-1.x86_64", "one"), pkg("b-1-1.x86_64", "same")),
            List.of(pkg("a-1-1.x86_64", "other"), pkg("b-1-1.x86_64", "same")));
    Resolver resolver = new Resolver(repositories, "x86_64");
    assertEquals(List.of("b-1-1.x86_64"), names(resolver.resolve(asking("b"))));
    Fault fault = assertThrows(Fault.class, () -> resolver.resolve(asking("a")));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.why().contains("first has it with sha256:"), fault.why());
    assertTrue(fault.why().contains("second has it with sha256:"), fault.why());
  }
}
