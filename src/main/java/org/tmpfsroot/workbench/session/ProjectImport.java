package org.tmpfsroot.workbench.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.kickstart.Kickstart;
import org.tmpfsroot.workbench.lock.LockList;
import org.tmpfsroot.workbench.lock.PackagesList;
import org.tmpfsroot.workbench.release.Releases;
import org.tmpfsroot.workbench.session.ProjectNote.Verdict;
import org.tmpfsroot.workbench.session.ProjectVariables.Value;

/**
 * A session made from the folder of a tmpfsroot-fedora project: a list of packages and their lock,
 * kickstart parts, hooks and trees under fixed names, with release, disks and sizes in variables.
 *
 * @param notes what became of everything in the folder and of every variable
 * @param lock the project's {@code rpms.lock}, which needs the repositories to be understood
 */
public record ProjectImport(ImageSession session, List<ProjectNote> notes, Optional<Path> lock) {
  private static final String PACKAGES = "packages.list";
  private static final String LOCK = "rpms.lock";
  private static final String KICKSTARTS = "ks";
  private static final String DOCKER = "docker-ce";

  private static final Map<String, FileKind> TEXTS =
      new TreeMap<>(
          Map.of(
              "ks.root.cfg", FileKind.KS_ROOT,
              "ks.pre.cfg", FileKind.KS_PRE,
              "ks.pre-install.cfg", FileKind.KS_PRE_INSTALL,
              "ks.post-nochroot.cfg", FileKind.KS_POST_NOCHROOT,
              "ks.post.cfg", FileKind.KS_POST));
  private static final Map<String, FileKind> FOLDERS =
      new TreeMap<>(
          Map.of(
              "build-hooks.d", FileKind.BUILD_HOOKS,
              "hooks.d", FileKind.HOOKS,
              "iso-root.override", FileKind.ISO_ROOT,
              "root.override", FileKind.ROOT,
              "installfs.override", FileKind.INSTALLFS));

  public ProjectImport {
    notes = List.copyOf(notes);
  }

  /**
   * Reads the project.
   *
   * @param variables a file with its variables, over those of {@code environment}
   * @throws Fault (usage) when there is no such project, or it does not say which release it is
   *     for; (session) when something in it cannot be used, naming file and line
   */
  public static ProjectImport of(
      Path folder,
      Optional<Path> variables,
      Function<String, Optional<String>> environment,
      MachineDefaults machine) {
    if (!Files.isRegularFile(folder.resolve(PACKAGES))) {
      throw Fault.usage(
          "there is no project in " + folder,
          Files.isDirectory(folder)
              ? "it has no " + PACKAGES
              : Paths.whyNot(folder, "folder", "there is no such folder"),
          "name the folder that holds " + PACKAGES);
    }
    return new Reader(folder, ProjectVariables.of(variables, environment)).read(machine);
  }

  /** The session while it is being put together. */
  private static final class Reader {
    private final Path folder;
    private final ProjectVariables variables;
    private final List<ProjectNote> notes = new ArrayList<>();

    Reader(Path folder, ProjectVariables variables) {
      this.folder = folder;
      this.variables = variables;
    }

    ProjectImport read(MachineDefaults machine) {
      ImageSession session = ImageSession.of(name(), release(), machine);
      session = arch(session);
      session = disks(session);
      session = sizes(session);
      variables.others().forEach(value -> add(value, Verdict.IGNORED, "no part of an image"));
      session = packages(session);
      Optional<Path> lock = lock();
      session = files(session);
      session = fixed(session);
      better();
      rendered(session);
      return new ProjectImport(session, notes, lock);
    }

    private String name() {
      String name = String.valueOf(folder.getFileName()).replaceAll("[^A-Za-z0-9._-]", "-");
      String begun = name.replaceFirst("^[^A-Za-z0-9]+", "");
      return begun.isEmpty() ? "imported" : begun.substring(0, Math.min(64, begun.length()));
    }

    private int release() {
      Value value =
          variables
              .find(ProjectVariables.RELEASE)
              .orElseThrow(
                  () ->
                      Fault.usage(
                          "the project does not say which release it is for",
                          ProjectVariables.RELEASE + " is not set",
                          "set it, or write "
                              + ProjectVariables.RELEASE
                              + "=44 into a file: `session import DIR --env FILE`"));
      int number =
          in(
              value,
              () -> {
                try {
                  return Releases.of(Integer.parseInt(value.text())).number();
                } catch (NumberFormatException e) {
                  throw Fault.usage("it is no release", "releases are numbers", "write it as 44");
                }
              });
      add(value, Verdict.TAKEN_OVER, "Fedora " + number);
      return number;
    }

