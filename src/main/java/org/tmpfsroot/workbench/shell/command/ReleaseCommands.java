package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.release.Release;
import org.tmpfsroot.workbench.release.Releases;
import org.tmpfsroot.workbench.session.Location;
import org.tmpfsroot.workbench.session.ReleaseChoice;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** The Fedora release an image is made of. */
@Noun(value = "release", about = "the Fedora release the image is made of")
public final class ReleaseCommands {
  private final Workspace workspace;

  public ReleaseCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"release", "list"},
      description = "list the releases there are",
      help =
          """
          JSON: an array of objects with number, chosen, architectures, bios, base.

          > release list
          """)
  public void list(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Optional<ReleaseChoice> chosen = workspace.current().map(session -> session.release());
    String arch = chosen.map(ReleaseChoice::arch).orElse(ReleaseChoice.USUAL_ARCH);
    Table table = Table.of("number", "chosen", "architectures", "bios", "base");
    for (Release release : Releases.all()) {
      table.row(
          release.number(),
          chosen.filter(choice -> choice.number() == release.number()).isPresent(),
          release.arches(),
          release.bootKind().name().toLowerCase(Locale.ROOT),
          release.baseImage(arch).file());
    }
    output.show(table, format);
  }

  @Command(
      name = {"release", "use"},
      description = "choose the release, its architecture and the installer image to start from",
      help =
          """
          Without --base the installer image is the release's own, from the session's mirror.
          An image that is not the release's own comes with the CHECKSUM file that vouches for it.
          What is left out keeps the architecture and goes back to the release's own image.

          > release use 44
          > release use 43 --arch aarch64
          """)
  public void use(
      @Argument(index = 0, description = "its number") @Values("numbers") int number,
      @Option(longName = "arch", description = "x86_64 or aarch64") @Values("arches")
          Optional<String> arch,
      @Option(longName = "base", description = "the installer image, a file or an address")
          Optional<String> base,
      @Option(longName = "checksum", description = "its CHECKSUM file, a file or an address")
          Optional<String> checksum,
      Output output) {
    Release release = Releases.of(number);
    String wanted = arch.orElseGet(() -> workspace.session().release().arch());
    ReleaseChoice choice =
        new ReleaseChoice(
            number,
            release.requireArch(ReleaseChoice.of(number).withArch(wanted).arch()),
            base.map(ReleaseCommands::file),
            checksum.map(ReleaseCommands::file));
    new Editing(workspace)
        .change(
            output,
            "release use " + number,
            session -> session.withRelease(choice),
            session ->
                session.release()
                    + choice.image().map(image -> ", installed from " + image).orElse(""));
  }

  private static Location file(String typed) {
    return Location.parse(typed, Editing.here(), Location.Expected.FILE);
  }

  /** Completes a release's number. */
  public List<CompletionProposal> numbers() {
    return Releases.numbers().stream()
        .map(number -> new CompletionProposal(String.valueOf(number)))
        .toList();
  }

  /** Completes an architecture. */
  public List<CompletionProposal> arches() {
    return ReleaseChoice.ARCHES.stream().map(CompletionProposal::new).toList();
  }
}
