package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoWriter;
import org.tmpfsroot.workbench.lock.Lock;

/**
 * Writes the image. Its dates are the base image's, so that the same inputs give the same bytes.
 *
 * @param treeFrom the step whose tree it holds
 * @param secret whether only its owner may read it
 */
public record WriteIso(String volumeId, Lock lock, String treeFrom, boolean secret)
    implements Step {
  public static final String ID = "write-iso";

  /** The image in this step's output. */
  public static final String IMAGE = "image.iso";

  /** What went into the image, in this step's output as on the image. */
  public static final String INPUTS = InputsManifest.PATH;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "writing the image";
  }

  @Override
  public List<String> takesFrom() {
    return List.of(FetchBase.ID, FetchPackages.ID, treeFrom, WriteRepodata.ID, BuildEfiImage.ID);
  }

  @Override
  public StepKey key() {
    return StepKey.of(ID, 4).with("volume-id", volumeId);
  }

  @Override
  public void run(StepRun run) throws IOException {
    Path target = run.output().resolve(IMAGE);
    try (IsoImage base = IsoImage.open(FetchBase.image(run))) {
      IsoWriter.writeWithDigest(spec(run, base), target, run.progress());
    }
    finish(target, run);
  }

  /** What is left to do with a written image that carries its digest, whoever wrote it. */
  public void finish(Path target, StepRun run) throws IOException {
    try (IsoImage image = IsoImage.open(target)) {
      IsoEntry inputs =
          image
              .find(INPUTS)
              .orElseThrow(() -> new IOException("the written image has no " + INPUTS));
      try (InputStream in = image.open(inputs)) {
        Files.copy(in, run.output().resolve(INPUTS));
      }
    }
    target.toFile().setReadable(!secret, false);
    target.toFile().setReadable(true, true);
  }

  /**
   * What the image is to be.
   *
   * @param base must stay open until it is written
   */
  public IsoSpec spec(StepRun run, IsoImage base) throws IOException {
    return new Medium(volumeId, treeFrom, lock).spec(run, base);
  }
}
