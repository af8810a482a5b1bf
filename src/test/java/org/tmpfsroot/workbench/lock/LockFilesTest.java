package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;

class LockFilesTest {
  private static final TextCase PAGE =
      TextCase.parse(
          List.of(
              "repo main",
              "package app-1:2.0~rc1-1.x86_64",
              "  requires libc++ >= 1",
              "  recommends extra",
              "package libc++-1.0^git3-2.x86_64",
              "package extra-1-1.noarch",
              "job",
              "  install app",
              "  weak",
              "result"));

  @TempDir Path folder;

  private static Lock lock() {
    return new Resolver(PAGE.loaded(0), "x86_64").resolve(PAGE.request()).orThrow();
  }

  @Test
  void jsonComesBackAsItWent() {
    Path file = folder.resolve("rpms.lock.json");
    LockJson.write(lock(), file);

    assertEquals(lock(), LockJson.read(file));
    assertEquals(LockJson.text(lock()), LockJson.text(LockJson.read(file)));
  }

  @Test
  void saysWhoNeedsAPackageAndWhatFor() {
    assertEquals(
        "[Need[by=app, kind=REQUIRES, capability=libc++ >= 1]]",
        lock().named("libc++").orElseThrow().neededBy().toString());
    assertEquals(
        "[Need[by=app, kind=RECOMMENDS, capability=extra]]",
        lock().named("extra").orElseThrow().neededBy().toString());
    assertTrue(lock().named("app").orElseThrow().requested());
  }

  @Test
  void textLockIsSortedAndMatchedAgain() throws IOException {
    Path file = folder.resolve("rpms.lock");
    LockList.write(lock(), file);

    assertEquals("app-2.0~rc1-1\nextra-1-1\nlibc++-1.0^git3-2\n", Files.readString(file));
    Lock again =
        new Resolver(PAGE.loaded(0), "x86_64")
            .match(LockList.read(file), "rpms.lock", PAGE.request());
    assertEquals(
        lock().packages().stream().map(LockedPackage::nevra).toList(),
        again.packages().stream().map(LockedPackage::nevra).toList());
  }

  @Test
  void namesTheLineThatMeansTwoPackages() {
    TextCase twice =
        TextCase.parse(
            List.of("repo a", "package x-1-1.x86_64", "repo b", "package x-1:1-1.x86_64", "job"));
    Fault fault =
        assertThrows(
            Fault.class,
            () ->
                new Resolver(twice.loaded(0), "x86_64")
                    .match(List.of(new LockList.Line(3, "x-1-1")), "rpms.lock", PAGE.request()));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.why().contains("line 3, x-1-1, means several packages"), fault::why);
  }

  @Test
  void namesTheLinesNobodyHas() {
    Fault fault =
        assertThrows(
            Fault.class,
            () ->
                new Resolver(PAGE.loaded(0), "x86_64")
                    .match(List.of(new LockList.Line(7, "gone-1-1")), "rpms.lock", PAGE.request()));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertEquals("no repository has gone-1-1 (line 7)", fault.why());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"name\": \"app\"', '\"name\": \"../app\"', packages[0].name",
    "'\"location\": \"app-2.0~rc1-1.x86_64.rpm\"', '\"location\": \"../../etc/passwd\"', location",
    "'\"location\": \"app-2.0~rc1-1.x86_64.rpm\"', '\"location\": \"/etc/passwd\"', location",
    "'\"epoch\": 1', '\"epoch\": -1', packages[0].epoch",
    "'\"epoch\": 1', '\"epoch\": 99999999999', packages[0].epoch",
    "'\"epoch\": 1', '\"epoch\": \"1\"', packages[0].epoch",
    "'\"schema\": 1', '\"schema\": 2', schema",
    "'\"arch\": \"x86_64\",\n  \"policy\"', '\"policy\"', arch",
    "'\"requested\": true', '\"requested\": true, \"surprise\": 1', surprise",
    "'\"name\": \"libc++\"', '\"name\": \"app\", \"x\": 1', '$'",
    "'\"sha256\": \"', '\"sha256\": \"00', sha256",
  })
  void refusesHostileJson(String from, String to, String where) {
    String text = LockJson.text(lock());
    assertTrue(text.contains(from), () -> from + " is not in\n" + text);
    byte[] hostile = text.replace(from, to).getBytes(StandardCharsets.UTF_8);

    Fault fault = assertThrows(Fault.class, () -> LockJson.read(hostile, "x.json"));

    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.why().contains(where), fault::why);
  }

  @Test
  void refusesWhatIsNotJson() {
    for (String text : List.of("", "{", "[1,", "{} {}", "[".repeat(100_000), "{\"a\":1,\"a\":2}")) {
      Fault fault =
          assertThrows(
              Fault.class,
              () -> LockJson.read(text.getBytes(StandardCharsets.UTF_8), "x.json"),
              text.length() < 50 ? text : "deep");
      assertTrue(fault.exitCode() != ExitCode.BUG);
    }
  }

  @Test
  void readsPackagesAndExclusionsFromAList() throws IOException {
    Path file = folder.resolve("packages.list");
    Files.writeString(file, "tmux\n\n-x sssd\nvim-minimal-9.0.1-1.fc44\n");

    PackagesList list = PackagesList.read(file);

    assertEquals(
        List.of("tmux", "vim-minimal-9.0.1-1.fc44"),
        list.wanted().stream().map(PackageSpec::toString).toList());
    assertEquals(List.of("sssd"), list.excludes());
  }
}
