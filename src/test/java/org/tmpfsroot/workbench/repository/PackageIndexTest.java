package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;

class PackageIndexTest {
  private static final String[] NAMES = {"a", "b", "libc.so.6()(64bit)", "/usr/bin/x", "ł"};
  private static final String[] EVRS = {"1-1", "1:1-1", "2-1", "2", "1~rc-1", "1^g-2"};

  @RepeatedTest(100)
  void answersAsALookThroughAllRecordsDoes(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    List<PackageRecord> records = new ArrayList<>();
    PackageIndexBuilder direct = PackageIndex.builder();
    PackageIndexBuilder joined = PackageIndex.builder();
    for (int repository = 0; repository < 3; repository++) {
      direct.repository("r" + repository, 99, 1000);
      PackageTableBuilder part = new PackageTableBuilder();
      for (int i = random.nextInt(6); i > 0; i--) {
        PackageRecord record = randomPackage(random);
        records.add(record);
        direct.add(record);
        part.add(0, record);
      }
      joined.repository("r" + repository, 99, 1000).addAll(part);
    }
    for (PackageIndex index : List.of(direct.build(), joined.build())) {
      assertSame(records, index, "seed " + seed);
    }
  }

  private static void assertSame(List<PackageRecord> records, PackageIndex index, String seed) {
    assertEquals(records.size(), index.packageCount(), seed);
    for (int pkg = 0; pkg < records.size(); pkg++) {
      PackageRecord record = records.get(pkg);
      assertEquals(record.nevra(), index.nevra(pkg), seed);
      assertEquals(record.summary(), index.summary(pkg), seed);
      assertEquals(record.location(), index.location(pkg), seed);
      assertEquals(record.digest(), index.digest(pkg), seed);
      assertEquals(record.packageSize(), index.packageSize(pkg), seed);
      assertEquals(record.sourceRpm(), index.sourceRpm(pkg), seed);
      for (DependencyKind kind : DependencyKind.values()) {
        List<Dependency> found = new ArrayList<>();
        for (int number : index.dependencies(pkg, kind)) {
          found.add(index.dependency(number));
        }
        assertEquals(record.dependencies(kind).stream().distinct().toList(), found, seed);
      }
    }
    for (String name : NAMES) {
      String begun = name.substring(0, 1);
      assertEquals(
          index.capabilityNames().stream().filter(n -> n.startsWith(begun)).limit(2).toList(),
          index.capabilitiesStartingWith(begun, 2),
          seed);
      assertArrayEquals(
          where(records, r -> r.nevra().name().equals(name)), index.named(name), seed);
      assertArrayEquals(where(records, r -> r.files().contains(name)), index.owning(name), seed);
      for (String evr : EVRS) {
        for (Capability.Relation relation : Capability.Relation.values()) {
          Capability wanted =
              relation == Capability.Relation.ANY
                  ? Capability.named(name)
                  : new Capability(name, relation, Evr.parse(evr));
          assertArrayEquals(
              where(records, r -> satisfies(r, wanted)), index.providing(wanted), seed + wanted);
        }
      }
    }
    Set<String> names = new TreeSet<>();
    records.forEach(record -> names.add(record.nevra().name()));
    assertEquals(names, index.names(), seed);
    assertArrayEquals(new int[0], index.named("nobody"), seed);
  }

  private static boolean satisfies(PackageRecord record, Capability wanted) {
    return record.dependencies(DependencyKind.PROVIDES).stream()
            .anyMatch(each -> each instanceof Capability c && wanted.isSatisfiedBy(c))
        || (wanted.relation() == Capability.Relation.ANY && record.files().contains(wanted.name()));
  }

  private static int[] where(List<PackageRecord> records, Predicate<PackageRecord> test) {
    return IntStream.range(0, records.size()).filter(pkg -> test.test(records.get(pkg))).toArray();
  }

