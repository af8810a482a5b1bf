package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.lock.Availability;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.Location;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.MirrorChoice;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.NoToolHost;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** Types commands about the lock against a mirror of a few packages. */
class LockCommandsTest {
  @TempDir static Path shared;
  private static TinyMirror mirror;

  @TempDir Path folder;
  private final Workspace workspace = new Workspace(MachineDefaults.NONE);
  private Resolvers resolvers;
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
    resolvers = new Resolvers(reader);
    shell =
        Typed.to(
            new LockCommands(workspace, resolvers, new NoToolHost()),
            new LockAuditCommands(workspace, new Availability(downloader), reader),
            new PackageCommands(workspace, resolvers),
            new PackageLookupCommands(workspace, resolvers));
    workspace.start("session new tiny", mirror.session());
  }

  @Test
  void resolvesAndSaysWhatItCosts() {
    String answer = shell.run("lock resolve").ok();
    assertTrue(
        answer.matches("\\d+ packages, [0-9.]+ [KM]iB to download, [0-9.]+ [KM]iB installed; .*\n"),
        answer);
    assertTrue(shell.run("lock resolve").ok().endsWith("; nothing changed\n"));
  }

  @Test
  void saysOfEachPackageWhyItIsThere() {
    String shown = shell.run("lock resolve", "lock show").ok();
    assertTrue(line(shown, "editor-").endsWith("asked for"), shown);
    assertTrue(line(shown, "library-").endsWith("editor needs library >= 1"), shown);
    assertTrue(line(shown, "dracut-").endsWith("the installer needs it"), shown);
    assertEquals(
        """
        editor-1.0-1.fc44.x86_64 is asked for
          requires library >= 1: library-1.0-1.fc44.x86_64
        """,
        shell.run("lock why library").ok());
    assertEquals(
        "the installer needs dracut-1.0-1.fc44.x86_64\n", shell.run("lock why dracut --all").ok());
  }

  @Test
  void printsAsJsonWhatIsSaved() throws IOException {
    Path full = folder.resolve("rpms.lock.json");
    shell.run("lock resolve", "lock save " + full).ok();
    String json = shell.run("lock show --format json").ok();
    assertEquals(Files.readString(full), json);
    JsonNode library = null;
    for (JsonNode pkg : new ObjectMapper().readTree(json).get("packages")) {
      library = pkg.get("name").asText().equals("library") ? pkg : library;
    }
    assertTrue(library != null, json);
    List<String> keys = new ArrayList<>();
    library.fieldNames().forEachRemaining(keys::add);
    assertTrue(
        keys.containsAll(
            List.of(
                "name",
                "epoch",
                "version",
                "release",
                "arch",
                "repository",
                "location",
                "size",
                "installedSize",
                "sha256",
                "sourceRpm",
                "requested",
                "neededBy")),
        keys.toString());
    assertTrue(library.get("epoch").isNumber());
    assertTrue(!library.get("requested").asBoolean());
    assertEquals("editor", library.get("neededBy").get(0).asText());
  }

  @Test
  void takesBackWhatItSavedInEitherForm() throws IOException {
    Path full = folder.resolve("rpms.lock.json");
    Path list = folder.resolve("rpms.lock");
    shell.run("lock resolve", "lock save " + full, "lock save " + list).ok();
    String before = shell.run("lock show --format json").ok();
    assertTrue(Files.readString(list).contains("editor-1.0-1.fc44\n"));

    shell.run("package remove editor", "lock resolve").ok();
    String difference = shell.run("lock diff " + full).ok();
    assertTrue(line(difference, "library.x86_64").contains("removed"), difference);
    assertTrue(difference.endsWith("2 removed\n"), difference);
    JsonNode changes =
        new ObjectMapper().readTree(shell.run("lock diff --format json " + full).ok());
    assertEquals("editor.x86_64", changes.get(0).get("package").asText());
    assertTrue(changes.get(0).get("size").asLong() < 0);

    shell.run("lock load " + list).ok();
    assertTrue(shell.run("lock show").ok().contains("library-1.0-1.fc44.x86_64"));
    shell.run("lock load " + full).ok();
    assertEquals(before, shell.run("lock show --format json").ok());
  }

  @Test
  void refusesAListThatNamesAPackageNobodyHas() throws IOException {
    Path list = folder.resolve("rpms.lock");
    Files.writeString(list, "editor-1.0-1.fc44\nghost-3-1.fc44\n");
    Typed.Result result = shell.run("lock load " + list);
    assertEquals(ExitCode.SESSION, result.exit());
    assertTrue(result.errors().contains("ghost-3-1.fc44 (line 2)"), result.errors());
    assertTrue(shell.run("lock show").ok().contains("library"), "the lock is as it was");
  }

  @Test
  void saysWhatCannotBeHadTogetherAndLeavesTheLock() {
    String before = shell.run("lock resolve", "lock show").ok();
    Typed.Result result = shell.run("package exclude library", "lock resolve");
    assertEquals(ExitCode.SESSION, result.exit());
    assertTrue(result.errors().contains("library"), result.errors());
    assertEquals(3, result.errors().lines().count(), result.errors());
    assertTrue(before.endsWith(shell.run("lock show").ok()));
  }

  @Test
  void offersTheNearestNamesForAnUnknownPackage() {
    Typed.Result asked = shell.run("package add edtor", "lock resolve");
    assertEquals(ExitCode.SESSION, asked.exit());
    assertTrue(asked.errors().contains("editor"), asked.errors());
    Typed.Result why = shell.run("lock why libary");
    assertEquals(ExitCode.SESSION, why.exit());
    assertTrue(why.errors().contains("did you mean 'library'?"), why.errors());
  }

  @Test
  void changesOnlyWhatIsNamed() {
    shell.run("lock resolve").ok();
    String answer = shell.run("lock resolve --only library").ok();
    assertTrue(answer.endsWith("; nothing changed\n"), answer);
    Typed.Result unknown = shell.run("lock resolve --only libary");
    assertEquals(ExitCode.SESSION, unknown.exit());
    assertTrue(unknown.errors().contains("did you mean 'library'?"), unknown.errors());
    assertEquals(ExitCode.SESSION, shell.run("lock resolve --closure --only library").exit());
  }

  @Test
  void checksWhetherAllIsStillToBeHad() throws IOException {
    String whole = shell.run("lock resolve", "lock check").ok();
    assertTrue(whole.endsWith("\nall 18 packages are to be had\n"), whole);
    TinyMirror own = TinyMirror.in(folder.resolve("mirror"));
    Path archive = folder.resolve("archive/" + TinyMirror.PACKAGES + "Packages");
    Files.createDirectories(archive);
    Path gone = own.rpm("library");
    Files.move(gone, archive.resolve(gone.getFileName()));
    byte[] bytes = Files.readAllBytes(own.rpm("kbd"));
    bytes[bytes.length - 1] ^= 1;
    Files.write(own.rpm("kbd"), bytes);
    ImageSession session = workspace.session();
    MirrorChoice mirrors =
        session
            .mirror()
            .withUse(Location.of(own.root()), List.of())
            .withArchive(Location.of(folder.resolve("archive")));
    workspace.update("mirror", now -> now.withMirror(mirrors));

    Typed.Result result = shell.run("lock check --format json");
    assertEquals(ExitCode.SESSION, result.exit());
    JsonNode missing = new ObjectMapper().readTree(result.output());
    assertEquals(2, missing.size(), result.output());
    assertEquals("kbd-1.0-1.fc44.x86_64", missing.get(0).get("package").asText());
    assertEquals("another-file", missing.get(0).get("state").asText());
    assertEquals(0, missing.get(0).get("elsewhere").size());
    assertEquals("gone", missing.get(1).get("state").asText());
    assertEquals("archive", missing.get(1).get("elsewhere").get(0).asText());
  }

  @Test
  void hasNoAdvisoriesWhereNoRepositoryHasAny() {
    assertEquals(
        "no advisory is about a newer build of a locked package\n",
        shell.run("lock advisories").ok());
    assertEquals("[ ]", shell.run("lock advisories --format json").ok().strip());
  }

  @Test
  void looksPackagesUp() {
    String found = shell.run("package search edit").ok();
    assertEquals(2, found.lines().count(), found);
    assertTrue(line(found, "editor").endsWith("fedora      the editor"), found);
    Typed.Result nothing = shell.run("package search edtor");
    assertEquals(ExitCode.SESSION, nothing.exit());
    assertTrue(nothing.errors().contains("did you mean 'editor'?"), nothing.errors());
    assertTrue(
        shell.run("package providers 'library >= 1'").ok().contains("library-1.0-1.fc44.x86_64"));
    assertTrue(
        shell.run("package providers /usr/bin/editor").ok().contains("editor-1.0-1.fc44.x86_64"));
    assertEquals(ExitCode.SESSION, shell.run("package providers library = 2").exit());
    String facts = shell.run("package show editor").ok();
    assertTrue(line(facts, "requires:").contains("library >= 1"), facts);
    assertEquals(ExitCode.SESSION, shell.run("package show ghost").exit());
  }

  @Test
  void showsAPackageAsJson() throws IOException {
    JsonNode shown =
        new ObjectMapper().readTree(shell.run("package show editor --format json").ok()).get(0);
    assertEquals("editor-1.0-1.fc44.x86_64", shown.get("package").asText());
    assertTrue(shown.get("installedSize").isNumber());
    assertEquals("library >= 1", shown.get("requires").get(0).asText());
  }

  @Test
  void triesWithoutTouchingTheLock() {
    String before = shell.run("lock resolve", "lock show").ok();
    String removed = shell.run("package try editor --remove").ok();
    assertTrue(line(removed, "library.x86_64").contains("removed"), removed);
    assertTrue(
        removed.lines().reduce((a, b) -> b).orElseThrow().startsWith("2 removed; -2."), removed);
    shell.run("package remove editor").ok();
    assertTrue(shell.run("package try editor").ok().contains("\n2 added; +2."));
    assertTrue(before.endsWith(shell.run("lock show").ok()));
    assertEquals(ExitCode.SESSION, shell.run("package try ghost").exit());
    assertEquals(ExitCode.USAGE, shell.run("package try ghost --remove").exit());
  }

  @Test
  void completesNamesOnlyOnceTheRepositoriesWereRead() {
    PackageCommands commands = new PackageCommands(workspace, resolvers);
    assertEquals(List.of(), commands.known("ed"));
    shell.run("package search edit").ok();
    assertTrue(
        commands.known("ed").stream()
            .anyMatch(
                each -> each.value().equals("editor") && "the editor".equals(each.description())));
    assertEquals(List.of(), commands.known("x"));
  }

  private static String line(String text, String start) {
    return text.lines()
        .filter(each -> each.startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line begins with " + start + ":\n" + text))
        .strip();
  }
}