    private ImageSession arch(ImageSession session) {
      Optional<Value> value = variables.find(ProjectVariables.ARCH);
      if (value.isEmpty()) {
        return session;
      }
      ReleaseChoice release =
          in(
              value.get(),
              () -> {
                ReleaseChoice choice = session.release().withArch(value.get().text());
                Releases.of(choice.number()).requireArch(choice.arch());
                return choice;
              });
      add(value.get(), Verdict.TAKEN_OVER, "built for " + release.arch());
      return session.withRelease(release);
    }

    private ImageSession disks(ImageSession session) {
      Optional<Value> all = variables.find(ProjectVariables.DISKS);
      Optional<Value> main = variables.find(ProjectVariables.MAIN_DISK);
      ImageSession next = session;
      for (Value value : all.or(() -> main).stream().toList()) {
        for (String disk : value.text().split(",")) {
          ImageSession before = next;
          next = in(value, () -> before.withDisks(disks -> disks.plus(Disk.of(disk.strip()))));
        }
      }
      all.ifPresent(value -> add(value, Verdict.TAKEN_OVER, "the disks the installer may erase"));
      if (main.isPresent()) {
        ImageSession before = next;
        next = in(main.get(), () -> before.withDisks(disks -> disks.withMain(main.get().text())));
        add(main.get(), Verdict.TAKEN_OVER, "the disk installed to");
      }
      if (next.disks().target().isEmpty()) {
        add(
            ProjectVariables.MAIN_DISK,
            Verdict.IGNORED,
            "not set, so no disk is chosen yet: disk add, disk use");
      }
      return next;
    }

    private ImageSession sizes(ImageSession session) {
      ImageSession next = session;
      for (Map.Entry<String, String> size : new TreeMap<>(ProjectVariables.SIZES).entrySet()) {
        String mount = size.getValue();
        Optional<Value> value = variables.find(size.getKey());
        if (value.isEmpty()) {
          add(size.getKey(), Verdict.IGNORED, "not set, so " + mount + " has its usual size");
          continue;
        }
        ImageSession before = next;
        next =
            in(
                value.get(),
                () ->
                    before.withDisks(
                        disks ->
                            disks.withLayout(
                                disks.layout().withSize(mount, Size.parse(value.get().text())))));
        add(value.get(), Verdict.TAKEN_OVER, "the size of " + mount);
      }
      return next;
    }

    private ImageSession packages(ImageSession session) {
      Path file = folder.resolve(PACKAGES);
      PackagesList list = PackagesList.read(file);
      ImageSession next =
          in(
              file + ": ",
              () ->
                  session.withPackages(
                      packages -> packages.plus(list.wanted()).excluding(list.excludes())));
      add(PACKAGES, Verdict.TAKEN_OVER, list.wanted().size() + " packages are asked for");
      int number = 0;
      for (String line : OwnFiles.text(file).lines().toList()) {
        number++;
        if (line.strip().startsWith("-x")) {
          notes.add(
              ProjectNote.of(PACKAGES, Verdict.TAKEN_OVER, "excluded, whoever needs it")
                  .atLine(number));
        }
      }
      return next;
    }

    private Optional<Path> lock() {
      Path file = folder.resolve(LOCK);
      if (!Files.exists(file)) {
        add(LOCK, Verdict.IGNORED, "not there, so packages are to be resolved: lock resolve");
        return Optional.empty();
      }
      int lines = LockList.read(file).size();
      add(
          LOCK,
          Verdict.DONE_BETTER,
          lines + " packages; lock load finds each with its digest, signature and repository");
      return Optional.of(file);
    }

