package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.kickstart.InstallerMenu;
import org.tmpfsroot.workbench.kickstart.Kickstart;
import org.tmpfsroot.workbench.kickstart.KickstartInputs;
import org.tmpfsroot.workbench.kickstart.Provided;
import org.tmpfsroot.workbench.kickstart.SystemSettings;
import org.tmpfsroot.workbench.kickstart.UserAccount;
import org.tmpfsroot.workbench.kickstart.UserPart;
import org.tmpfsroot.workbench.lock.Lock;

/**
 * Renders the kickstart and the boot menus to where they are on the medium. What the packages bring
 * is read off the packages themselves.
 */
public record RenderKickstart(KickstartInputs inputs, Lock lock) implements Step {
  public static final String ID = "render-kickstart";
  static final String KICKSTART = "ks.cfg";
  static final String EFI_MENU = "EFI/BOOT/grub.cfg";
  private static final String BIOS_GRUB_MENU = "boot/grub2/grub.cfg";
  // on other machines there is no BIOS
  private static final String PC = "x86_64";
  private static final String ISOLINUX_MENU = "isolinux/isolinux.cfg";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "rendering the kickstart and the boot menus";
  }

  @Override
  public List<String> takesFrom() {
    return List.of(FetchPackages.ID);
  }

  @Override
  public StepKey key() {
    SystemSettings system = inputs.system();
    StepKey key =
        StepKey.of(ID, 2)
            .with("release", inputs.release().number())
            .with("arch", inputs.arch())
            .with("firmware", inputs.firmware())
            .with("volume-id", inputs.volumeId())
            .withAll("disk", inputs.disks())
            .with("main-disk", inputs.mainDisk())
            .withAll("partition", inputs.layout().partitions())
            .with("uuid-seed", inputs.layout().uuidSeed())
            .with("language", system.language())
            .with("keyboard", system.keyboard())
            .with("timezone", system.timezone())
            .with("hostname", system.hostname())
            .with("selinux", system.selinux())
            .withAll("ntp", system.ntpServers())
            .with("serial-console", system.serialConsole())
            .with("kernel-options", system.kernelOptions())
            .with("tmpfs-size", system.tmpfsSize())
            .with("root-password", secret(system.rootPasswordHash()))
            .withAll("required-service", system.requiredServices())
            .with("http-url", inputs.httpUrl().map(Object::toString).orElse(""))
            .withAll("trim", new TreeSet<>(inputs.trims()));
    for (UserAccount user : inputs.users()) {
      key =
          key.with("user", user.name() + " " + secret(user.passwordHash()))
              .withAll("group of " + user.name(), user.groups())
              .withAll("ssh-key of " + user.name(), user.sshKeys());
    }
    for (UserPart part : inputs.parts()) {
      key = key.with(part.kind().typed(), digest(part.text()));
    }
    // the same choices give another text when the program's templates change
    return key.with("templates", digest(String.join("", texts(everything()).values())));
  }

  private static String secret(Optional<String> hash) {
    return hash.map(text -> digest(text).toString()).orElse("locked");
  }

  private static Digest digest(String text) {
    return Digest.sha256Of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As if the packages brought all that is asked for. */
  private KickstartInputs everything() {
    TreeSet<String> units = new TreeSet<>(List.of("chronyd.service", "docker.service"));
    for (String service : inputs.system().requiredServices()) {
      units.add(service.endsWith(".service") ? service : service + ".service");
    }
    return inputs.withProvided(new Provided(units, new TreeSet<>(), Optional.empty()));
  }

  private static Map<String, String> texts(KickstartInputs inputs) {
    InstallerMenu menu = new InstallerMenu(inputs);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(KICKSTART, Kickstart.render(inputs).text());
    texts.put(EFI_MENU, menu.efiGrubCfg());
    if (inputs.arch().equals(PC)) {
      // an image may be named that has another loader than the release's own
      texts.put(BIOS_GRUB_MENU, menu.biosGrubCfg());
      texts.put(ISOLINUX_MENU, menu.isolinuxCfg());
    }
    return texts;
  }

  @Override
  public void run(StepRun run) throws IOException {
    Provided provided = ProvidedByPackages.of(lock, FetchPackages.files(run, lock));
    for (Map.Entry<String, String> text : texts(inputs.withProvided(provided)).entrySet()) {
      Path file = run.output().resolve(text.getKey());
      Files.createDirectories(file.resolveSibling("").normalize());
      Files.writeString(file, text.getValue(), StandardCharsets.UTF_8);
    }
  }
}
