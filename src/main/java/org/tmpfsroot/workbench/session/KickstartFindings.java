package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.kickstart.Kickstart;
import org.tmpfsroot.workbench.kickstart.KickstartChecks;
import org.tmpfsroot.workbench.kickstart.KickstartChecks.AskedPackage;
import org.tmpfsroot.workbench.kickstart.KickstartInputs;
import org.tmpfsroot.workbench.lock.Lock;

/** What is found in the kickstart that a session gives, and between it and the locked packages. */
public final class KickstartFindings {
  /** What the medium's comps.xml has. */
  private static final Set<String> GROUPS = Set.of("@^custom-environment", "@core");

  private KickstartFindings() {}

  /**
   * Every finding; none while there is no disk to install to, or a file of the user's cannot be
   * read, since there is no kickstart then.
   */
  public static List<Finding> of(ImageSession session) {
    Optional<KickstartInputs> inputs = inputs(session);
    if (inputs.isEmpty()) {
      return List.of();
    }
    int release = session.release().number();
    List<Finding> broken = KickstartChecks.ofParts(inputs.get().parts(), release);
    if (!broken.isEmpty()) {
      return broken;
    }
    Kickstart kickstart = Kickstart.render(inputs.get());
    return Stream.concat(
            KickstartChecks.of(kickstart, release, inputs.get().firmware()).stream(),
            packages(session, KickstartChecks.askedPackages(kickstart, release)))
        .toList();
  }

  private static Optional<KickstartInputs> inputs(ImageSession session) {
    try {
      return Optional.of(KickstartTranslation.of(session, ExpectedUnits.of(session)));
    } catch (Fault e) {
      // that there is no disk, or no such file, is found by its own check
      return Optional.empty();
    }
  }

  private static Stream<Finding> packages(ImageSession session, List<AskedPackage> asked) {
    return session.lock().stream()
        .flatMap(lock -> asked.stream().flatMap(each -> onMedium(lock, each)));
  }

  private static Stream<Finding> onMedium(Lock lock, AskedPackage asked) {
    String name = asked.name();
    if (name.startsWith("@")) {
      return GROUPS.contains(name.split("\\s", 2)[0])
          ? Stream.empty()
          : Stream.of(
              SessionCheck.GROUP_NOT_ON_MEDIUM.at(
                  asked.place(),
                  "the medium has no group " + name,
                  "remove the line, and type `package add @GROUP`"));
    }
    boolean locked = name.contains("*") || name.contains("/") || lock.labelled(name).isPresent();
    return locked
        ? Stream.empty()
        : Stream.of(
            SessionCheck.PACKAGE_NOT_LOCKED.at(
                asked.place(),
                "the package " + name + " is not locked, so the medium has it not",
                "remove the line, and type `package add " + name + "`"));
  }
}
