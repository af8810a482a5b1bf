package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.lock.Availability;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.repository.TinyRepository;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.NoToolHost;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** Repositories and locks that are not as they should be, as a user meets them. */
class LockBadInputTest {
  @TempDir static Path shared;
  private static TinyMirror mirror;

  @TempDir Path folder;
  private final Workspace workspace = new Workspace(MachineDefaults.NONE);
  private Typed shell;

  @BeforeAll
  static void makeMirror() {
    mirror = TinyMirror.in(shared.resolve("mirror"));
  }

  @BeforeEach
  void start() {
    Downloader downloader =
        new Downloader(new ContentStore(folder.resolve("content")), true, RetryPolicy.standard());
    RepositoryReader reader = new RepositoryReader(downloader, folder.resolve("repositories"));
    Resolvers resolvers = new Resolvers(reader);
    shell =
        Typed.to(
            new LockCommands(workspace, resolvers, new NoToolHost()),
            new LockAuditCommands(workspace, new Availability(downloader), reader),
            new PackageCommands(workspace, resolvers),
            new RepositoryCommands(workspace));
    workspace.start("session new tiny", mirror.session());
  }

  private static TinyRepository of(String... packages) {
    return new TinyRepository().with("primary", "p.xml.gz", TinyRepository.primary(packages));
  }

  private static String pkg(String name, String version, String... requires) {
    StringBuilder format =
        new StringBuilder("<rpm:provides>")
            .append(entry(name, "flags=\"EQ\" epoch=\"0\" ver=\"%s\" rel=\"1\"".formatted(version)))
            .append("</rpm:provides><rpm:requires>");
    for (String each : requires) {
      String[] words = each.split(" = ", 2);
      format.append(
          entry(words[0], words.length == 1 ? "" : "flags=\"EQ\" ver=\"%s\"".formatted(words[1])));
    }
    return TinyRepository.pkg(name, version, format + "</rpm:requires>");
  }

  private static String entry(String name, String attributes) {
    return "<rpm:entry name=\"%s\" %s/>".formatted(name, attributes);
  }

  private static Arguments metadata(String what, TinyRepository repository, String... said) {
    return Arguments.of(what, repository, "setup", ExitCode.WORLD, List.of(said));
  }

  private static Arguments request(String what, TinyRepository repository, String... said) {
    return Arguments.of(what, repository, "app", ExitCode.SESSION, List.of(said));
  }

