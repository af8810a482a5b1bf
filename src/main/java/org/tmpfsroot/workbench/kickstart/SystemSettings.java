package org.tmpfsroot.workbench.kickstart;

import java.util.List;
import java.util.Optional;

/**
 * How the installed system is set up.
 *
 * @param language a locale such as {@code en_US.UTF-8}
 * @param keyboard a keymap such as {@code us}
 * @param timezone such as {@code Etc/UTC}; the hardware clock is in UTC always
 * @param hostname empty to leave it to the network
 * @param selinux see {@link SelinuxMode}
 * @param ntpServers none: no time source is set up by the installer
 * @param serialConsole such as {@code ttyS0,115200n8}; empty for none
 * @param kernelOptions more options for the installed kernel, separated by blanks
 * @param tmpfsSize the size of the root in RAM
 * @param rootPasswordHash a crypted password; none: root is locked
 * @param requiredServices the services that must be up before a slot counts as good
 */
public record SystemSettings(
    String language,
    String keyboard,
    String timezone,
    String hostname,
    SelinuxMode selinux,
    List<String> ntpServers,
    String serialConsole,
    String kernelOptions,
    TmpfsSize tmpfsSize,
    Optional<String> rootPasswordHash,
    List<String> requiredServices) {

  public SystemSettings {
    ntpServers = List.copyOf(ntpServers);
    requiredServices = List.copyOf(requiredServices);
  }

  /** What holds where the user set nothing. */
  public static SystemSettings standard() {
    return new SystemSettings(
        "en_US.UTF-8",
        "us",
        "Etc/UTC",
        "",
        SelinuxMode.DISABLED,
        List.of(),
        "ttyS0,115200n8",
        "",
        TmpfsSize.parse("2G"),
        Optional.empty(),
        List.of());
  }
}
