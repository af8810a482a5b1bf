package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.Check;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.kickstart.KickstartCheck;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Readiness;
import org.tmpfsroot.workbench.session.SessionChecks;
import org.tmpfsroot.workbench.session.TestLocks;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.CheckCase;

/**
 * Each check of a session by what a user types, after {@link #SOUND}. Beside commands a case has
 * {@code write MODE FILE}, whose text are the lines that begin with a bar, {@code locked SIZE
 * NAME…} for a lock that fits, {@code delete FILE}, and {@code link FILE TARGET}. DIR stands for a
 * folder.
 */
class SessionCheckCasesTest {
  private static final List<String> SOUND =
      List.of(
          "write rw-r--r-- robot.pub",
          "| ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0000000000000000000000000000000000000000 robot",
          "session new robot",
          "release use 44",
          "package add bash NetworkManager openssh-server",
          "disk add sda --size 32G",
          "user add robot --key DIR/robot.pub",
          "locked 900M NetworkManager openssh-server bash");

  @TempDir Path folder;

  private final Workspace workspace = new Workspace(MachineDefaults.NONE);

  static List<String> ids() {
    return SessionChecks.known().stream()
        .filter(check -> !(check instanceof KickstartCheck))
        .map(Check::id)
        .toList();
  }

  @Test
  void everyCheckHasACase() {
    assertEquals(new TreeSet<>(ids()), CheckCase.ids("session"));
    TreeSet<String> distinct = new TreeSet<>();
    SessionChecks.known().forEach(check -> assertTrue(distinct.add(check.id()), check.id()));
    assertTrue(distinct.size() >= 60, () -> distinct.size() + " checks");
  }

  @Test
  void nothingIsFoundInASoundSession() throws IOException {
    type(SOUND);
    ImageSession session = workspace.session();
    assertEquals(List.of(), SessionChecks.of(session));
    assertEquals(List.of(), Readiness.of(session));
    SessionChecks.requireBuildable(session);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void passesAndFails(String id) throws IOException {
    CheckCase given = CheckCase.read("session", id);
    type(SOUND);
    type(given.passes());
    assertEquals(List.of(), shown(id), "passes");
    workspace.close("session close");
    type(SOUND);
    type(given.fails());
    assertEquals(given.finds(), shown(id), "fails");
    stopsUnlessAllowed();
  }

  private void stopsUnlessAllowed() {
    ImageSession strict = workspace.session().withSettings(s -> s.with("checks.allow", "none"));
    Fault fault = catchFault(() -> SessionChecks.requireBuildable(strict));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    boolean warning = SessionChecks.of(strict).stream().noneMatch(Finding::isError);
    if (warning) {
      assertTrue(fault.next().contains("`setting set checks.allow "), fault.next());
      SessionChecks.requireBuildable(
          strict.withSettings(
              s ->
                  s.with(
                      "checks.allow",
                      String.join(
                          ",",
                          SessionChecks.of(strict).stream()
                              .map(Finding::id)
                              .distinct()
                              .toList()))));
    }
  }

  private static Fault catchFault(Runnable work) {
    try {
      work.run();
    } catch (Fault e) {
      return e;
    }
    throw new AssertionError("nothing stopped it");
  }

  private List<String> shown(String id) {
    return SessionChecks.of(workspace.session()).stream()
        .filter(finding -> finding.id().equals(id))
        .map(finding -> finding.place() + ": " + finding.severity() + ": " + finding.text())
        .map(line -> line.replace(folder.toString(), "DIR"))
        .toList();
  }

  private void type(List<String> lines) throws IOException {
    Typed shell = shell();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replace("DIR", folder.toString());
      String[] words = line.split(" ");
      switch (words[0]) {
        case "write" -> {
          List<String> text = new ArrayList<>();
          while (i + 1 < lines.size() && lines.get(i + 1).startsWith("|")) {
            i++;
            text.add(lines.get(i).replaceFirst("\\| ?", "").replace("<CR>", "\r") + "\n");
          }
          write(words[1], folder.resolve(words[2]), String.join("", text));
        }
        case "link" -> Files.createSymbolicLink(folder.resolve(words[1]), Path.of(words[2]));
        case "delete" -> Files.delete(folder.resolve(words[1]));
        case "locked" ->
            workspace.update(
                line,
                session ->
                    session.withLock(
                        TestLocks.of(
                            session,
                            List.of(words).subList(2, words.length),
                            Size.parse(words[1]))));
        default -> shell.run(line).ok();
      }
    }
  }

  private static void write(String mode, Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Typed shell() {
    Downloader downloader =
        new Downloader(new ContentStore(folder.resolve("content")), true, RetryPolicy.standard());
    Resolvers resolvers =
        new Resolvers(new RepositoryReader(downloader, folder.resolve("repositories")));
    return Typed.to(
        new SessionCommands(workspace),
        new ReleaseCommands(workspace),
        new MirrorCommands(workspace),
        new RepositoryCommands(workspace),
        new PackageCommands(workspace, resolvers),
        new DiskCommands(workspace),
        new PartitionCommands(workspace),
        new UserCommands(workspace),
        new SettingCommands(workspace),
        new FileCommands(workspace));
  }
}
