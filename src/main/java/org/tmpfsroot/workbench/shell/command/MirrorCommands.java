package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.session.KeyFiles;
import org.tmpfsroot.workbench.session.Location;
import org.tmpfsroot.workbench.session.MirrorChoice;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;

/** Where Fedora's own files come from. */
@Noun(value = "mirror", about = "where the release's packages and installer image come from")
public final class MirrorCommands {
  private static final String FEDORAS = "Fedora's own";

  private final Workspace workspace;

  public MirrorCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"mirror", "use"},
      description = "take packages and installer image from one mirror's tree",
      help =
          """
          It is the folder that holds releases/ and updates/. Keys named here are trusted beside
          the release's own, for packages and for the CHECKSUM file.

          > mirror use https://mirror.example.org/fedora/linux
          > mirror use /srv/fedora --gpgkey /srv/RPM-GPG-KEY
          """)
  public void use(
      @Argument(index = 0, description = "an address or a folder") String place,
      @Option(longName = "gpgkey", description = "key files to trust") List<Path> keys,
      Output output) {
    Location mirror = folder(place);
    List<Path> trusted =
        keys.stream().map(Editing::absolute).map(KeyFiles::checked).distinct().toList();
    new Editing(workspace)
        .change(
            output,
            "mirror use " + place,
            session -> session.withMirror(session.mirror().withUse(mirror, trusted)),
            session ->
                "mirror "
                    + mirror
                    + (trusted.isEmpty()
                        ? ""
                        : ", trusting " + trusted.size() + " more key file(s)"));
  }

  @Command(
      name = {"mirror", "archive"},
      description = "look for what mirrors no longer have in this archive",
      help =
          """
          > mirror archive https://archives.fedoraproject.org/pub/archive/fedora/linux
          > mirror archive /srv/archive
          """)
  public void archive(
      @Argument(index = 0, description = "an address or a folder") String place, Output output) {
    Location archive = folder(place);
    new Editing(workspace)
        .change(
            output,
            "mirror archive " + place,
            session -> session.withMirror(session.mirror().withArchive(archive)),
            session -> "archive " + archive);
  }

  @Command(
      name = {"mirror", "koji"},
      description = "look for packages that left the repositories in this build system",
      help =
          """
          > mirror koji https://kojipkgs.fedoraproject.org/packages
          > mirror koji /srv/koji
          """)
  public void koji(
      @Argument(index = 0, description = "an address or a folder") String place, Output output) {
    Location koji = folder(place);
    new Editing(workspace)
        .change(
            output,
            "mirror koji " + place,
            session -> session.withMirror(session.mirror().withKoji(koji)),
            session -> "koji " + koji);
  }

  @Command(
      name = {"mirror", "show"},
      description = "show where Fedora's own files come from",
      help =
          """
          JSON: an object with use, gpgkeys, archive, koji; null is Fedora's own.

          > mirror show
          """)
  public void show(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    MirrorChoice mirror = workspace.session().mirror();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("use", shown(mirror.use(), format));
    facts.put("gpgkeys", mirror.gpgKeys().stream().map(Path::toString).toList());
    facts.put("archive", shown(mirror.archive(), format));
    facts.put("koji", shown(mirror.koji(), format));
    output.show(facts, format);
  }

  @Command(
      name = {"mirror", "reset"},
      description = "go back to Fedora's own mirrors, archive and build system",
      help = "> mirror reset")
  public void reset(Output output) {
    new Editing(workspace)
        .change(
            output,
            "mirror reset",
            session -> session.withMirror(MirrorChoice.FEDORA),
            session -> "mirror, archive and koji are " + FEDORAS);
  }

  private static Object shown(Optional<Location> place, Format format) {
    Optional<String> text = place.map(Location::toString);
    return format == Format.JSON ? text : text.orElse(FEDORAS);
  }

  private static Location folder(String typed) {
    return Location.parse(typed, Editing.here(), Location.Expected.FOLDER);
  }
}
