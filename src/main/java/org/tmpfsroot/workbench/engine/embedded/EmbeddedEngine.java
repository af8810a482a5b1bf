package org.tmpfsroot.workbench.engine.embedded;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.build.Engine;
import org.tmpfsroot.workbench.build.Outlook;
import org.tmpfsroot.workbench.build.Plan;
import org.tmpfsroot.workbench.build.Publication;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.kickstart.KickstartInputs;
import org.tmpfsroot.workbench.kickstart.Provided;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockPolicy;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.InstallerBase;
import org.tmpfsroot.workbench.session.KickstartTranslation;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.session.SessionChecks;
import org.tmpfsroot.workbench.session.SettingKeys;
import org.tmpfsroot.workbench.session.TrustedKeys;
import org.tmpfsroot.workbench.step.BuildEfiImage;
import org.tmpfsroot.workbench.step.FetchBase;
import org.tmpfsroot.workbench.step.FetchPackages;
import org.tmpfsroot.workbench.step.PackInstallfs;
import org.tmpfsroot.workbench.step.PackOverlay;
import org.tmpfsroot.workbench.step.RenderKickstart;
import org.tmpfsroot.workbench.step.Requirements;
import org.tmpfsroot.workbench.step.RunBuildHooks;
import org.tmpfsroot.workbench.step.SignImage;
import org.tmpfsroot.workbench.step.StageTree;
import org.tmpfsroot.workbench.step.TakeAccounts;
import org.tmpfsroot.workbench.step.TrustPolicy;
import org.tmpfsroot.workbench.step.VerifyIso;
import org.tmpfsroot.workbench.step.WriteIso;
import org.tmpfsroot.workbench.step.WriteRepodata;

/** Builds an image in this program, without a container or the distribution's own tools. */
public final class EmbeddedEngine implements Engine {
  /** A signature names the moment it was made; nothing else that is written does. */
  private static final Clock CLOCK = Clock.systemUTC();

  private final Downloader downloader;

  public EmbeddedEngine(Downloader downloader) {
    this.downloader = downloader;
  }

  @Override
  public Plan plan(ImageSession session) {
    SessionChecks.requireBuildableButForLock(session);
    Lock lock = session.lock().orElse(Lock.empty(session.release().arch(), LockPolicy.STANDARD));
    KickstartInputs inputs = KickstartTranslation.of(session, Provided.nothing());
    List<byte[]> keys = TrustedKeys.of(session);
    List<Step> steps = new ArrayList<>();
    List<String> makers =
        new ArrayList<>(List.of(TakeAccounts.ID, RenderKickstart.ID, PackOverlay.ID));

    steps.add(new PackOverlay(chosen(session, FileKind.ROOT), chosen(session, FileKind.HOOKS)));
    for (Path tree : chosen(session, FileKind.INSTALLFS)) {
      steps.add(new PackInstallfs(tree, inputs.arch()));
      makers.add(PackInstallfs.ID);
    }
    steps.add(
        new FetchPackages(
            lock,
            PackageSources.places(session),
            keys,
            TrustPolicy.of(session.settings()),
            downloader));
    steps.add(new TakeAccounts(lock));
    steps.add(new RenderKickstart(inputs, lock));
    // as late as can be: it takes longest, and begins with the run all the same
    steps.add(new FetchBase(InstallerBase.of(session), keys, downloader));
    int release = session.release().number();
    steps.add(
        new StageTree(
            release,
            inputs.arch(),
            inputs.volumeId(),
            lock,
            makers,
            chosen(session, FileKind.ISO_ROOT)));
    Optional<Path> hooks = session.files().of(FileKind.BUILD_HOOKS);
    hooks.ifPresent(
        folder ->
            steps.add(
                new RunBuildHooks(
                    folder,
                    release,
                    inputs.arch(),
                    inputs.volumeId(),
                    session.settings().value(SettingKeys.HOOK_TIME_LIMIT))));
    String treeFrom = hooks.isPresent() ? RunBuildHooks.ID : StageTree.ID;
    steps.add(new WriteRepodata(lock, chosen(session, FileKind.ISO_ROOT), hooks.isPresent()));
    steps.add(new BuildEfiImage(inputs.volumeId(), treeFrom));
    steps.add(new WriteIso(inputs.volumeId(), lock, treeFrom, inputs.holdsSecrets()));
    steps.add(new VerifyIso(inputs.volumeId(), lock, treeFrom));
    Plan.Product product =
        Plan.Product.of(WriteIso.ID, WriteIso.IMAGE)
            .with(new Plan.Companion(WriteIso.ID, WriteIso.INPUTS, "." + WriteIso.INPUTS));
    Optional<SignImage> signing = SignImage.of(session.settings(), CLOCK);
    if (signing.isPresent()) {
      steps.add(signing.get());
      product =
          product.with(
              new Plan.Companion(SignImage.ID, SignImage.SIGNATURE, Publication.SIGNATURE));
    }
    return Plan.of(steps, product);
  }

  @Override
  public Outlook outlook(ImageSession session, Map<String, Long> known, Progress progress) {
    return Requirements.of(session, downloader, known, progress);
  }

  private static List<Path> chosen(ImageSession session, FileKind kind) {
    return session.files().of(kind).stream().toList();
  }
}
