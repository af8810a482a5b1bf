package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
