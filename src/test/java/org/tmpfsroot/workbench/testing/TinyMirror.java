package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.BiosBoot;
import org.tmpfsroot.workbench.iso.BiosLoader;
import org.tmpfsroot.workbench.iso.FatImage;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.iso.IsoWriter;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockRequest;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.openpgp.SigningKey;
import org.tmpfsroot.workbench.repository.PackageMetadata;
import org.tmpfsroot.workbench.repository.RepodataWriter;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;
import org.tmpfsroot.workbench.rpm.RpmBuilder;
import org.tmpfsroot.workbench.rpm.RpmFile;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.Location;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.PackageRequest;

/**
 * A mirror with a handful of packages and an installer image that boots nothing, and a session that
 * is locked to it.
 */
public final class TinyMirror {
  public static final String BASE = "Fedora-Server-netinst-x86_64-44-1.7.iso";
  public static final String CHECKSUM = "Fedora-Server-iso-44-1.7-x86_64-CHECKSUM";
  public static final String IMAGES = "releases/44/Server/x86_64/iso/";
  public static final String PACKAGES = "releases/44/Everything/x86_64/os/";
  private static final String UPDATES = "updates/44/Everything/x86_64/";
  public static final int PAYLOAD = 2 << 20;

  private static final Instant MADE = Instant.parse("2026-04-01T00:00:00Z");
  private static final SigningKey KEY =
      SigningKey.fromSeed("tiny".getBytes(StandardCharsets.UTF_8), "tiny mirror", MADE);

  private final Path root;
  private final List<Path> rpms = new ArrayList<>();

  private TinyMirror(Path root) {
    this.root = root;
  }

