package org.tmpfsroot.workbench.kickstart;

import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.Filesystem;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.kickstart.UserPart.Kind;

/**
 * What runs once the packages are installed, in this order: the overlay is unpacked, the root is
 * set up, the user's texts and hooks run, the initial RAM disk is made, the root is trimmed, and at
 * the end slot B is made from slot A and the boot menu is written.
 */
final class PostSections {
  private static final String POST = "post";
  private static final String POST_NOCHROOT = "post-nochroot";
  private static final String NOCHROOT_HEADER = "post --nochroot" + Shell.OPTIONS;
  private static final String HERE_END = "TMPFSROOT_END";

  private final KickstartInputs inputs;
  private final UserParts parts;
  private final Shell shell;

  PostSections(KickstartInputs inputs, UserParts parts) {
    this.inputs = inputs;
    this.parts = parts;
    this.shell = new Shell(inputs);
  }

  void write(KickstartWriter writer) {
    writer.begin(POST_NOCHROOT, NOCHROOT_HEADER);
    shell.preamble(writer, POST_NOCHROOT);
    shell.medium(writer);
    writer.shell("post-nochroot.sh");
    writer.end();
    parts.writeSections(writer, Kind.POST_NOCHROOT, POST_NOCHROOT, NOCHROOT_HEADER, shell);

    writer.begin(POST, POST + Shell.OPTIONS);
    shell.preamble(writer, POST);
    identities(writer);
    fstab(writer);
    requiredServices(writer);
    writer.shell("post-setup.sh");
    writer.end();
    parts.writeSections(writer, Kind.POST, POST, POST + Shell.OPTIONS, shell);

    writer.begin(POST, POST + Shell.OPTIONS);
    shell.preamble(writer, POST);
    writer.shell("post-hooks.sh");
    writer.assign("lock", "kernel", inputs.provided().kernelRelease().orElse(""));
    writer.shell("post-boot.sh");
    if (inputs.firmware().startsByUefi()) {
      writer.shell("post-uefi.sh");
    }
    if (inputs.firmware().startsByBios()) {
      writer.shell("post-bios.sh");
    }
    trims(writer);
    writer.shell("post-end.sh");
    writer.end();

    finish(writer);
    writer.begin("onerror", "onerror --interpreter=/usr/bin/bash");
    shell.preamble(writer, "onerror");
    writer.shell("onerror.sh");
    writer.end();
  }

  /** What the runtime finds its file systems by; the partitions' own identities are added later. */
  private void identities(KickstartWriter writer) {
    Layout layout = inputs.layout();
    writer.own("mkdir -p /usr/lib/tmpfsroot-fedora /usr/share/tmpfsroot-fedora");
    writer.own("cat >/usr/lib/tmpfsroot-fedora/identities <<'" + HERE_END + "'");
    writer.setting("uuid-seed", "SLOT_A_UUID=" + layout.uuid(Layout.SLOT_A));
    writer.setting("uuid-seed", "SLOT_B_UUID=" + layout.uuid(Layout.SLOT_B));
    writer.setting("uuid-seed", "PERSIST_UUID=" + layout.uuid(Layout.PERSIST));
    writer.setting("uuid-seed", "LOG_UUID=" + layout.uuid(Layout.LOG));
    writer.own(HERE_END);
  }

  /** Written whole: no line for the root, which is RAM, for slot B and for the EFI partition. */
  private void fstab(KickstartWriter writer) {
    writer.own("cat >/etc/fstab <<'" + HERE_END + "'");
    for (Partition each : inputs.layout().partitions()) {
      if (each.mounted()) {
        writer.setting("partition " + each.mount(), fstabLine(each));
      }
    }
    writer.own(HERE_END);
  }

  private String fstabLine(Partition partition) {
    String key = "partition " + partition.mount();
    String device = "UUID=" + inputs.layout().uuid(partition.mount());
    String options = partition.options().isEmpty() ? "defaults" : partition.options();
    if (partition.filesystem() == Filesystem.BTRFS) {
      device = "LABEL=" + partition.label();
      options = "subvol=" + partition.label() + "," + options;
    }
    return String.join(
        " ",
        Quoting.fstab(key, device),
        Quoting.fstab(key, partition.mount()),
        partition.filesystem().mountType(),
        Quoting.fstab(key, options),
        "0",
        "0");
  }

  private void requiredServices(KickstartWriter writer) {
    writer.own("cat >/usr/share/tmpfsroot-fedora/required-services <<'" + HERE_END + "'");
    for (String service : inputs.system().requiredServices()) {
      writer.setting("required-services", Quoting.line("required-services", service));
    }
    writer.own(HERE_END);
  }

  private void trims(KickstartWriter writer) {
    if (inputs.trims().contains(Trim.LOCALES)) {
      writer.assign("language", "language_code", inputs.languageCode());
    }
    Stream.of(Trim.values())
        .filter(inputs.trims()::contains)
        .forEach(trim -> writer.shell("trim-" + trim.typed() + ".sh"));
  }

  private void finish(KickstartWriter writer) {
    writer.begin(POST_NOCHROOT, NOCHROOT_HEADER);
    shell.preamble(writer, POST_NOCHROOT);
    writer.setting("uuid-seed", "slot_a_uuid=" + inputs.layout().uuid(Layout.SLOT_A));
    writer.setting("uuid-seed", "slot_b_uuid=" + inputs.layout().uuid(Layout.SLOT_B));
    writer.shell("finish.sh");
    writer.own("loader=$target/boot/efi/EFI/fedora");
    writer.own("mkdir -p \"$loader\"");
    writer.own("cat >\"$loader/grub.cfg\" <<'" + HERE_END + "'");
    new SlotMenu(inputs).grubCfg().lines().forEach(writer::own);
    writer.own(HERE_END);
    writer.shell("finish-state.sh");
    writer.shell("finish-end.sh");
    writer.end();
  }
}
