package org.tmpfsroot.workbench.session;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.kickstart.KickstartInputs;
import org.tmpfsroot.workbench.kickstart.Provided;
import org.tmpfsroot.workbench.kickstart.SystemSettings;
import org.tmpfsroot.workbench.kickstart.TmpfsSize;
import org.tmpfsroot.workbench.kickstart.Trim;
import org.tmpfsroot.workbench.kickstart.UserAccount;
import org.tmpfsroot.workbench.kickstart.UserPart;
import org.tmpfsroot.workbench.release.Releases;

/** Turns a session into what a kickstart is made from. */
public final class KickstartTranslation {
  private static final Size USUAL_TMPFS = Size.ofMiB(2048);
  private static final long ROUNDED_TO_MIB = 128;
  private static final long SPARE_MIB = 256;

  private KickstartTranslation() {}

  /**
   * The kickstart's inputs.
   *
   * @param provided what the locked packages bring, as far as it is known
   * @throws Fault (session) when no disk is named to install to; (usage) when a file the session
   *     names is gone or no longer what it was
   */
  public static KickstartInputs of(ImageSession session, Provided provided) {
    Settings settings = session.settings();
    DiskChoices disks = session.disks();
    Disk main = disks.target().orElseThrow(() -> noTarget(disks));
    return new KickstartInputs(
        Releases.of(session.release().number()),
        session.release().arch(),
        settings.value(SettingKeys.FIRMWARE),
        disks.layout().withSeed(settings.value(SettingKeys.UUID_SEED)),
        disks.disks(),
        main.name(),
        system(session),
        settings.value(SettingKeys.VOLUME_ID),
        settings.find(SettingKeys.HTTP_URL),
        session.users().stream().map(KickstartTranslation::account).toList(),
        trims(settings),
        parts(session.files()),
        provided);
  }

  /**
   * The size of the root in memory. Unless it was chosen it follows the content: what packages and
   * the user's own files take, a quarter more, and room to work in.
   */
  public static TmpfsSize tmpfsSize(ImageSession session) {
    String chosen = session.settings().value(SettingKeys.TMPFS_SIZE);
    if (!chosen.equals(SystemForms.AUTO)) {
      return TmpfsSize.parse(chosen);
    }
    Size size =
        SessionFit.content(session)
            .map(content -> new Size(content.bytes() / 4 * 5))
            .map(grown -> Size.ofMiB(roundedUp(grown.mebibytesRoundedUp() + SPARE_MIB)))
            .orElse(USUAL_TMPFS);
    return TmpfsSize.parse(size.typed());
  }

  private static long roundedUp(long mebibytes) {
    return (mebibytes + ROUNDED_TO_MIB - 1) / ROUNDED_TO_MIB * ROUNDED_TO_MIB;
  }

  private static SystemSettings system(ImageSession session) {
    Settings settings = session.settings();
    String serial = settings.value(SettingKeys.SERIAL_CONSOLE);
    return new SystemSettings(
        settings.value(SettingKeys.LANGUAGE),
        settings.value(SettingKeys.KEYBOARD),
        settings.value(SettingKeys.TIMEZONE),
        settings.find(SettingKeys.HOSTNAME).orElse(""),
        settings.value(SettingKeys.SELINUX),
        settings.find(SettingKeys.NTP).orElse(List.of()),
        serial.equals(SystemForms.NONE) ? "" : serial,
        settings.find(SettingKeys.KERNEL_OPTIONS).orElse(""),
        tmpfsSize(session),
        Optional.of(settings.value(SettingKeys.ROOT_PASSWORD))
            .filter(password -> !password.equals(SystemForms.LOCKED)),
        settings.find(SettingKeys.REQUIRED_SERVICES).orElse(List.of()));
  }

  private static UserAccount account(UserChoice user) {
    return new UserAccount(
        user.name(),
        user.passwordHashFile().map(OwnFiles::passwordHash),
        user.groups(),
        user.keyFiles().stream().flatMap(file -> OwnFiles.publicKeys(file).stream()).toList());
  }

  private static Set<Trim> trims(Settings settings) {
    EnumSet<Trim> trims = EnumSet.noneOf(Trim.class);
    SettingKeys.TRIMS.forEach(
        (trim, key) -> {
          if (settings.value(key)) {
            trims.add(trim);
          }
        });
    return trims;
  }

  private static List<UserPart> parts(FileChoices files) {
    return Arrays.stream(UserPart.Kind.values())
        .flatMap(
            kind ->
                files.of(FileKind.parse(kind.typed())).stream()
                    .map(path -> new UserPart(kind, path.toString(), OwnFiles.text(path))))
        .toList();
  }

  private static Fault noTarget(DiskChoices disks) {
    return disks.disks().isEmpty()
        ? Fault.session(
            "no disk is named to install to", "the session has none", "type `disk add sda`")
        : Fault.session(
            "no disk is named to install to",
            "the session has several",
            "type `disk use " + disks.disks().get(0).name() + "`");
  }
}
