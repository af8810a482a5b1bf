package org.tmpfsroot.workbench.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.iso.BootEntry;
import org.tmpfsroot.workbench.iso.DiskPartition;
import org.tmpfsroot.workbench.iso.IsoImage;

/** What an image's boot records mean, in sentences. */
final class BootExplanation {
  private static final int SECTOR = 512;

  private BootExplanation() {}

  static List<String> of(IsoImage image) {
    List<String> sentences = new ArrayList<>();
    for (BootEntry entry : image.bootEntries()) {
      sentences.add("From a disc, " + disc(entry) + ".");
    }
    if (image.bootEntries().isEmpty()) {
      sentences.add("From a disc, nothing starts it: it has no boot catalog.");
    }
    boolean mbr = image.systemArea()[0] != 0;
    sentences.add(
        mbr
            ? "From a stick, a BIOS runs the boot loader in its first sector, which loads the rest."
            : "From a stick, no BIOS starts it: there is no boot loader in its first sector.");
    sentences.add(
        image.partitions().stream()
            .filter(each -> each.type().equals(DiskPartition.EFI_SYSTEM))
            .findFirst()
            .map(
                each ->
                    "From a stick, UEFI finds the EFI system partition, "
                        + each.table()
                        + " "
                        + each.number()
                        + ", and starts EFI/BOOT/ in it.")
            .orElse("From a stick, UEFI does not start it: it has no EFI system partition."));
    return sentences;
  }

  private static String disc(BootEntry entry) {
    String image =
        entry.path().isEmpty() ? "the image at byte " + entry.image().offset() : entry.path();
    if (!entry.bootable()) {
      return "nothing uses " + image + ": its entry says that it is not bootable";
    }
    return switch (entry.platform()) {
      case BIOS ->
          "a BIOS loads the first "
              + new Size((long) entry.loadSectors() * SECTOR)
              + " of "
              + image
              + " and runs them"
              + (entry.bootInfoTable() ? "; a table in it tells it where the rest is" : "");
      case EFI -> "UEFI opens the FAT file system in " + image + " and starts EFI/BOOT/ in it";
      case OTHER -> "firmware of another kind uses " + image;
    };
  }
}
