package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.iso.BiosBoot;
import org.tmpfsroot.workbench.iso.BiosLoader;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.iso.MediaCheck;
import org.tmpfsroot.workbench.step.FetchBase;
import org.tmpfsroot.workbench.step.WriteIso;

/**
 * {@link WriteIso} with the image's xorriso, and the options that Fedora's own images are written
 * with: the EFI image appended as a partition, the BIOS's code in front.
 */
record WriteIsoByXorriso(WriteIso step) implements ContainerWork {
  private static final String TREE = "tree";
  private static final String BOOT = "boot";
  private static final String EFI = "efi.img";
  private static final String MBR = "mbr.img";
  private static final String EFI_SYSTEM = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
  private static final String ISO_PARTITION = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7";
  private static final DateTimeFormatter XORRISO_DATE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public void run(Workshop workshop, StepRun run) throws IOException {
    try (IsoImage base = IsoImage.open(FetchBase.image(run));
        Daemon daemon = workshop.daemon();
        Container container = workshop.container(daemon, step.id(), run)) {
      IsoSpec spec = step.spec(run, base);
      container.put(TREE, spec.tree(), spec.timestamp(), run.progress());
      container.put(BOOT, boot(spec), spec.timestamp(), run.progress());
      Command command =
          Command.of("/" + Container.WORK, words(spec))
              .with(Map.of("SOURCE_DATE_EPOCH", String.valueOf(spec.timestamp().getEpochSecond())));
      workshop.run(container, command, run);
      container.takeFile(place(WriteIso.IMAGE), run.output(), WriteIso.IMAGE, run.progress());
    }
    Path image = run.output().resolve(WriteIso.IMAGE);
    MediaCheck.implant(image, run.progress());
    step.finish(image, run);
  }

  private static IsoTree boot(IsoSpec spec) {
    IsoTree boot = new IsoTree();
    spec.efiImage().ifPresent(efi -> boot.file(EFI, efi));
    spec.bios().ifPresent(bios -> boot.file(MBR, IsoContent.ofBytes(bios.systemArea())));
    return boot;
  }

  private static List<String> words(IsoSpec spec) {
    String date = XORRISO_DATE.format(spec.timestamp()) + "00";
    List<String> words =
        new ArrayList<>(
            List.of(
                "xorriso",
                "-as",
                "mkisofs",
                "-quiet",
                "-iso-level",
                "3",
                "-V",
                spec.volumeId(),
                "-R",
                "-J",
                "-joliet-long",
                "--modification-date=" + date,
                "--set_all_file_dates",
                "=" + spec.timestamp().getEpochSecond(),
                "-partition_offset",
                "16"));
    spec.bios().ifPresent(bios -> words.addAll(bios(bios)));
    if (spec.efiImage().isPresent()) {
      words.addAll(
          List.of(
              "-iso_mbr_part_type",
              ISO_PARTITION,
              "-appended_part_as_gpt",
              "-append_partition",
              "2",
              EFI_SYSTEM,
              place(BOOT + "/" + EFI),
              "-eltorito-alt-boot",
              "-e",
              "--interval:appended_partition_2:all::",
              "-no-emul-boot"));
    }
    words.addAll(List.of("-o", place(WriteIso.IMAGE), place(TREE)));
    return words;
  }

  private static List<String> bios(BiosBoot bios) {
    List<String> words = new ArrayList<>();
    boolean grub = bios.loader() == BiosLoader.GRUB;
    words.addAll(List.of(grub ? "--grub2-mbr" : "-isohybrid-mbr", place(BOOT + "/" + MBR)));
    words.addAll(
        List.of(
            "-b",
            bios.imagePath(),
            "--boot-catalog-hide",
            "-no-emul-boot",
            "-boot-load-size",
            "4",
            "-boot-info-table"));
    if (grub) {
      words.add("--grub2-boot-info");
    }
    return words;
  }

  private static String place(String name) {
    return "/" + Container.WORK + "/" + name;
  }
}