  private static PackageRecord randomPackage(SplittableRandom random) {
    Map<DependencyKind, List<Dependency>> dependencies = new TreeMap<>();
    for (DependencyKind kind : DependencyKind.values()) {
      List<Dependency> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        String name = NAMES[random.nextInt(NAMES.length)];
        list.add(
            kind != DependencyKind.PROVIDES && random.nextInt(4) == 0
                ? Dependency.parse("(" + name + " or (b if " + name + " > 2))")
                : capability(random, name));
      }
      dependencies.put(kind, list);
    }
    String name = NAMES[random.nextInt(NAMES.length)];
    return new PackageRecord(
        new Nevra(name, Evr.parse(EVRS[random.nextInt(EVRS.length)]), "noarch"),
        "summary " + random.nextInt(3),
        "Packages/" + random.nextInt(),
        Digest.sha256Of(new byte[] {(byte) random.nextInt(4)}),
        random.nextInt(1000),
        random.nextInt(1000),
        "s.src.rpm",
        dependencies,
        random.nextBoolean() ? List.of("/usr/bin/x") : List.of());
  }

  private static Capability capability(SplittableRandom random, String name) {
    Capability.Relation relation = Capability.Relation.values()[random.nextInt(6)];
    return relation == Capability.Relation.ANY
        ? Capability.named(name)
        : new Capability(name, relation, Evr.parse(EVRS[random.nextInt(EVRS.length)]));
  }

  @Test
  void asksForAllUnlistedPathsAtOnce() {
    List<Set<String>> asked = new ArrayList<>();
    PackageIndex index =
        PackageIndex.builder()
            .repository("r", 99, 1000)
            .add(requiring("/usr/share/one", "(/usr/share/two or b)", "/usr/bin/listed"))
            .fileOwners(
                new FileOwners() {
                  @Override
                  public Map<String, int[]> owners(PackageIndex index, Set<String> paths) {
                    asked.add(new TreeSet<>(paths));
                    return Map.of("/usr/share/two", new int[] {0});
                  }

                  @Override
                  public int[] owners(PackageIndex index, Predicate<String> path) {
                    return path.test("/usr/share/two") ? new int[] {0} : new int[0];
                  }
                })
            .build();

    assertArrayEquals(new int[0], index.owning("/usr/bin/listed"));
    assertArrayEquals(new int[0], index.owning("/usr/share/one"));
    assertArrayEquals(new int[] {0}, index.owning("/usr/share/two"));
    assertArrayEquals(new int[0], index.owning("/usr/share/three"));
    assertArrayEquals(new int[0], index.owning("/usr/share/three"));

    assertEquals(
        List.of(Set.of("/usr/share/one", "/usr/share/two"), Set.of("/usr/share/three")), asked);
    assertArrayEquals(new int[] {0}, index.owningAny(path -> path.startsWith("/usr/share/t")));
    assertArrayEquals(new int[0], index.owningAny(path -> path.startsWith("/usr/bin/")));
  }

  private static PackageRecord requiring(String... texts) {
    List<Dependency> requires = new ArrayList<>();
    for (String text : texts) {
      requires.add(Dependency.parse(text));
    }
    return new PackageRecord(
        new Nevra("a", Evr.parse("1-1"), "noarch"),
        "",
        "a.rpm",
        Digest.sha256Of(new byte[0]),
        1,
        1,
        "",
        Map.of(DependencyKind.REQUIRES, requires),
        List.of());
  }

  @Test
  void holdsEightyThousandPackagesInLittleMemory(@TempDir Path folder) throws IOException {
    GeneratedFedora fedora = new GeneratedFedora(20_000, 1);
    Path file = folder.resolve("primary.xml");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      fedora.writePrimary(out);
    }
    long before = heapInUse();
    PackageIndex index;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      index =
          PackageIndex.builder()
              .repository("fedora", 99, 1000)
              .addAll(PrimaryReader.read(in, "primary"))
              .build();
    }
    long used = heapInUse() - before;

    assertEquals(80_000, index.packageCount());
    for (int number = 0; number < index.dependencyCount(); number++) {
      Capability wanted = (Capability) index.dependency(number);
      assertTrue(index.providing(wanted).length > 0, wanted::toString);
    }
    assertTrue(used < 150L << 20, () -> "the index takes " + (used >> 20) + " MiB");
    long withObjects = heapInUse() - before;
    assertTrue(withObjects < 300L << 20, () -> "fully used " + (withObjects >> 20) + " MiB");
    assertEquals(80_000, index.names().size());
  }

  private static long heapInUse() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
