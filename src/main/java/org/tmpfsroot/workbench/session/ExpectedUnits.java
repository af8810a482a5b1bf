package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tmpfsroot.workbench.kickstart.Provided;
import org.tmpfsroot.workbench.lock.Lock;

/**
 * What the locked packages are expected to bring, told from their names: enough to show a kickstart
 * before any package is here. A build looks into the packages themselves.
 */
public final class ExpectedUnits {
  private static final Map<String, List<String>> PACKAGES_BY_SERVICE =
      new TreeMap<>(
          Map.of(
              "NetworkManager", List.of("NetworkManager"),
              "auditd", List.of("audit"),
              "chronyd", List.of("chrony"),
              "docker", List.of("docker-ce", "moby-engine", "docker"),
              "firewalld", List.of("firewalld"),
              "sshd", List.of("openssh-server"),
              "systemd-networkd", List.of("systemd-networkd"),
              "systemd-resolved", List.of("systemd-resolved")));

  private ExpectedUnits() {}

  /** Nothing without a lock; services that the session requires are believed to be there. */
  public static Provided of(ImageSession session) {
    Optional<Lock> lock = session.lock();
    if (lock.isEmpty()) {
      return Provided.nothing();
    }
    Set<String> units = new TreeSet<>();
    PACKAGES_BY_SERVICE.forEach(
        (service, packages) -> {
          if (packages.stream().anyMatch(name -> lock.get().named(name).isPresent())) {
            units.add(unit(service));
          }
        });
    session
        .settings()
        .find(SettingKeys.REQUIRED_SERVICES)
        .ifPresent(services -> services.forEach(service -> units.add(unit(service))));
    return new Provided(units, Set.of(), lock.get().kernelRelease());
  }

  /** The packages that may bring a service; none where that is not known. */
  static List<String> packagesOf(String service) {
    return PACKAGES_BY_SERVICE.getOrDefault(service.replaceFirst("\\.service$", ""), List.of());
  }

  private static String unit(String service) {
    return service.endsWith(".service") ? service : service + ".service";
  }
}
