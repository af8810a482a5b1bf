package org.tmpfsroot.workbench.session;

import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockPolicy;
import org.tmpfsroot.workbench.lock.LockRequest;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.release.Releases;

/** What a session asks the resolver for. */
public final class PackageRequest {
  /** Why a package is asked for that the user did not name. */
  public static final String INSTALLER = "installer";

  private PackageRequest() {}

  /** The user's requests in their order, then what the installer itself asks for. */
  public static LockRequest of(ImageSession session) {
    List<PackageSpec> user = session.packages().requests();
    List<Wanted> wanted = new ArrayList<>(user.stream().map(Wanted::byUser).toList());
    installer(session).stream()
        .filter(spec -> !user.contains(spec))
        .forEach(spec -> wanted.add(new Wanted(spec, INSTALLER)));
    return new LockRequest(
        wanted,
        session.packages().excludes(),
        session.release().arch(),
        LockPolicy.STANDARD
            .withWeakDependencies(session.settings().value(SettingKeys.WEAK_DEPS))
            .withBest(session.settings().value(SettingKeys.BEST)));
  }

  /** What an offline installation of the session's release cannot do without. */
  public static List<PackageSpec> installer(ImageSession session) {
    return Releases.of(session.release().number())
        .installerPackages(session.release().arch(), session.settings().value(SettingKeys.FIRMWARE))
        .stream()
        .map(PackageSpec::parse)
        .toList();
  }

  /**
   * Whether {@code lock} was resolved from what the session asks for now, in any order, and for its
   * release as far as the lock tells.
   */
  public static boolean fits(ImageSession session, Lock lock) {
    LockRequest now = of(session);
    return isOfTheRelease(session, lock)
        && lock.arch().equals(now.arch())
        && lock.policy().withClosure(false).equals(now.policy())
        && sorted(lock.excludes()).equals(sorted(now.excludes()))
        && specs(lock.requests()).equals(specs(now.wanted()));
  }

  static boolean isOfTheRelease(ImageSession session, Lock lock) {
    return lock.fedora().map(release -> release == session.release().number()).orElse(true);
  }

  /**
   * The session as {@code lock} knows it: with the requests, exclusions, architecture and policy
   * that it was resolved from.
   */
  public static ImageSession asLocked(ImageSession session, Lock lock) {
    List<PackageSpec> wanted =
        lock.requests().stream()
            .filter(each -> !each.reason().equals(INSTALLER))
            .map(Wanted::spec)
            .toList();
    LockPolicy policy = lock.policy();
    return session
        .withRelease(session.release().withArch(lock.arch()))
        .withPackages(now -> new PackageChoices(wanted, lock.excludes()))
        .withSettings(
            settings ->
                switched(
                    switched(settings, SettingKeys.WEAK_DEPS, policy.weakDependencies()),
                    SettingKeys.BEST,
                    policy.best()));
  }

  private static Settings switched(Settings settings, SettingKey<Boolean> key, boolean value) {
    return settings.value(key) == value ? settings : settings.with(key.name(), "" + value);
  }

  private static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().toList();
  }

  private static List<PackageSpec> specs(List<Wanted> wanted) {
    return wanted.stream().map(Wanted::spec).sorted().distinct().toList();
  }
}
