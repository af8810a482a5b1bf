package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.shell.CommandHistory;
import org.tmpfsroot.workbench.shell.FittedPage;
import org.tmpfsroot.workbench.shell.LauncherTexts;
import org.tmpfsroot.workbench.shell.Manual;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.PartOfLanguage;
import org.tmpfsroot.workbench.shell.Screen;
import org.tmpfsroot.workbench.shell.Shell;
import org.tmpfsroot.workbench.shell.Style;
import org.tmpfsroot.workbench.shell.Styled;
import org.tmpfsroot.workbench.shell.Values;

/** The commands of a single word. */
@Noun(value = "", about = "the program itself")
public final class GeneralCommands {
  private final Shell shell;
  private final Manual manual;
  private final CommandHistory history;
  private final Screen screen;

  public GeneralCommands(Shell shell, Manual manual, CommandHistory history, Screen screen) {
    this.shell = shell;
    this.manual = manual;
    this.history = history;
    this.screen = screen;
  }

  @Command(
      name = "help",
      description = "explain a command or a matter, or list what there is",
      help =
          """
          help NOUN lists what can be done, help NOUN VERB explains it, with examples from the open
          session; help topics lists pages about matters such as power failures. With --as it is
          one text instead: a manual page, or what bash, zsh or fish need to complete the call.

          > help package add
          > help topics power-failure
          > help --as bash
          """)
  public void help(
      @Argument(index = 0, description = "a noun, a noun and a verb, or a topic") @Values("pages")
          List<String> words,
      @Option(longName = "as", defaultValue = "text", description = "the form")
          LauncherTexts.Form form,
      Output output) {
    List<String> page =
        form == LauncherTexts.Form.TEXT
            ? FittedPage.of(manual.page(words), output.width())
            : manual.as(form);
    output.page(page.stream().map(GeneralCommands::styled).toList());
  }

  private static Styled styled(String line) {
    return line.startsWith("> ")
        ? Styled.of(Style.COMMAND, line)
        : line.startsWith("usage: ") || line.startsWith("next: ")
            ? Styled.of(Style.STRONG, line)
            : Styled.plain(line);
  }

  /** Completes a page of the manual. */
  public List<CompletionProposal> pages(String begun, List<String> before) {
    Map<String, String> pages = before.isEmpty() ? manual.pages() : manual.pagesOf(before.get(0));
    return pages.entrySet().stream()
        .map(page -> new CompletionProposal(page.getKey()).description(page.getValue()))
        .toList();
  }

  @Command(
      name = "version",
      description = "say which version of the program this is",
      help = "> version")
  public void version(Output output) {
    String version = GeneralCommands.class.getPackage().getImplementationVersion();
    output.line("tmpfsroot workbench " + (version == null ? "(not packaged)" : version));
  }

  @Command(
      name = "history",
      description = "list what was typed at the prompt",
      help =
          """
          The oldest line comes first. Lines with a secret are not kept.

          > history --last 10
          > history
          """)
  public void history(
      @Option(longName = "last", description = "only this many lines") Optional<Integer> last,
      Output output) {
    List<String> lines = history.lines();
    int from = last.map(count -> Math.max(0, lines.size() - Math.max(0, count))).orElse(0);
    for (int i = from; i < lines.size(); i++) {
      output.verbatim("%5d  %s".formatted(i + 1, lines.get(i)));
    }
  }

  @Command(name = "clear", description = "clear the terminal", help = "> clear")
  public void clear() {
    screen.clear();
  }

  @PartOfLanguage
  @Command(
      name = "let",
      description = "set a variable",
      help =
          """
          ${NAME} stands for the value from then on.

          > let RELEASE 44
          > let IMAGE 'gateway 2'
          """)
  public void let(
      @Argument(index = 0, description = "letters, digits, _ and -") String name,
      @Argument(index = 1, description = "what ${NAME} stands for") String value) {
    shell.variables().let(name, value);
  }

  @PartOfLanguage
  @Command(
      name = "include",
      description = "run the commands of a file here",
      help =
          """
          The path is relative to the file that the command stands in. The variables are shared.

          > include common.wb
          > include ../shared/disks.wb
          """)
  public ExitCode include(@Argument(index = 0, description = "a command file") Path file) {
    return shell.include(file.toString());
  }

  @Command(name = "exit", alias = "quit", description = "leave the program", help = "> exit")
  public void exit() {
    shell.leave();
  }
}
