package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.lock.Availability;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.PendingFix;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.session.TrustedKeys;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** What time does to a lock. */
@Noun(value = "lock", about = "the packages the image is made of, exactly")
public final class LockAuditCommands {
  private final Workspace workspace;
  private final Availability availability;
  private final RepositoryReader reader;

  public LockAuditCommands(
      Workspace workspace, Availability availability, RepositoryReader reader) {
    this.workspace = workspace;
    this.availability = availability;
    this.reader = reader;
  }

  @Command(
      name = {"lock", "check"},
      description = "look whether every locked package is still to be had, and whole",
      help =
          """
          Lists what is not, and whether the archive or the build system of the session's mirror
          has it. JSON: an array of objects with package, repository, state (gone, another-file,
          unreachable), elsewhere[] (archive, koji). Exit code 3 when anything is listed, 4
          when all of it is only unreachable. In a log of GitHub's, or with --annotations, each is
          told as a line that GitHub shows beside the lock's.

          > lock check
          > lock check --annotations
          """)
  public ExitCode check(
      @Option(longName = "annotations", description = "tell it as GitHub's annotations, too")
          boolean annotations,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = workspace.session();
    Lock lock = LockCommands.lockOf(session);
    List<Availability.Missing> missing =
        availability.missing(
            lock.packages(),
            PackageSources.places(session),
            TrustedKeys.ids(session),
            output.progress());
    Table table = Table.of("package", "repository", "state", "elsewhere");
    missing.forEach(
        each ->
            table.row(
                each.locked().nevra().toString(),
                each.locked().repository(),
                each.word(),
                each.elsewhere()));
    if (format == Format.JSON || !missing.isEmpty()) {
      output.show(table, format);
    }
    if (format == Format.TABLE) {
      Annotations notes = Annotations.of(annotations, workspace);
      missing.forEach(each -> annotate(each, notes, output));
      int count = lock.packages().size();
      output.line(
          missing.isEmpty()
              ? "all " + count + " packages are to be had"
              : missing.size() + " of " + count + " packages are not to be had");
    }
    if (missing.isEmpty()) {
      return ExitCode.DONE;
    }
    return missing.stream().allMatch(Availability.Missing::isUnreachable)
        ? ExitCode.WORLD
        : ExitCode.SESSION;
  }

  private static void annotate(Availability.Missing missing, Annotations notes, Output output) {
    boolean nowhere = missing.refuges().isEmpty();
    String elsewhere =
        nowhere
            ? ", and nobody else has it"
            : "; had by: " + String.join(", ", missing.elsewhere());
    notes.add(
        missing.locked().nevra().nvr(),
        "is " + missing.inRepository() + elsewhere,
        nowhere && !missing.isUnreachable(),
        output);
  }

  @Command(
      name = {"lock", "advisories"},
      description = "list the advisories that newer packages than the locked ones fix",
      help =
          """
          The most severe first. JSON: an array of objects with severity, type, advisory, package,
          locked, fixed, title.

          > lock advisories
          """)
  public void advisories(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = workspace.session();
    Lock lock = LockCommands.lockOf(session);
    Set<String> names =
        lock.packages().stream()
            .map(locked -> locked.nevra().name())
            .collect(Collectors.toUnmodifiableSet());
    List<PendingFix> fixes =
        PendingFix.of(
            lock, reader.advisories(PackageSources.of(session), names, output.progress()));
    Table table = Table.of("severity", "type", "advisory", "package", "locked", "fixed", "title");
    fixes.forEach(
        fix ->
            table.row(
                fix.advisory().severity().toLowerCase(Locale.ROOT),
                fix.advisory().type(),
                fix.advisory().id(),
                fix.fixed().name() + "." + fix.fixed().arch(),
                fix.locked().nevra().evr().toString(),
                fix.fixed().evr().toString(),
                fix.advisory().title()));
    if (format == Format.JSON || !fixes.isEmpty()) {
      output.show(table, format);
    } else {
      output.line("no advisory is about a newer build of a locked package");
    }
  }
}
