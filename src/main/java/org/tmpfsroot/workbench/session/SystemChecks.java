package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.lock.Lock;

/** Whether the settings of the installed system go together with what it is made of. */
final class SystemChecks {
  static final List<SessionChecks.Looking> ALL =
      List.of(SystemChecks::services, SystemChecks::kernelOptions);

  /** What the boot sets itself, and why. */
  private static final Map<String, String> RESERVED =
      Map.ofEntries(
          Map.entry("root", "each slot has its own"),
          Map.entry("ro", "the root is memory"),
          Map.entry("rw", "the root is memory"),
          Map.entry("init", "the program's own units would not run"),
          Map.entry("rdinit", "the root would not be copied into memory"),
          Map.entry("panic", "a slot that fails must restart"),
          Map.entry("rd.shell", "a slot that fails must restart"),
          Map.entry("rd.emergency", "a slot that fails must restart"),
          Map.entry("rd.timeout", "a slot that fails must restart"),
          Map.entry("rd.break", "a slot that starts must not wait"),
          Map.entry("selinux", "the setting selinux says it"),
          Map.entry("enforcing", "the setting selinux says it"));

  private static final String OWN = "tmpfsroot.";

  private SystemChecks() {}

  private static Stream<Finding> services(ImageSession session) {
    List<String> required =
        session.settings().find(SettingKeys.REQUIRED_SERVICES).orElse(List.of());
    return session.lock().stream()
        .flatMap(lock -> required.stream().filter(service -> !brought(lock, service)))
        .map(
            service ->
                SessionCheck.SERVICE_WITHOUT_PACKAGE.at(
                    "setting required-services",
                    "no locked package brings " + service + ", and the installer ends for it",
                    "type `package add "
                        + ExpectedUnits.packagesOf(service).get(0)
                        + "` and `lock resolve`"));
  }

  /** Also where nobody knows what would bring it. */
  private static boolean brought(Lock lock, String service) {
    List<String> packages = ExpectedUnits.packagesOf(service);
    return packages.isEmpty() || packages.stream().anyMatch(name -> lock.named(name).isPresent());
  }

  private static Stream<Finding> kernelOptions(ImageSession session) {
    return session.settings().find(SettingKeys.KERNEL_OPTIONS).stream()
        .flatMap(options -> Stream.of(options.split(" +")))
        .map(option -> option.split("=", 2)[0])
        .filter(name -> RESERVED.containsKey(name) || name.startsWith(OWN))
        .map(
            name ->
                SessionCheck.KERNEL_OPTION_RESERVED.at(
                    "setting kernel-options",
                    name + " is set for you: " + RESERVED.getOrDefault(name, "the boot needs it"),
                    "leave it out, or `setting unset kernel-options`"));
  }
}
