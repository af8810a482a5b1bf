package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.openpgp.Passphrase;
import org.tmpfsroot.workbench.openpgp.SecretKeyFile;
import org.tmpfsroot.workbench.openpgp.SecretSigner;
import org.tmpfsroot.workbench.session.SettingKeys;
import org.tmpfsroot.workbench.session.Settings;

/**
 * Signs the image that was read back. The signature names the moment it was made, so it alone is
 * not the same bytes when it is made again.
 *
 * @param secret by which it is signed; neither it nor its passphrase is ever in an output, a key or
 *     a log
 * @param passphraseFile where the passphrase is looked for
 */
public record SignImage(SecretKeyFile secret, Optional<Path> passphraseFile, Clock clock)
    implements Step {
  public static final String ID = "sign-image";

  /** The signature in this step's output. */
  public static final String SIGNATURE = WriteIso.IMAGE + ".asc";

  /**
   * The step where a key is set; reads the key's file, not its passphrase.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault when the key cannot be used
   */
  public static Optional<SignImage> of(Settings settings, Clock clock) {
    return settings
        .find(SettingKeys.SIGN_KEY)
        .map(
            file ->
                new SignImage(
                    SecretKeyFile.read(file, clock.instant()),
                    settings.find(SettingKeys.SIGN_PASSWORD_FILE),
                    clock));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "signing the image";
  }

  @Override
  public List<String> takesFrom() {
    return List.of(WriteIso.ID, VerifyIso.ID);
  }

  @Override
  public StepKey key() {
    return StepKey.of(ID, 1).with("signed by", secret.fingerprint());
  }

  @Override
  public void run(StepRun run) throws IOException {
    Path image = run.input(WriteIso.ID).resolve(WriteIso.IMAGE);
    SecretSigner signer = signer();
    try (Progress.Task task = run.progress().begin("signing the image", Files.size(image));
        InputStream in = Files.newInputStream(image)) {
      String signature = signer.signArmored(in, clock.instant(), task::advance);
      Files.writeString(run.output().resolve(SIGNATURE), signature, StandardCharsets.US_ASCII);
    }
    run.log().line("signed by " + secret.owner());
  }

  /** The key, opened. */
  SecretSigner signer() {
    return secret.unlock(Passphrase.of(passphraseFile));
  }
}
