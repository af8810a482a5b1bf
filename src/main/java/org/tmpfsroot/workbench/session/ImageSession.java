package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.lock.Lock;

/**
 * Everything the user chose for one image. Every change gives another session; wrong values are
 * refused by the part they belong to.
 *
 * @param name what the user calls it
 * @param users in the order they were added; no two of one name
 * @param lock the packages resolved last, whether they still fit or not
 */
public record ImageSession(
    String name,
    ReleaseChoice release,
    MirrorChoice mirror,
    RepositoryChoices repositories,
    PackageChoices packages,
    DiskChoices disks,
    Settings settings,
    List<UserChoice> users,
    FileChoices files,
    EngineChoice engine,
    Optional<Lock> lock) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public ImageSession {
    if (!NAME.matcher(name).matches()) {
      throw Fault.usage(
          "'" + name + "' is no session name",
          "names are letters, digits, dots, dashes and underscores, at most 64",
          "choose a name such as gateway");
    }
    users = List.copyOf(users);
    if (users.stream().map(UserChoice::name).distinct().count() != users.size()) {
      throw new IllegalArgumentException("two users of one name");
    }
  }

  /**
   * A session in which only the release is chosen.
   *
   * @throws Fault (usage) when {@code name} cannot be the name of a session
   */
  public static ImageSession of(String name, int release, MachineDefaults machine) {
    return new ImageSession(
        name,
        ReleaseChoice.of(release),
        MirrorChoice.FEDORA,
        RepositoryChoices.RELEASE,
        PackageChoices.NONE,
        DiskChoices.NONE,
        Settings.of(machine),
        List.of(),
        FileChoices.NONE,
        EngineChoice.EMBEDDED,
        Optional.empty());
  }

  public ImageSession withRelease(ReleaseChoice next) {
    return new ImageSession(
        name, next, mirror, repositories, packages, disks, settings, users, files, engine, lock);
  }

  public ImageSession withMirror(MirrorChoice next) {
    return new ImageSession(
        name, release, next, repositories, packages, disks, settings, users, files, engine, lock);
  }

  public ImageSession withRepositories(UnaryOperator<RepositoryChoices> change) {
    return new ImageSession(
        name,
        release,
        mirror,
        change.apply(repositories),
        packages,
        disks,
        settings,
        users,
        files,
        engine,
        lock);
  }

  public ImageSession withPackages(UnaryOperator<PackageChoices> change) {
    return new ImageSession(
        name,
        release,
        mirror,
        repositories,
        change.apply(packages),
        disks,
        settings,
        users,
        files,
        engine,
        lock);
  }

  public ImageSession withDisks(UnaryOperator<DiskChoices> change) {
    return new ImageSession(
        name,
        release,
        mirror,
        repositories,
        packages,
        change.apply(disks),
        settings,
        users,
        files,
        engine,
        lock);
  }

  public ImageSession withSettings(UnaryOperator<Settings> change) {
    return new ImageSession(
        name,
        release,
        mirror,
        repositories,
        packages,
        disks,
        change.apply(settings),
        users,
        files,
        engine,
        lock);
  }

  public ImageSession withFiles(UnaryOperator<FileChoices> change) {
    return new ImageSession(
        name,
        release,
        mirror,
        repositories,
        packages,
        disks,
        settings,
        users,
        change.apply(files),
        engine,
        lock);
  }

  public ImageSession withEngine(EngineChoice next) {
    return new ImageSession(
        name, release, mirror, repositories, packages, disks, settings, users, files, next, lock);
  }

  public ImageSession withLock(Lock next) {
    return new ImageSession(
        name,
        release,
        mirror,
        repositories,
        packages,
        disks,
        settings,
        users,
        files,
        engine,
        Optional.of(next));
  }

  /**
   * With one more user.
   *
   * @throws Fault (usage) when there is one of that name
   */
  public ImageSession withUser(UserChoice user) {
    if (users.stream().anyMatch(other -> other.name().equals(user.name()))) {
      throw Fault.usage(
          "cannot add the user " + user.name(),
          "there is one of that name",
          "type `user remove " + user.name() + "` first");
    }
    return withUsers(Stream.concat(users.stream(), Stream.of(user)).toList());
  }

  /**
   * Without that user.
   *
   * @throws Fault (usage) when there is none
   */
  public ImageSession withoutUser(String userName) {
    List<String> names = users.stream().map(UserChoice::name).toList();
    if (!names.contains(userName)) {
      throw Fault.usage(
          "there is no user '" + userName + "'",
          Nearest.sentence(
              userName, names, names.isEmpty() ? "the session has none" : "no name is near it"),
          "type `user list`");
    }
    return withUsers(users.stream().filter(user -> !user.name().equals(userName)).toList());
  }

  private ImageSession withUsers(List<UserChoice> next) {
    return new ImageSession(
        name, release, mirror, repositories, packages, disks, settings, next, files, engine, lock);
  }
}