  public static TinyMirror in(Path root) {
    try {
      TinyMirror mirror = new TinyMirror(root);
      Files.createDirectories(root.resolve(IMAGES));
      Files.createDirectories(root.resolve(PACKAGES).resolve("Packages"));
      Files.writeString(mirror.key(), KEY.armoredPublicKey());
      mirror.packages();
      mirror.metadata();
      mirror.base();
      return mirror;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same mirror with another package. */
  public TinyMirror plus(String name, String version, String release) {
    try {
      add(RpmBuilder.of(new Nevra(name, new Evr(0, version, release), "x86_64"), MADE));
      metadata();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path root() {
    return root;
  }

  public Path key() {
    return root.resolve("RPM-GPG-KEY-tiny");
  }

  public Path base() {
    Path target = root.resolve(IMAGES).resolve(BASE);
    try {
      if (!Files.exists(target)) {
        writeBase(target);
        String sum = "SHA256 (" + BASE + ") = " + Digest.sha256Of(target).hex() + "\n";
        Files.writeString(target.resolveSibling(CHECKSUM), KEY.clearSign(sum));
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeBase(Path target) {
    byte[] bios = new byte[4096];
    byte[] mark = "GRUB".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(mark, 0, bios, 384, mark.length);
    TreeMap<String, byte[]> efi = new TreeMap<>();
    efi.put("EFI/BOOT/BOOTX64.EFI", text("shim"));
    efi.put("EFI/BOOT/grubx64.efi", text("grub"));
    efi.put("EFI/BOOT/grub.cfg", text("search --label Foreign\n"));
    IsoTree tree =
        new IsoTree()
            .file("images/eltorito.img", IsoContent.ofBytes(bios))
            .file("images/install.img", IsoContent.ofBytes(random(3 << 20, 1)))
            .file("images/pxeboot/vmlinuz", IsoContent.ofBytes(random(10_000, 2)))
            .file("images/pxeboot/initrd.img", IsoContent.ofBytes(random(20_000, 3)))
            .file("boot/grub2/grub.cfg", IsoContent.ofBytes(text("search --label Foreign\n")));
    efi.forEach((path, content) -> tree.file(path, IsoContent.ofBytes(content)));
    IsoWriter.write(
        IsoSpec.of("Fedora-S-dvd-x86_64-44", MADE, new UUID(1, 2), tree)
            .withBios(new BiosBoot("images/eltorito.img", BiosLoader.GRUB, random(440, 4)))
            .withEfiImage(IsoContent.ofBytes(FatImage.write("ANACONDA", 7, MADE, efi))),
        target,
        Progress.SILENT);
  }

  private void packages() throws IOException {
    add(
        rpm("setup", "noarch")
            .configuration("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")
            .configuration("/etc/group", "root:x:0:\n"));
    add(
        rpm("editor", "x86_64")
            .requires("library >= 1")
            .file("/usr/bin/editor", 0755, text("#!/bin/sh\n")));
    add(rpm("library", "x86_64").file("/usr/lib64/library.so.1", 0755, random(PAYLOAD, 5)));
    for (String name :
        List.of(
            "authselect",
            "btrfs-progs",
            "chrony",
            "dosfstools",
            "dracut",
            "e2fsprogs",
            "firewalld",
            "kbd",
            "kernel",
            "efibootmgr",
            "grub2-efi-x64",
            "grub2-tools",
            "grub2-tools-extra",
            "grubby",
            "shim-x64")) {
      RpmBuilder builder = rpm(name, "x86_64");
      if (name.equals("chrony")) {
        builder.file("/usr/lib/systemd/system/chronyd.service", 0644, text("[Unit]\n"));
      }
      add(builder);
    }
  }

  private void metadata() throws IOException {
    List<PackageMetadata> packages =
        rpms.stream()
            .map(file -> PackageMetadata.of(RpmFile.read(file), "Packages/" + file.getFileName()))
            .toList();
    RepodataWriter.at(MADE).write(packages, root.resolve(PACKAGES));
    RepodataWriter.at(MADE).write(List.of(), Files.createDirectories(root.resolve(UPDATES)));
  }

  /** What createrepo_c does: the metadata says what is there now. */
  public void refresh() throws IOException {
    Path packages = root.resolve(PACKAGES);
    List<PackageMetadata> left = new ArrayList<>();
    try (Stream<Path> files = Files.list(packages.resolve("Packages"))) {
      for (Path file : files.sorted().toList()) {
        left.add(PackageMetadata.of(RpmFile.read(file), "Packages/" + file.getFileName()));
      }
    }
    RepodataWriter.at(MADE).write(left, packages);
  }

  private static RpmBuilder rpm(String name, String arch) {
    return RpmBuilder.of(new Nevra(name, new Evr(0, "1.0", "1.fc44"), arch), MADE)
        .summary("the " + name);
  }

  private void add(RpmBuilder builder) throws IOException {
    Path file = root.resolve(PACKAGES).resolve("Packages").resolve("new");
    Files.write(file, builder.bytes(KEY));
    Path named = file.resolveSibling(RpmFile.read(file).nevra().fileName());
    Files.move(file, named);
    rpms.add(named);
  }

  /** The file of a package of this mirror. */
  public Path rpm(String name) {
    return rpms.stream()
        .filter(file -> file.getFileName().toString().startsWith(name + "-1"))
        .findFirst()
        .orElseThrow();
  }

  /** A session for one disk and the editor, with its lock. */
  public ImageSession session() {
    ImageSession session =
        ImageSession.of("tiny", 44, MachineDefaults.NONE)
            .withDisks(disks -> disks.plus(Disk.of("sda")))
            .withPackages(
                packages ->
                    packages.plus(
                        List.of(PackageSpec.parse("editor"), PackageSpec.parse("setup"))));
    session = session.withMirror(session.mirror().withUse(Location.of(root), List.of(key())));
    return locked(session);
  }

  /** The same session with a lock that fits what it asks for. */
  public ImageSession locked(ImageSession session) {
    LockRequest request = PackageRequest.of(session);
    List<String> wanted = request.wanted().stream().map(each -> each.spec().toString()).toList();
    List<LockedPackage> packages = rpms.stream().map(file -> lockedPackage(file, wanted)).toList();
    return session.withLock(
        new Lock(
            packages,
            request.wanted(),
            request.excludes(),
            request.arch(),
            List.of(),
            request.policy()));
  }

  private LockedPackage lockedPackage(Path file, List<String> wanted) {
    RpmFile rpm = RpmFile.read(file);
    return new LockedPackage(
        rpm.nevra(),
        "fedora",
        "Packages/" + file.getFileName(),
        rpm.size(),
        rpm.installedSize(),
        Digest.sha256Of(file),
        rpm.sourceRpm(),
        wanted.contains(rpm.nevra().name()),
        List.of());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }
}
