package org.tmpfsroot.workbench.session;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.lock.LockJson;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.release.Releases;
import org.tmpfsroot.workbench.repository.RepositoryLocation;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Metalink;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Mirrorlist;
import org.tmpfsroot.workbench.repository.RepositorySource;

/** Takes a session out of the tree of a file in {@code folder}. */
record SessionReader(Path folder, MachineDefaults machine) {

  ImageSession read(JsonFields root) {
    ReleaseChoice release = release(root);
    return new ImageSession(
        root.required("name", root.text("name")),
        release,
        root.object("mirror", this::mirror).orElse(MirrorChoice.FEDORA),
        root.object("repositories", this::repositories).orElse(RepositoryChoices.RELEASE),
        new PackageChoices(root.values("packages", PackageSpec::parse), List.of())
            .excluding(root.texts("excludes")),
        LayoutJson.read(root),
        root.object("settings", this::settings).orElseGet(() -> Settings.of(machine)),
        root.objects("users", this::user),
        root.object("files", this::files).orElse(FileChoices.NONE),
        root.object("engine", this::engine).orElse(EngineChoice.EMBEDDED),
        root.value("lock", text -> LockJson.read(path(text))));
  }

  private ReleaseChoice release(JsonFields root) {
    int number = root.required("release", root.number("release", n -> Releases.of(n).number()));
    ReleaseChoice release = ReleaseChoice.of(number);
    String arch = root.text("arch").orElse(ReleaseChoice.USUAL_ARCH);
    return new ReleaseChoice(
        number,
        root.value("arch", name -> release.withArch(name).arch()).orElse(arch),
        place(root, "base"),
        place(root, "checksum"));
  }

  private MirrorChoice mirror(JsonFields fields) {
    return new MirrorChoice(
        place(fields, "use"),
        fields.values("gpgkeys", this::path),
        place(fields, "archive"),
        place(fields, "koji"));
  }

  private RepositoryChoices repositories(JsonFields fields) {
    RepositoryChoices choices =
        new RepositoryChoices(new TreeSet<>(fields.texts("removed")), List.of());
    for (RepositorySource source : fields.objects("added", this::repository)) {
      choices = choices.plus(source);
    }
    return choices;
  }

  private RepositorySource repository(JsonFields fields) {
    List<RepositoryLocation> locations = new ArrayList<>();
    List<URI> bases = fields.values("baseurl", this::uri);
    if (!bases.isEmpty()) {
      locations.add(new Baseurl(bases));
    }
    fields.value("metalink", this::uri).map(Metalink::new).ifPresent(locations::add);
    fields.value("mirrorlist", this::uri).map(Mirrorlist::new).ifPresent(locations::add);
    if (locations.size() != 1) {
      throw fields.wrong(
          "baseurl", "it needs one of baseurl, metalink and mirrorlist, and no more");
    }
    return new RepositorySource(
        fields.required("id", fields.value("id", RepositoryIds::checked)),
        locations.get(0),
        fields.values("gpgkeys", this::uri),
        fields.number("priority").orElse(RepositorySource.USUAL_PRIORITY),
        fields.number("cost").orElse(RepositorySource.USUAL_COST),
        fields.flag("signed", true),
        fields.flag("metadataSigned", false));
  }

  private Settings settings(JsonFields fields) {
    Settings settings = Settings.of(machine);
    for (String name : fields.names()) {
      Settings before = settings;
      Optional<Settings> next = fields.value(name, text -> before.with(name, text));
      settings = fields.required(name, next);
    }
    return settings;
  }

  private UserChoice user(JsonFields fields) {
    return new UserChoice(
        fields.required("name", fields.text("name")),
        fields.values("keys", this::path),
        fields.texts("groups"),
        fields.value("password-hash-file", this::path));
  }

  private FileChoices files(JsonFields fields) {
    Map<FileKind, Path> paths = new EnumMap<>(FileKind.class);
    for (FileKind kind : FileKind.values()) {
      fields.value(kind.toString(), this::path).ifPresent(path -> paths.put(kind, path));
    }
    return new FileChoices(paths);
  }

  private EngineChoice engine(JsonFields fields) {
    return EngineChoice.of(
        fields.required("kind", fields.value("kind", EngineChoice.Kind::parse)),
        fields.text("host"));
  }

  private Optional<Location> place(JsonFields fields, String name) {
    return fields.value(name, text -> Location.parse(text, folder, Location.Expected.NOTHING));
  }

  private URI uri(String text) {
    return Location.parse(text, folder, Location.Expected.NOTHING).uri();
  }

  private Path path(String text) {
    if (text.isBlank()) {
      throw Fault.usage("'' is no path", "it is empty", "name a file or folder");
    }
    return Paths.resolve(folder, text);
  }
}