  static Stream<Arguments> refused() {
    byte[] xml = TinyRepository.primary(pkg("app", "1")).getBytes(StandardCharsets.UTF_8);
    String digest = Digest.sha256Of(xml).hex();
    String other = Digest.sha256Of(new byte[0]).hex();
    byte[] torn = Arrays.copyOf(TinyRepository.compressed("p.xml.gz", xml), 100);
    String half = new String(xml, 0, xml.length / 2, StandardCharsets.UTF_8);
    String place = "of repository 'odd'";
    return Stream.of(
        metadata(
            "another digest",
            new TinyRepository().listing("primary", "p.xml", xml, other, xml.length, digest),
            "repodata/p.xml " + place,
            "not the promised sha256:" + other),
        metadata(
            "another size",
            new TinyRepository().listing("primary", "p.xml", xml, digest, 7, digest),
            "repodata/p.xml " + place,
            "but 7 were promised"),
        metadata(
            "XML ends in the middle",
            new TinyRepository().with("primary", "p.xml.zst", half),
            "repodata/p.xml.zst " + place,
            "it ends in the middle (at line "),
        metadata(
            "compression ends in the middle",
            new TinyRepository().with("primary", "p.xml.gz", torn, digest),
            "repodata/p.xml.gz " + place),
        metadata(
            "a file is missing",
            of(pkg("app", "1")).losing("p.xml.gz"),
            "repodata/p.xml.gz " + place,
            "is not there"),
        request(
            "a requirement nobody can parse",
            of(pkg("app", "1", "(b if"), pkg("b", "1")),
            "app-1-1.noarch",
            "(b if"),
        request(
            "a cycle that does not close",
            of(pkg("app", "1", "ring"), pkg("ring", "1", "app = 2")),
            "ring-1-1.noarch",
            "app = 2"),
        request(
            "a package that requires another build of itself",
            of(pkg("app", "1", "app = 2")),
            "app-1-1.noarch",
            "app = 2"),
        request("a package that is not there", of(pkg("ap", "1")), "app", "did you mean 'ap'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedAndNothingChanges(
      String what, TinyRepository repository, String spec, ExitCode exit, List<String> said) {
    Path place = repository.writeTo(folder.resolve("odd"));
    shell.run("repository add odd --unsigned --baseurl " + place, "package add " + spec).ok();
    assertRefused("lock resolve", exit, said);
  }

  @Test
  void twoBuildsOfOneNameAreRefusedNamingBothRepositories() {
    String app = pkg("app", "1");
    String digest = TinyRepository.digestOf("app", "1");
    String other = TinyRepository.digestOf("other", "1");
    Path one = of(app).writeTo(folder.resolve("one"));
    Path two = of(app.replace(digest, other)).writeTo(folder.resolve("two"));
    shell
        .run(
            "repository add one --unsigned --baseurl " + one,
            "repository add two --unsigned --baseurl " + two,
            "package add app")
        .ok();
    assertRefused(
        "lock resolve",
        ExitCode.SESSION,
        List.of(
            "app-1-1.noarch",
            "one has it with sha256:" + digest,
            "two has it with sha256:" + other));
  }

  @Test
  void aListThatNamesAPackageNobodyHasIsRefused() throws IOException {
    Path list = folder.resolve("rpms.lock");
    Files.writeString(list, "editor-1.0-1.fc44\nghost-3~rc1-1.fc44\n");
    assertRefused(
        "lock load " + list,
        ExitCode.SESSION,
        List.of(list.toString(), "ghost-3~rc1-1.fc44 (line 2)"));
  }

  @Test
  void aFullLockThatNamesAPackageNobodyHasIsFoundOutByACheck() throws IOException {
    Path full = folder.resolve("rpms.lock.json");
    shell.run("lock save " + full).ok();
    Files.writeString(full, Files.readString(full).replace("library", "ghost"));
    Typed.Result result = shell.run("lock load " + full, "lock check");
    assertEquals(ExitCode.SESSION, result.exit());
    assertTrue(result.output().contains("ghost-1.0-1.fc44.x86_64"), result.output());
  }

  @Test
  void whatNobodyAsksForDoesNoHarm() {
    String before = shell.run("lock resolve", "lock show").ok();
    Path place =
        of(pkg("app", "1", "(b if"), pkg("self", "1", "self = 2")).writeTo(folder.resolve("odd"));
    String after =
        shell
            .run("repository add odd --unsigned --baseurl " + place, "lock resolve", "lock show")
            .ok();
    assertEquals(packages(before), packages(after));
  }

  private static List<String> packages(String shown) {
    return shown.lines().filter(line -> line.contains(".fc44.")).toList();
  }

  @Test
  void cyclesAndPackagesThatRequireThemselvesAreLocked() {
    Path place =
        of(pkg("app", "1", "app", "ring"), pkg("ring", "1", "app = 1", "ring"))
            .writeTo(folder.resolve("odd"));
    shell
        .run("repository add odd --unsigned --baseurl " + place, "package add app", "lock resolve")
        .ok();
    assertEquals(
        """
        app-1-1.noarch is asked for
          requires ring: ring-1-1.noarch
        """,
        shell.run("lock why ring").ok());
  }

  @Test
  void oddNamesAndVersionsAreLockedSavedAndLoaded() throws IOException {
    Path place =
        of(
                pkg("app", "2~rc1+git", "lib++ = 1^20260101.g1+2"),
                pkg("app", "1.9"),
                pkg("lib++", "1^20260101.g1+2"),
                pkg("lib++", "1"))
            .writeTo(folder.resolve("odd"));
    Path list = folder.resolve("rpms.lock");
    Path full = folder.resolve("rpms.lock.json");
    shell
        .run(
            "repository add odd --unsigned --baseurl " + place,
            "package add 'app >= 2~rc1' app-2~rc1+git-1 lib++",
            "lock resolve",
            "lock save " + list,
            "lock save " + full)
        .ok();
    String lines = Files.readString(list);
    assertTrue(lines.contains("app-2~rc1+git-1\n"), lines);
    assertTrue(lines.contains("lib++-1^20260101.g1+2-1\n"), lines);
    String shown = shell.run("lock show --format json").ok();
    shell.run("lock load " + full).ok();
    assertEquals(shown, shell.run("lock show --format json").ok());
    shell.run("lock load " + list).ok();
    String diff = shell.run("lock diff " + full).ok();
    assertTrue(!diff.contains("added") && !diff.contains("removed"), diff);
  }

  private void assertRefused(String command, ExitCode exit, List<String> said) {
    ImageSession before = workspace.session();
    Typed.Result result = shell.run(command);
    assertEquals(exit, result.exit(), result.errors());
    said.forEach(part -> assertTrue(result.errors().contains(part), result.errors()));
    assertTrue(result.errors().lines().count() >= 3, result.errors());
    assertEquals(before, workspace.session());
  }
}