    private ImageSession files(ImageSession session) {
      ImageSession next = session;
      for (Map.Entry<String, FileKind> text : TEXTS.entrySet()) {
        Path file = folder.resolve(KICKSTARTS).resolve(text.getKey());
        if (Files.exists(file)) {
          next = next.withFiles(files -> files.with(text.getValue(), file));
          String place = KICKSTARTS + "/" + text.getKey();
          add(place, Verdict.TAKEN_OVER, text.getValue().description());
          if (text.getValue() != FileKind.KS_ROOT) {
            add(place, Verdict.DONE_BETTER, "a failure in it ends the installation, and is told");
          }
        } else if (text.getValue() == FileKind.KS_ROOT) {
          add(
              KICKSTARTS + "/" + text.getKey(),
              Verdict.DONE_BETTER,
              "not there, and not needed: settings say time zone, network name, root's password");
        }
      }
      for (Map.Entry<String, FileKind> each : FOLDERS.entrySet()) {
        Path path = folder.resolve(each.getKey());
        if (Files.exists(path)) {
          next = next.withFiles(files -> files.with(each.getValue(), path));
          add(each.getKey(), Verdict.TAKEN_OVER, each.getValue().description());
          look(each.getKey(), each.getValue());
        }
      }
      ignored("", Stream.concat(Stream.of(PACKAGES, LOCK, KICKSTARTS), FOLDERS.keySet().stream()));
      ignored(KICKSTARTS, TEXTS.keySet().stream());
      return next;
    }

    /** What was passed over in silence before. */
    private void look(String name, FileKind kind) {
      boolean hooks = kind == FileKind.HOOKS || kind == FileKind.BUILD_HOOKS;
      for (String child : children(folder.resolve(name))) {
        Path path = folder.resolve(name).resolve(child);
        if (hooks && child.endsWith(".sh") && !Files.isExecutable(path)) {
          add(
              name + "/" + child,
              Verdict.DONE_BETTER,
              "has no run bit: it was skipped in silence, and is refused before a build now");
        } else if (!hooks && child.startsWith(".")) {
          add(name + "/" + child, Verdict.DONE_BETTER, "copied too; names with a dot were lost");
        }
      }
    }

    private void ignored(String below, Stream<String> known) {
      Set<String> names = Set.copyOf(known.toList());
      for (String child : children(folder.resolve(below))) {
        if (!names.contains(child) && !child.startsWith(".")) {
          add(
              below.isEmpty() ? child : below + "/" + child,
              Verdict.IGNORED,
              "no part of a project");
        }
      }
    }

    private static List<String> children(Path path) {
      if (!Files.isDirectory(path)) {
        return List.of();
      }
      try (Stream<Path> files = Files.list(path)) {
        return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
      } catch (IOException e) {
        throw Fault.world("cannot read " + path, IoReason.of(e), "check the path and its rights")
            .causedBy(e);
      }
    }

    /** What could not be chosen there, as it was. */
    private ImageSession fixed(ImageSession session) {
      ImageSession next = session;
      for (Map.Entry<SettingKey<?>, String> each :
          List.<Map.Entry<SettingKey<?>, String>>of(
              Map.entry(SettingKeys.KEYBOARD, "jp"),
              Map.entry(SettingKeys.HTTP_URL, "http://172.16.250.1/iso"))) {
        String key = each.getKey().name();
        next = next.withSettings(settings -> settings.with(key, each.getValue()));
        add("setting " + key, Verdict.DONE_BETTER, each.getValue() + " as before, and can be set");
      }
      if (TypedRepository.byName(next).contains(DOCKER)) {
        next =
            new TypedRepository(
                    DOCKER,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    false,
                    false)
                .addTo(next, folder);
        add("repository " + DOCKER, Verdict.TAKEN_OVER, "packages come from it, too");
      }
      return next;
    }

    private void better() {
      add("/root2", Verdict.DONE_BETTER, "holds a whole second system from the first start on");
      add("/var/log", Verdict.DONE_BETTER, "found by its partition, repaired before it is wiped");
      add("medium", Verdict.DONE_BETTER, "found by its label: disc, stick, or over the network");
      add("tmpfs", Verdict.DONE_BETTER, "as large as the packages need, checked before a build");
    }

    /** So that what is wrong in a kickstart part is told now, with its line. */
    private static void rendered(ImageSession session) {
      if (session.disks().target().isPresent()) {
        Kickstart.render(KickstartTranslation.of(session, ExpectedUnits.of(session)));
      }
    }

    private void add(Value value, Verdict verdict, String text) {
      notes.add(value.note(verdict, text));
    }

    private void add(String place, Verdict verdict, String text) {
      notes.add(ProjectNote.of(place, verdict, text));
    }

    /** Does it; what is refused is the project's fault and told with its place. */
    private static <T> T in(Value value, Supplier<T> work) {
      return in(value.prefix() + ": ", work);
    }

    private static <T> T in(String prefix, Supplier<T> work) {
      try {
        return work.get();
      } catch (Fault e) {
        throw Fault.session(prefix + e.what(), e.why(), e.next());
      }
    }
  }
}
