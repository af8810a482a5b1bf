package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.kickstart.FixedAccounts;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.rpm.RpmPayload;

/**
 * Takes {@code /etc/passwd} and {@code /etc/group} out of the locked {@code setup} package and puts
 * the fixed accounts behind them: {@code etc-passwd} and {@code etc-group} of the medium.
 */
public record TakeAccounts(Lock lock) implements Step {
  public static final String ID = "take-accounts";
  static final String PASSWD = "etc-passwd";
  static final String GROUP = "etc-group";
  private static final String PACKAGE = "setup";
  private static final String PACKAGED_PASSWD = "/etc/passwd";
  private static final String PACKAGED_GROUP = "/etc/group";
  private static final int LARGEST = 1 << 20;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "taking the accounts from " + PACKAGE;
  }

  @Override
  public List<String> takesFrom() {
    return List.of(FetchPackages.ID);
  }

  @Override
  public StepKey key() {
    return StepKey.of(ID, 1)
        .with("passwd", FixedAccounts.passwd(""))
        .with("group", FixedAccounts.group(""));
  }

  @Override
  public void run(StepRun run) throws IOException {
    LockedPackage setup =
        lock.named(PACKAGE)
            .orElseThrow(
                () ->
                    Fault.session(
                        "cannot take the accounts of the installed system",
                        "the lock has no package " + PACKAGE,
                        "type `package add " + PACKAGE + "`, then `lock resolve`"));
    Path rpm = FetchPackages.folder(run).resolve(setup.nevra().fileName());
    Map<String, byte[]> files =
        RpmPayload.extract(rpm, Set.of(PACKAGED_PASSWD, PACKAGED_GROUP), LARGEST);
    write(run, PASSWD, FixedAccounts.passwd(text(files, PACKAGED_PASSWD, setup)));
    write(run, GROUP, FixedAccounts.group(text(files, PACKAGED_GROUP, setup)));
  }

  private static String text(Map<String, byte[]> files, String path, LockedPackage setup) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw Fault.session(
          "cannot take the accounts of the installed system",
          setup.nevra() + " does not bring " + path,
          "resolve again from other repositories: `lock resolve`");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void write(StepRun run, String name, String text) throws IOException {
    Files.writeString(run.output().resolve(name), text, StandardCharsets.UTF_8);
  }
}
