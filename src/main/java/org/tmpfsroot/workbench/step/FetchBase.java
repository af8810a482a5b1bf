package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.download.Download;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.openpgp.ClearSigned;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.session.InstallerBase;

/**
 * Brings the installer image here. Its digest comes from the CHECKSUM file, which a trusted key
 * must have signed; an image that was named without one is taken as it is, and the log says so.
 *
 * @param keys trusted to sign the CHECKSUM file, armored or binary
 */
public record FetchBase(InstallerBase base, List<byte[]> keys, Downloader downloader)
    implements Step {
  public static final String ID = "fetch-base";
  private static final String IMAGE = "base.iso";
  private static final String DIGEST = "base.iso.sha256";
  private static final long LARGEST_CHECKSUM = 1 << 20;
  // as Fedora writes it, and as sha256sum does
  private static final Pattern BSD = Pattern.compile("SHA256 \\((.+)\\) = ([0-9a-fA-F]{64})");
  private static final Pattern COREUTILS = Pattern.compile("([0-9a-fA-F]{64}) [ *](.+)");

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "fetching the installer image";
  }

  @Override
  public List<String> takesFrom() {
    return List.of();
  }

  @Override
  public boolean fetches() {
    return true;
  }

  @Override
  public StepKey key() {
    StepKey key = StepKey.of(ID, 2).with("image", base.fileName());
    if (base.checksums().isEmpty()) {
      return key.withAll("unchecked", base.images().stream().map(FetchBase::identity).toList());
    }
    return key.withAll("checksum", base.checksums().stream().map(FetchBase::identity).toList())
        .withAll("key", keys.stream().map(Digest::sha256Of).toList());
  }

  /** A local file may change under its name; what is behind a web address is taken not to. */
  private static String identity(URI address) {
    if (!address.getScheme().equals("file")) {
      return address.toString();
    }
    Path file = Path.of(address);
    try {
      return Files.size(file) <= LARGEST_CHECKSUM
          ? Digest.Algorithm.SHA256.of(file).toString()
          : file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return file + " (missing)";
    }
  }

  @Override
  public void run(StepRun run) throws IOException {
    Optional<Digest> digest =
        base.checksums().isEmpty() ? Optional.empty() : Optional.of(signedDigest(run));
    if (digest.isEmpty()) {
      refuseUnsafe();
      run.progress().note("nobody vouches for " + base.fileName() + ": it has no CHECKSUM file");
    }
    Download download = new Download(base.fileName(), base.images(), Download.ANY_SIZE, digest);
    Path file = downloader.fetch(download, run.progress());
    try (IsoImage image = IsoImage.open(file)) {
      run.log().line("volume " + image.volumeId() + " of " + image.volumeDate());
    }
    Path place = run.output().resolve(IMAGE);
    StoredFiles.place(file, place);
    Digest found = downloader.store().digestOf(file);
    run.vouch(place, found);
    Files.writeString(run.output().resolve(DIGEST), found.hex(), StandardCharsets.US_ASCII);
  }

  private void refuseUnsafe() {
    for (URI image : base.images()) {
      if (image.getScheme().equals("http")) {
        throw Fault.session(
            "cannot use " + image,
            "anybody on the way could change it, and no CHECKSUM file vouches for it",
            "name its CHECKSUM file with release use N --base URL --checksum URL");
      }
    }
  }

  private Digest signedDigest(StepRun run) {
    String name = "the CHECKSUM file of " + base.fileName();
    byte[] text = downloader.fetchBytes(name, base.checksums(), LARGEST_CHECKSUM, run.progress());
    ClearSigned signed = ClearSigned.open(name, text, KeyRing.of(keys));
    run.log().line(name + " is " + signed.signature().inWords());
    for (String line : signed.lines()) {
      Matcher bsd = BSD.matcher(line);
      if (bsd.matches() && bsd.group(1).equals(base.fileName())) {
        return Digest.sha256(bsd.group(2));
      }
      Matcher coreutils = COREUTILS.matcher(line);
      if (coreutils.matches() && coreutils.group(2).equals(base.fileName())) {
        return Digest.sha256(coreutils.group(1));
      }
    }
    throw Fault.world(
        "cannot check " + base.fileName(),
        name + " has no SHA-256 of it",
        "name the CHECKSUM file that belongs to it with release use N --checksum URL");
  }

  /** The SHA-256 of the image, from this step's output. */
  static Digest digest(StepRun run) throws IOException {
    return Digest.sha256(
        Files.readString(run.input(ID).resolve(DIGEST), StandardCharsets.US_ASCII));
  }

  /** The image, from this step's output. */
  public static Path image(StepRun run) {
    return run.input(ID).resolve(IMAGE);
  }
}
