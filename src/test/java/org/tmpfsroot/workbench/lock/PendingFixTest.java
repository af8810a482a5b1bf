package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.repository.Advisory;
import org.tmpfsroot.workbench.rpm.Nevra;

class PendingFixTest {
  private static final Digest DIGEST = Digest.sha256("0".repeat(64));

  private static Lock lock(String... nevras) {
    return new Lock(
        Arrays.stream(nevras)
            .map(PendingFixTest::nevra)
            .map(each -> new LockedPackage(each, "r", "x", 1, 1, DIGEST, "", true, List.of()))
            .toList(),
        List.of(),
        List.of(),
        "x86_64",
        List.of(),
        LockPolicy.STANDARD);
  }

  private static Nevra nevra(String text) {
    return Nevra.parse(text).orElseThrow();
  }

  private static Advisory advisory(String id, String type, String severity, String... fixed) {
    return new Advisory(
        id, type, severity, id, Arrays.stream(fixed).map(PendingFixTest::nevra).toList());
  }

  @Test
  void namesTheMostSevereFirstAndOnlyWhatIsNewer() {
    List<PendingFix> fixes =
        PendingFix.of(
            lock("a-1-1.x86_64", "b-2-1.x86_64", "c-0-1.noarch"),
            List.of(
                advisory("LOW", "security", "Low", "a-1-2.x86_64"),
                advisory("UNRATED", "bugfix", "None", "a-1-3.x86_64"),
                advisory("BOTH", "security", "Critical", "a-1-4.x86_64", "c-1:0-1.noarch"),
                advisory("OLD", "security", "Critical", "b-2-1.x86_64"),
                advisory("FOREIGN", "security", "Critical", "a-1-4.i686")));
    assertEquals(
        List.of(
            "BOTH a-1-4.x86_64", "BOTH c-1:0-1.noarch", "LOW a-1-2.x86_64", "UNRATED a-1-3.x86_64"),
        fixes.stream().map(fix -> fix.advisory().id() + " " + fix.fixed()).toList());
  }
}
