package org.tmpfsroot.workbench.session;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.repository.RepoFile;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Metalink;
import org.tmpfsroot.workbench.repository.RepositorySource;

/**
 * A session as the commands that make an equal one, each as its words.
 *
 * @param commands in the order they are to be typed in; holds no secret
 * @param secrets commands that are to be typed after them and kept from other people's eyes
 * @param repoFile the text of the file that {@code commands} name for repositories the options of
 *     {@code repository add} cannot describe; empty where there is none
 */
public record SessionExport(
    List<List<Word>> commands, List<List<Word>> secrets, Optional<String> repoFile) {

  /**
   * A word of a command.
   *
   * @param option whether it names an option, and so must not be quoted
   */
  public record Word(String text, boolean option) {}

  public SessionExport {
    commands = List.copyOf(commands);
    secrets = List.copyOf(secrets);
  }

  /**
   * Where the commands find what is too much for a line.
   *
   * @param lock a file with the session's lock
   * @param repositories a file with {@link SessionExport#repoFile}
   */
  public record Beside(Path lock, Path repositories) {}

  /** The commands for {@code session}; paths in them are absolute. */
  public static SessionExport of(ImageSession session, Beside beside) {
    return new Writer(session, beside).export();
  }

  /** The words while they are being put together. */
  private static final class Writer {
    private final ImageSession session;
    private final Beside beside;
    private final List<List<Word>> commands = new ArrayList<>();
    private final List<List<Word>> secrets = new ArrayList<>();
    private final List<RepoFile.Entry> described = new ArrayList<>();

    Writer(ImageSession session, Beside beside) {
      this.session = session;
      this.beside = beside;
    }

    SessionExport export() {
      add("session", "new", session.name());
      release();
      mirror();
      repositories();
      packages();
      disks();
      partitions();
      session.users().forEach(this::user);
      settings();
      session.files().paths().forEach((kind, path) -> add("file", "use", kind, path));
      if (!session.engine().equals(EngineChoice.EMBEDDED)) {
        List<Word> words = words("engine", "use", session.engine().kind());
        option(words, "--host", session.engine().host().stream());
        commands.add(words);
      }
      session.lock().ifPresent(lock -> add("lock", "load", beside.lock()));
      return new SessionExport(
          commands,
          secrets,
          described.isEmpty() ? Optional.empty() : Optional.of(new RepoFile(described).text()));
    }

    private void release() {
      ReleaseChoice release = session.release();
      List<Word> words = words("release", "use", release.number());
      option(words, "--arch", Stream.of(release.arch()));
      option(words, "--base", release.image().stream());
      option(words, "--checksum", release.checksum().stream());
      commands.add(words);
    }

    private void mirror() {
      MirrorChoice mirror = session.mirror();
      if (mirror.use().isEmpty() && !mirror.gpgKeys().isEmpty()) {
        throw Fault.session(
            "the session cannot be written as commands",
            "it trusts keys of a mirror and names no mirror, which no command does",
            "name it: `mirror use URL --gpgkey FILE`");
      }
      mirror
          .use()
          .ifPresent(
              use -> {
                List<Word> words = words("mirror", "use", use);
                option(words, "--gpgkey", mirror.gpgKeys().stream());
                commands.add(words);
              });
      mirror.archive().ifPresent(archive -> add("mirror", "archive", archive));
      mirror.koji().ifPresent(koji -> add("mirror", "koji", koji));
    }

    private void repositories() {
      session.repositories().removed().forEach(id -> add("repository", "remove", id));
      for (RepositorySource source : session.repositories().added()) {
        List<Word> words = words("repository", "add", source.id());
        if (isTypable(source)) {
          if (source.location() instanceof Baseurl base) {
            option(words, "--baseurl", base.uris().stream().map(Location::new));
          } else if (source.location() instanceof Metalink metalink) {
            option(words, "--metalink", Stream.of(new Location(metalink.uri())));
          }
          option(words, "--gpgkey", source.gpgKeys().stream().map(Location::new));
          option(words, "--priority", Stream.of(source.priority()));
          if (!source.signed()) {
            words.add(new Word("--unsigned", true));
          }
          if (source.metadataSigned()) {
            words.add(new Word("--metadata-signed", true));
          }
        } else {
          described.add(new RepoFile.Entry(source, true));
          option(words, "--repofile", Stream.of(beside.repositories()));
        }
        commands.add(words);
      }
    }

    /** Whether the options of {@code repository add} say all there is to it. */
    private static boolean isTypable(RepositorySource source) {
      List<URI> addresses = new ArrayList<>(source.gpgKeys());
      if (source.location() instanceof Baseurl base && base.uris().size() == 1) {
        addresses.addAll(base.uris());
      } else if (source.location() instanceof Metalink metalink) {
        addresses.add(metalink.uri());
      } else {
        return false;
      }
      return source.cost() == RepositorySource.USUAL_COST
          && TypedRepository.isPriority(source.priority())
          && addresses.stream().allMatch(Writer::isTypable);
    }

    private static boolean isTypable(URI uri) {
      try {
        String typed = new Location(uri).toString();
        return Location.parse(typed, Path.of("/"), Location.Expected.NOTHING).uri().equals(uri);
      } catch (Fault e) {
        return false;
      }
    }

    private void packages() {
      // first: what is asked for can no longer be excluded, the other way round it can
      PackageChoices packages = session.packages();
      many(List.of("package", "exclude"), packages.excludes());
      many(
          List.of("package", "add"),
          packages.requests().stream().map(PackageSpec::toString).toList());
    }

    private void disks() {
      for (Disk disk : session.disks().disks()) {
        List<Word> words = words("disk", "add", disk.name());
        option(words, "--size", disk.size().map(size -> size.typed()).stream());
        option(words, "--match", disk.match().map(DiskMatch::typed).stream());
        commands.add(words);
      }
      session.disks().main().ifPresent(name -> add("disk", "use", name));
    }

    private void partitions() {
      LayoutChange change = LayoutChange.of(session.disks().layout());
      change.removed().forEach(mount -> add("partition", "remove", mount));
      for (Partition partition : change.resized()) {
        add("partition", "set", partition.mount(), partition.size().typed());
      }
      for (Partition partition : change.added()) {
        List<Word> words = words("partition", "add", partition.mount(), partition.size().typed());
        option(words, "--fs", Stream.of(partition.filesystem().typed()));
        option(words, "--options", Stream.of(partition.options()));
        commands.add(words);
      }
    }

    private void user(UserChoice user) {
      List<Word> words = words("user", "add", user.name());
      option(words, "--key", user.keyFiles().stream());
      option(words, "--groups", user.groups().stream());
      option(words, "--password-hash-file", user.passwordHashFile().stream());
      commands.add(words);
    }

    private void settings() {
      session
          .settings()
          .chosen()
          .forEach(
              (key, value) -> {
                Settings.Entry entry = session.settings().entry(SettingKeys.of(key));
                boolean secret = !entry.shown().equals(value);
                (secret ? secrets : commands).add(words("setting", "set", key, value));
              });
    }

    private void many(List<String> command, List<String> words) {
      if (!words.isEmpty()) {
        add(Stream.concat(command.stream(), words.stream()).toArray());
      }
    }

    private static void option(List<Word> words, String option, Stream<?> values) {
      values.forEach(
          value -> {
            words.add(new Word(option, true));
            words.addAll(words(value));
          });
    }

    private void add(Object... typed) {
      commands.add(words(typed));
    }

    private static List<Word> words(Object... typed) {
      List<Word> words = new ArrayList<>();
      for (Object each : typed) {
        String text = each.toString();
        if (text.chars().anyMatch(Character::isISOControl)) {
          throw Fault.session(
              "the session cannot be written as commands",
              "a name in it has a control character, which no command may have",
              "rename that file; `session show` lists what is chosen");
        }
        words.add(new Word(text, false));
      }
      return words;
    }
  }
}
