package org.tmpfsroot.workbench.session;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.fault.Check;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.kickstart.SelinuxMode;
import org.tmpfsroot.workbench.kickstart.Trim;
import org.tmpfsroot.workbench.release.Firmware;

/** What can be set by name. */
public final class SettingKeys {
  private static final List<String> SWITCH = List.of("true", "false");

  private static final List<String> VERDICTS = List.of("refuse", "warn", "accept");
  private static final String ENGINE_OF_STEP = "engine.";
  private static final Pattern STEP = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Map<Trim, String> TRIMMED =
      Map.of(
          Trim.LOCALES, "locales of other languages",
          Trim.DOCS, "documentation and manual pages",
          Trim.CACHES, "compiled Python files and package caches",
          Trim.BUILD_IDS, "links from build ids to programs",
          Trim.LIBRARIES, "shared libraries that nothing mentions",
          Trim.BOOT_TOOLS, "tools that only set up the boot loader");
  private static final List<SettingKey<?>> ALL = new ArrayList<>();

  public static final SettingKey<Boolean> WEAK_DEPS =
      flag("weak-deps", false, "follow recommended packages when resolving");
  public static final SettingKey<Boolean> BEST =
      flag("best", true, "refuse an older version where the newest cannot be had");

  public static final SettingKey<String> VOLUME_ID =
      key(
          "volume-id",
          SystemForms.VOLUME_ID,
          "tmpfsroot-fedora",
          "the label of the installer disk");
  public static final SettingKey<String> TMPFS_SIZE =
      key("tmpfs-size", SystemForms.TMPFS_SIZE, "auto", "how large the root in memory may get");
  public static final SettingKey<Size> RAM =
      keyWithoutDefault(
          "ram", ValueForm.size(Size.ofMiB(512)), "memory of the target, for checks of fit");
  public static final SettingKey<Firmware> FIRMWARE =
      key(
          "firmware",
          ValueForm.<Firmware>constants(Firmware.values(), Firmware::typed, Firmware::parse),
          "uefi",
          "what the installed system boots from");
  public static final SettingKey<URI> HTTP_URL =
      keyWithoutDefault(
          "http-url", SystemForms.HTTP_URL, "where the disk's tree is served for network installs");

  public static final SettingKey<String> LANGUAGE =
      key("language", SystemForms.LANGUAGE, "en_US.UTF-8", "language of the installed system");
  public static final SettingKey<String> KEYBOARD =
      key("keyboard", SystemForms.KEYBOARD, "us", "keyboard layout of the console");
  public static final SettingKey<String> TIMEZONE =
      key("timezone", SystemForms.TIMEZONE, SystemForms.UTC, "time zone of the installed system");
  public static final SettingKey<List<String>> NTP =
      keyWithoutDefault(
          "ntp", ValueForm.listOf(SystemForms.HOST), "time servers of the installed system");
  public static final SettingKey<String> HOSTNAME =
      keyWithoutDefault("hostname", SystemForms.HOST, "host name of the installed system");
  public static final SettingKey<SelinuxMode> SELINUX =
      key(
          "selinux",
          ValueForm.constants(SelinuxMode.values(), SelinuxMode::typed, SelinuxMode::parse),
          "disabled",
          "SELinux mode of the installed system");
  public static final SettingKey<String> SERIAL_CONSOLE =
      key(
          "serial-console",
          SystemForms.SERIAL_CONSOLE,
          "ttyS0,115200n8",
          "where a console is on a wire");
  public static final SettingKey<String> KERNEL_OPTIONS =
      keyWithoutDefault(
          "kernel-options", SystemForms.KERNEL_OPTIONS, "more options for the installed kernel");
  public static final SettingKey<List<String>> REQUIRED_SERVICES =
      keyWithoutDefault(
          "required-services",
          ValueForm.listOf(SystemForms.SERVICE),
          "services that must run before a slot counts as good");
  public static final SettingKey<String> UUID_SEED =
      key(
          "uuid-seed",
          SystemForms.SEED,
          Layout.standardSeed(),
          "what this product's file system UUIDs are made from");
  public static final SettingKey<String> ROOT_PASSWORD =
      key("root-password", SystemForms.PASSWORD_HASH, "locked", "root's password, as a hash");

  public static final SettingKey<Duration> HOOK_TIME_LIMIT =
      key(
          "hook-time-limit",
          SystemForms.TIME,
          "30m",
          "how long one build hook may run before it is ended");

  /** One switch for each thing that can be trimmed. */
  public static final Map<Trim, SettingKey<Boolean>> TRIMS = trims();

