package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;

/**
 * The image whose tools do the work: a ready one by its name, or our own, which is made from the
 * release's Dockerfile when the daemon has none of the same inputs.
 */
record ToolsImage(ContainerChoices choices) {
  /** What our own images are called; they have a release and the beginning of a digest for tags. */
  static final String REPOSITORY = "tmpfsroot-workbench";

  private static final String DOCKERFILE = "Dockerfile";
  private static final String CERTIFICATES = "certificates";
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final String PRIVATE_KEY = "PRIVATE KEY-----";
  private static final int SHOWN_DIGITS = 12;

  /** What the work of a step depends on, for its key; asks no daemon. */
  String identity() {
    return choices.image().map("image "::concat).orElseGet(() -> "made from " + inputs());
  }

  /** The digest of all our own image is made from. */
  private Digest inputs() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes((choices.from() + "\n").getBytes(StandardCharsets.UTF_8));
    all.writeBytes(dockerfile());
    choices.certificates().ifPresent(file -> all.writeBytes(certificates(file)));
    return Digest.sha256Of(all.toByteArray());
  }

  private byte[] dockerfile() {
    String name = "/docker/" + choices.release() + ".dockerfile";
    try (InputStream in = ToolsImage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What everybody may read who has the image, in whose layers it stays. */
  private static byte[] certificates(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      if (text.contains(PRIVATE_KEY)) {
        throw Fault.session(
            "cannot have containers trust " + file,
            "it holds a private key, and everybody who has the image could read that",
            "name a file that has nothing but certificates, with"
                + " `setting set docker.certificates /PATH/FILE.pem`");
      }
      if (!text.contains(CERTIFICATE)) {
        throw Fault.session(
            "cannot have containers trust " + file,
            "there is no certificate in it, in the form PEM",
            "type `setting set docker.certificates /PATH/FILE.pem`");
      }
      return bytes;
    } catch (IOException e) {
      throw Fault.session(
              "cannot read the certificates for containers",
              IoReason.of(e),
              "type `setting set docker.certificates /PATH/FILE.pem`")
          .causedBy(e);
    }
  }

  /**
   * Its name on the daemon, once it is there.
   *
   * @throws Fault (world) when it can be neither had nor made
   */
  String on(Daemon daemon, Progress progress) {
    if (choices.image().isPresent()) {
      return ready(daemon, choices.image().get(), progress);
    }
    Digest inputs = inputs();
    String tag = tag(inputs);
    List<Image> known =
        daemon.ask(
            "list images",
            () ->
                daemon
                    .client()
                    .listImagesCmd()
                    .withLabelFilter(Map.of(Labels.INPUTS, inputs.hex()))
                    .exec());
    // what somebody made from it has its label, too, but not its name
    return known.stream()
        .filter(image -> tags(image).contains(tag))
        .findFirst()
        .map(Image::getId)
        .orElseGet(() -> made(daemon, inputs, progress));
  }

  private String tag(Digest inputs) {
    return REPOSITORY + ":" + choices.release() + "-" + inputs.hex().substring(0, SHOWN_DIGITS);
  }

  /** The names of an image, {@code REPOSITORY:TAG}. */
  static List<String> tags(Image image) {
    String[] tags = image.getRepoTags();
    return tags == null ? List.of() : List.of(tags);
  }

  private static String ready(Daemon daemon, String name, Progress progress) {
    try {
      return daemon.ask(
          "look for the image " + name,
          () -> {
            try {
              return daemon.client().inspectImageCmd(name).exec().getId();
            } catch (NotFoundException e) {
              ImageProgress.Pull pull = new ImageProgress.Pull(name, progress);
              daemon.client().pullImageCmd(tagged(name)).exec(pull);
              pull.awaitEnd();
              return daemon.client().inspectImageCmd(name).exec().getId();
            }
          });
    } catch (Fault e) {
      throw Fault.world(
              "cannot get the image " + name,
              e.why(),
              Daemon.advice(e.why())
                  .orElse(
                      "correct its name with `setting set docker.image NAME`, or type"
                          + " `setting unset docker.image` for our own"))
          .causedBy(e);
    }
  }

  /** Without a tag all of them would be pulled. */
  private static String tagged(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.contains(":") || last.contains("@") ? name : name + ":latest";
  }

  private String made(Daemon daemon, Digest inputs, Progress progress) {
    String what = "make the image of tools from " + choices.from();
    IsoTree context = new IsoTree().directory(CERTIFICATES);
    context.file(DOCKERFILE, IsoContent.ofBytes(dockerfile()));
    choices
        .certificates()
        .ifPresent(
            file ->
                context.file(
                    CERTIFICATES + "/workbench.crt", IsoContent.ofBytes(certificates(file))));
    TarSource source = new TarSource("", context, Instant.EPOCH);
    ImageProgress.Build building =
        new ImageProgress.Build("making the image of tools from " + choices.from(), progress);
    try {
      return daemon.ask(
          what,
          () -> {
            BuildImageCmd command =
                daemon
                    .client()
                    .buildImageCmd(source.open(amount -> {}))
                    .withTags(Set.of(tag(inputs)))
                    .withLabels(Labels.ofImage(inputs.hex()))
                    .withForcerm(true)
                    .withNetworkMode(choices.network())
                    .withBuildArg("FROM", choices.from());
            // the daemon knows these names and leaves them out of what it keeps of the image
            choices.proxyVariables().forEach(command::withBuildArg);
            command.exec(building);
            return building.awaitImage();
          });
    } catch (Fault e) {
      throw Fault.world(
              "cannot " + what,
              e.why(),
              Daemon.advice(e.why())
                  .orElse(
                      "see that the daemon can get it, name another with"
                          + " `setting set docker.from NAME`, or a ready one with"
                          + " `setting set docker.image NAME`"))
          .causedBy(e);
    }
  }
}
