package org.tmpfsroot.workbench.session;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Size;

/** What can be set by name. */
public final class SettingKeys {
  private static final List<String> SWITCH = List.of("true", "false");
  private static final List<String> VERDICTS = List.of("refuse", "warn", "accept");
  private static final String ENGINE_OF_STEP = "engine.";
  private static final Pattern STEP = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
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
  public static final SettingKey<String> FIRMWARE =
      key(
          "firmware",
          ValueForm.oneOf(List.of("uefi", "bios", "both")),
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
      key("timezone", SystemForms.TIMEZONE, "UTC", "time zone of the installed system");
  public static final SettingKey<List<String>> NTP =
      keyWithoutDefault(
          "ntp", ValueForm.listOf(SystemForms.HOST), "time servers of the installed system");
  public static final SettingKey<String> HOSTNAME =
      keyWithoutDefault("hostname", SystemForms.HOST, "host name of the installed system");
  public static final SettingKey<String> SELINUX =
      key(
          "selinux",
          ValueForm.oneOf(List.of("disabled", "permissive", "enforcing")),
          "disabled",
          "SELinux mode of the installed system");
  public static final SettingKey<String> SERIAL_CONSOLE =
      key("serial-console", SystemForms.SERIAL_CONSOLE, "ttyS0", "where a console is on a wire");
  public static final SettingKey<String> KERNEL_OPTIONS =
      keyWithoutDefault(
          "kernel-options", SystemForms.KERNEL_OPTIONS, "more options for the installed kernel");
  public static final SettingKey<List<String>> REQUIRED_SERVICES =
      keyWithoutDefault(
          "required-services",
          ValueForm.listOf(SystemForms.SERVICE),
          "services that must run before a slot counts as good");
  public static final SettingKey<String> UUID_SEED =
      keyWithoutDefault(
          "uuid-seed", SystemForms.SEED, "makes this product's file system UUIDs its own");
  public static final SettingKey<String> ROOT_PASSWORD =
      key("root-password", SystemForms.PASSWORD_HASH, "locked", "root's password, as a hash");

  public static final SettingKey<Boolean> TRIM_LOCALES =
      flag("trim.locales", true, "drop locales of other languages");
  public static final SettingKey<Boolean> TRIM_DOCS =
      flag("trim.docs", true, "drop documentation and manual pages");
  public static final SettingKey<Boolean> TRIM_CACHES =
      flag("trim.caches", true, "drop compiled Python files and package caches");
  public static final SettingKey<Boolean> TRIM_BUILD_IDS =
      flag("trim.build-ids", true, "drop links from build ids to programs");
  public static final SettingKey<Boolean> TRIM_LIBRARIES =
      flag("trim.libraries", true, "drop shared libraries that no program refers to");
  public static final SettingKey<Boolean> TRIM_TOOLS =
      flag("trim.tools", true, "drop packages only the installer needed");

  public static final SettingKey<String> DOCKER_IMAGE =
      keyWithoutDefault("docker.image", SystemForms.IMAGE, "a ready image instead of our own");
  public static final SettingKey<String> DOCKER_FROM =
      keyWithoutDefault("docker.from", SystemForms.IMAGE, "what our own image is made from");
  public static final SettingKey<URI> DOCKER_PROXY =
      keyWithoutDefault("docker.proxy", SystemForms.HTTP_URL, "proxy for work in containers");

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