  public static final SettingKey<String> DOCKER_IMAGE =
      keyWithoutDefault("docker.image", ContainerForms.IMAGE, "a ready image instead of our own");
  public static final SettingKey<String> DOCKER_FROM =
      keyWithoutDefault("docker.from", ContainerForms.IMAGE, "what our own image is made from");
  public static final SettingKey<URI> DOCKER_PROXY =
      keyWithoutDefault("docker.proxy", SystemForms.HTTP_URL, "proxy for work in containers");
  public static final SettingKey<String> DOCKER_REGISTRY =
      keyWithoutDefault(
          "docker.registry",
          ContainerForms.REGISTRY,
          "where images of the Docker Hub are mirrored");
  public static final SettingKey<Path> DOCKER_CERTIFICATES =
      keyWithoutDefault(
          "docker.certificates",
          ContainerForms.CERTIFICATES,
          "certificates of authorities that our own image trusts, too");
  public static final SettingKey<String> DOCKER_NETWORK =
      key(
          "docker.network",
          ContainerForms.NETWORK,
          "default",
          "the daemon's network for steps that fetch, and for build hooks");

  public static final SettingKey<String> TRUST_UNSIGNED =
      trust("unsigned", "what to do with a package without a signature");
  public static final SettingKey<String> TRUST_UNKNOWN =
      trust("unknown", "what to do with a signature of an unknown key");
  public static final SettingKey<String> TRUST_EXPIRED =
      trust("expired", "what to do with a signature of an expired key");
  public static final SettingKey<String> TRUST_REVOKED =
      trust("revoked", "what to do with a signature of a revoked key");
  public static final SettingKey<String> TRUST_WEAK =
      trust("weak", "what to do with a signature over a weak digest");

  public static final SettingKey<Path> SIGN_KEY =
      keyWithoutDefault(
          "sign.key",
          SystemForms.ABSOLUTE_FILE,
          "the file with your secret OpenPGP key, by which images are signed");
  public static final SettingKey<Path> SIGN_PASSWORD_FILE =
      keyWithoutDefault(
          "sign.password-file",
          SystemForms.ABSOLUTE_FILE,
          "the file whose first line opens that key, where $WORKBENCH_SIGN_PASSWORD does not");

  public static final SettingKey<List<String>> CHECKS_ALLOW =
      key(
          "checks.allow",
          ValueForm.listOf(ValueForm.oneOf(warnings())),
          SystemForms.USUAL,
          "warnings that do not stop a build, by their ids, usual for those of access and keys");

  private SettingKeys() {}

  /** All fixed keys, in the order they are listed in. */
  public static List<SettingKey<?>> all() {
    return List.copyOf(ALL);
  }

  /**
   * The key of that name; {@code engine.STEP} is one for each build step.
   *
   * @throws Fault (usage) when there is none, with the nearest names
   */
  public static SettingKey<?> of(String name) {
    Optional<SettingKey<?>> fixed = ALL.stream().filter(key -> key.name().equals(name)).findFirst();
    if (fixed.isPresent()) {
      return fixed.get();
    }
    if (name.startsWith(ENGINE_OF_STEP)
        && STEP.matcher(name.substring(ENGINE_OF_STEP.length())).matches()) {
      return engineOfStep(name.substring(ENGINE_OF_STEP.length()));
    }
    throw Fault.usage(
        "there is no setting '" + name + "'",
        Nearest.sentence(name, ALL.stream().map(SettingKey::name).toList(), "no name is near it"),
        "`setting list` shows all of them");
  }

  /** Which engine runs the step {@code id}, where that is not the session's. */
  public static SettingKey<String> engineOfStep(String id) {
    return SettingKey.withoutDefault(
        ENGINE_OF_STEP + id,
        ValueForm.oneOf(Stream.of(EngineChoice.Kind.values()).map(Object::toString).toList()),
        "the engine for the step " + id);
  }

  private static List<String> warnings() {
    return Stream.concat(
            Stream.of(SystemForms.USUAL, SystemForms.NONE),
            SessionChecks.known().stream()
                .filter(check -> check.severity() == Finding.Severity.WARNING)
                .map(Check::id))
        .toList();
  }

  private static Map<Trim, SettingKey<Boolean>> trims() {
    Map<Trim, SettingKey<Boolean>> keys = new EnumMap<>(Trim.class);
    for (Trim trim : Trim.values()) {
      keys.put(
          trim,
          flag(
              "trim." + trim.typed(),
              true,
              "take " + TRIMMED.getOrDefault(trim, trim.typed()) + " out of the root"));
    }
    return Collections.unmodifiableMap(keys);
  }

  private static SettingKey<Boolean> flag(String name, boolean value, String description) {
    return key(
        name,
        ValueForm.oneOf(SWITCH).as(Boolean::parseBoolean, String::valueOf),
        String.valueOf(value),
        description);
  }

  private static SettingKey<String> trust(String name, String description) {
    return key("trust." + name, ValueForm.oneOf(VERDICTS), "refuse", description);
  }

  private static <T> SettingKey<T> key(
      String name, ValueForm<T> form, String defaultText, String description) {
    SettingKey<T> key = SettingKey.of(name, form, defaultText, description);
    ALL.add(key);
    return key;
  }

  private static <T> SettingKey<T> keyWithoutDefault(
      String name, ValueForm<T> form, String description) {
    SettingKey<T> key = SettingKey.withoutDefault(name, form, description);
    ALL.add(key);
    return key;
  }
}
