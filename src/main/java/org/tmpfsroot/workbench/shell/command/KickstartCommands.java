package org.tmpfsroot.workbench.shell.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.kickstart.Kickstart;
import org.tmpfsroot.workbench.kickstart.KickstartInputs;
import org.tmpfsroot.workbench.kickstart.KickstartLine;
import org.tmpfsroot.workbench.kickstart.PasswordHashes;
import org.tmpfsroot.workbench.session.ExpectedUnits;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.KickstartFindings;
import org.tmpfsroot.workbench.session.KickstartTranslation;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Style;
import org.tmpfsroot.workbench.shell.Styled;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** The kickstart that a session gives. */
@Noun(value = "kickstart", about = "what the installer will be told to do")
public final class KickstartCommands {
  private static final List<String> SECTIONS =
      List.of("root", "packages", "pre", "pre-install", "post-nochroot", "post", "onerror");

  private final Workspace workspace;

  public KickstartCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"kickstart", "show"},
      description = "show the kickstart, whole or one section",
      help =
          """
          Password hashes are shown as $6$(hidden); kickstart save writes them.
          On a terminal with line numbers. With --map each line has where it comes from. JSON: an array of objects with section,
          text, origin.

          > kickstart show
          > kickstart show --section packages --map
          """)
  public void show(
      @Option(longName = "section", description = "one section only") @Values("sections")
          Optional<String> section,
      @Option(longName = "map", description = "where each line comes from") boolean map,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Kickstart kickstart = render();
    List<KickstartLine> lines =
        section.map(name -> section(kickstart, name)).orElseGet(kickstart::lines);
    if (format == Format.TABLE && !map) {
      boolean forPeople = output.width() != Integer.MAX_VALUE;
      int digits = String.valueOf(lines.size()).length();
      List<Styled> shown = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        String number = forPeople ? String.format(Locale.ROOT, "%" + digits + "d  ", i + 1) : "";
        KickstartLine line = lines.get(i);
        shown.add(Styled.of(Style.FAINT, number).and(style(line), hidden(line)));
      }
      output.page(shown);
      return;
    }
    Table table =
        format == Format.JSON ? Table.of("section", "text", "origin") : Table.of("origin", "text");
    for (KickstartLine line : lines) {
      String origin = line.origin().shown();
      if (format == Format.JSON) {
        table.row(line.section(), hidden(line), origin);
      } else {
        table.row(origin, hidden(line));
      }
    }
    output.show(table, format);
  }

  private static String hidden(KickstartLine line) {
    return PasswordHashes.hidden(line.text());
  }

  private static Style style(KickstartLine line) {
    String text = line.text().strip();
    return text.startsWith("#")
        ? Style.FAINT
        : text.startsWith("%")
            ? Style.STRONG
            : line.section().equals("root") ? Style.COMMAND : Style.PLAIN;
  }

  @Command(
      name = {"kickstart", "check"},
      description = "check the kickstart, your own files by their lines",
      help =
          """
          Commands and options are those of the session's release; shell in your scripts is read by
          bash where there is one. session check --list has every check there is. What stops a build
          ends with exit code 3. JSON: an array of findings as session check prints them.

          > kickstart check
          > kickstart check --format json
          """)
  public ExitCode check(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = workspace.session();
    KickstartInputs inputs = inputs(session);
    List<Finding> findings = KickstartFindings.of(session);
    if (findings.isEmpty() && format == Format.TABLE) {
      Kickstart kickstart = Kickstart.render(inputs);
      output.line(
          kickstart.lines().size() + " lines in " + String.join(", ", kickstart.sections()));
    }
    return FindingsTable.show(session, findings, format, output);
  }

  @Command(
      name = {"kickstart", "save"},
      description = "write the kickstart into a file",
      help =
          """
          With password hashes in it the file is for its owner alone.

          > kickstart save ks.cfg
          > kickstart save out/gateway.cfg
          """)
  public void save(@Argument(index = 0, description = "the file") Path file, Output output) {
    Path target = Editing.absolute(file);
    String text = render().text();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (PasswordHashes.areIn(text)) {
      AtomicFile.writeForOwner(target, bytes);
    } else {
      AtomicFile.write(target, bytes);
    }
    output.line("kickstart saved to " + target);
  }

  private Kickstart render() {
    return Kickstart.render(inputs(workspace.session()));
  }

  private static KickstartInputs inputs(ImageSession session) {
    return KickstartTranslation.of(session, ExpectedUnits.of(session));
  }

  private static List<KickstartLine> section(Kickstart kickstart, String name) {
    List<KickstartLine> lines = kickstart.section(name);
    if (lines.isEmpty()) {
      throw Fault.usage(
          "the kickstart has no section '" + name + "'",
          Nearest.sentence(
              name, kickstart.sections(), "it has " + String.join(", ", kickstart.sections())),
          "type `kickstart show`");
    }
    return lines;
  }

  /** Completes a section. */
  public List<CompletionProposal> sections() {
    return SECTIONS.stream().map(CompletionProposal::new).toList();
  }
}
