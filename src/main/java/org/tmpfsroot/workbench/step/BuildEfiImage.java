package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.iso.Extent;
import org.tmpfsroot.workbench.iso.FatImage;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoTree;

/**
 * Makes the FAT image that EFI firmware starts, of all files in that of the base image and all in
 * the tree's {@code EFI}, which win. It is always made anew: GRUB reads the menu that lies in it,
 * and the base's own would start the base's installer.
 *
 * @param treeFrom the step whose tree it is
 */
public record BuildEfiImage(String volumeId, String treeFrom) implements Step {
  public static final String ID = "build-efi-image";
  static final String IMAGE = "efi.img";
  private static final String LABEL = "EFIBOOT";
  private static final String FOLDER = "EFI/";
  private static final int LARGEST = 64 << 20;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "making the EFI boot image";
  }

  @Override
  public List<String> takesFrom() {
    return List.of(FetchBase.ID, FetchPackages.ID, treeFrom);
  }

  @Override
  public StepKey key() {
    return StepKey.of(ID, 1).with("volume-id", volumeId);
  }

  @Override
  public void run(StepRun run) throws IOException {
    try (IsoImage base = IsoImage.open(FetchBase.image(run))) {
      SortedMap<String, byte[]> files = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      Optional<Extent> own = base.efiImage();
      if (own.isPresent()) {
        FatImage image =
            FatImage.of(base.read(own.get(), LARGEST), "the EFI boot image of " + base.file());
        image.paths().forEach(path -> files.put(path, image.read(path)));
      }
      IsoTree tree = StagedTree.read(run.input(treeFrom), base, FetchPackages.folder(run));
      for (Map.Entry<String, IsoTree.Node> entry : tree.nodes().entrySet()) {
        if (entry.getKey().startsWith(FOLDER)
            && entry.getValue() instanceof IsoTree.Node.File file) {
          // the tree's spelling of the name wins with its content
          files.remove(entry.getKey());
          files.put(entry.getKey(), bytes(entry.getKey(), file));
        }
      }
      requireLoader(files, base);
      SortedMap<String, byte[]> spelled = new TreeMap<>(files);
      byte[] image = FatImage.write(LABEL, serial(), base.volumeDate(), spelled);
      Files.write(run.output().resolve(IMAGE), image);
      files.keySet().forEach(run.log()::line);
    }
  }

  private static byte[] bytes(String path, IsoTree.Node.File file) throws IOException {
    if (file.content().size() > LARGEST) {
      throw Fault.session(
          "cannot make the EFI boot image",
          path + " has " + file.content().size() + " bytes",
          "take it out of the tree's EFI folder");
    }
    try (InputStream in = file.content().open()) {
      return in.readAllBytes();
    }
  }

  private static void requireLoader(SortedMap<String, byte[]> files, IsoImage base) {
    boolean found =
        files.keySet().stream()
            .map(path -> path.toUpperCase(Locale.ROOT))
            .anyMatch(path -> path.matches("EFI/BOOT/BOOT[A-Z0-9]+\\.EFI"));
    if (!found) {
      throw Fault.session(
          "cannot make the EFI boot image",
          base.file().getFileName() + " has no boot loader in EFI/BOOT",
          "name an installer image with release use N --base FILE");
    }
  }

  /** The same for the same medium, another for another. */
  private int serial() {
    String hex = Digest.sha256Of(volumeId.getBytes(StandardCharsets.UTF_8)).hex();
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).getInt();
  }
}
