package org.tmpfsroot.workbench.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.kickstart.KickstartInputs;
import org.tmpfsroot.workbench.kickstart.Provided;
import org.tmpfsroot.workbench.kickstart.Trim;
import org.tmpfsroot.workbench.kickstart.UserPart;
import org.tmpfsroot.workbench.lock.LockRequest;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.repository.RepositoryLocation;
import org.tmpfsroot.workbench.repository.RepositorySource;

class TranslationTest {
  private static final ImageSession NEW = ImageSession.of("robot", 44, MachineDefaults.NONE);

  @TempDir Path folder;

  private static Location web(String address) {
    return new Location(URI.create(address));
  }

  @Test
  void asksForTheUsersPackagesFirstAndTheInstallersAfter() {
    LockRequest request =
        PackageRequest.of(
            NEW.withPackages(
                    p ->
                        p.plus(List.of(PackageSpec.parse("tmux"), PackageSpec.parse("chrony")))
                            .excluding(List.of("mta*")))
                .withSettings(s -> s.with("weak-deps", "true")));
    List<Wanted> wanted = request.wanted();
    assertEquals(Wanted.byUser(PackageSpec.parse("tmux")), wanted.get(0));
    assertEquals(Wanted.byUser(PackageSpec.parse("chrony")), wanted.get(1));
    assertTrue(wanted.contains(new Wanted(PackageSpec.parse("grub2-efi-x64"), "installer")));
    assertEquals(1, wanted.stream().filter(each -> each.spec().text().equals("chrony")).count());
    assertEquals(List.of("mta*"), request.excludes());
    assertTrue(request.policy().weakDependencies());
  }

  @Test
  void aMirrorGivesBaseUrlsAndElseMetalinksAreAsked() {
    ImageSession mirrored =
        NEW.withMirror(MirrorChoice.FEDORA.withUse(web("https://m.example/linux"), List.of()));
    assertEquals(
        List.of(
            RepositoryLocation.Baseurl.of(
                URI.create("https://m.example/linux/releases/44/Everything/x86_64/os/")),
            RepositoryLocation.Baseurl.of(
                URI.create("https://m.example/linux/updates/44/Everything/x86_64/"))),
        PackageSources.of(mirrored).stream().map(RepositorySource::location).toList());
    assertEquals(
        List.of(
            new RepositoryLocation.Metalink(
                URI.create(
                    "https://mirrors.fedoraproject.org/metalink?repo=fedora-44&arch=x86_64")),
            new RepositoryLocation.Metalink(
                URI.create(
                    "https://mirrors.fedoraproject.org/metalink"
                        + "?repo=updates-released-f44&arch=x86_64"))),
        PackageSources.of(NEW).stream().map(RepositorySource::location).toList());
  }

  @Test
  void aLocalMirrorWithBlanksAndUmlautsKeepsItsPath() {
    Path odd = folder.resolve("my mirror ü#%");
    ImageSession session = NEW.withMirror(MirrorChoice.FEDORA.withUse(Location.of(odd), List.of()));
    RepositoryLocation.Baseurl base =
        (RepositoryLocation.Baseurl) PackageSources.of(session).get(0).location();
    assertEquals(odd.resolve("releases/44/Everything/x86_64/os"), Path.of(base.uris().get(0)));
  }

  @Test
  void theInstallerImageComesFromTheMirrorElseFromFedoraAndItsArchive() {
    String path = "releases/44/Server/x86_64/iso/Fedora-Server-netinst-x86_64-44-1.7.iso";
    InstallerBase own =
        InstallerBase.of(
            NEW.withMirror(MirrorChoice.FEDORA.withUse(web("https://m.example/"), List.of())));
    assertEquals(List.of(URI.create("https://m.example/" + path)), own.images());
    InstallerBase publicly = InstallerBase.of(NEW);
    assertEquals(2, publicly.images().size());
    assertTrue(publicly.images().get(1).toString().contains("archive"));
    assertTrue(publicly.checksums().get(0).getPath().endsWith("-44-1.7-x86_64-CHECKSUM"));
    InstallerBase named =
        InstallerBase.of(
            NEW.withRelease(NEW.release().withBase(web("https://h/x/my.iso"), Optional.empty())));
    assertEquals("my.iso", named.fileName());
    assertEquals(List.of(), named.checksums());
  }

  @Test
  void trustsTheReleasesTheMirrorsAndLocalRepositoriesKeys() throws IOException {
    Path mirrorKey = Files.writeString(folder.resolve("m.asc"), "mirror");
    Path ownKey = Files.writeString(folder.resolve("o.asc"), "own");
    int before = TrustedKeys.of(NEW).size();
    ImageSession session =
        NEW.withMirror(MirrorChoice.FEDORA.withUse(Location.of(folder), List.of(mirrorKey)))
            .withRepositories(
                r ->
                    r.plus(
                        RepositorySource.of("own", RepositoryLocation.Baseurl.of(folder.toUri()))
                            .withGpgKeys(List.of(Location.of(ownKey).uri()))));
    List<byte[]> keys = TrustedKeys.of(session);
    assertEquals(before + 2, keys.size());
    assertEquals("own", new String(keys.get(before + 1), java.nio.charset.StandardCharsets.UTF_8));
    Files.delete(ownKey);
    assertEquals(
        ExitCode.WORLD, assertThrows(Fault.class, () -> TrustedKeys.of(session)).exitCode());
  }

  @Test
  void everySettingReachesTheKickstart() throws IOException {
    Path key = Files.writeString(folder.resolve("k.pub"), "ssh-ed25519 " + "A".repeat(68) + "\n");
    Path post = Files.writeString(folder.resolve("post.cfg"), "echo done\n");
    ImageSession session =
        NEW.withDisks(d -> d.plus(Disk.of("sda")).plus(Disk.of("sdb")).withMain("sdb"))
            .withFiles(f -> f.with(FileKind.KS_POST, post))
            .withUser(new UserChoice("robot", List.of(key), List.of("wheel"), Optional.empty()))
            .withSettings(
                s ->
                    s.with("timezone", "Asia/Tokyo")
                        .with("serial-console", "none")
                        .with("tmpfs-size", "40%")
                        .with("uuid-seed", "seven")
                        .with("ntp", "a.example b.example")
                        .with("trim.docs", "false")
                        .with("http-url", "http://h/iso"));
    KickstartInputs inputs = KickstartTranslation.of(session, Provided.nothing());
    assertEquals("sdb", inputs.mainDisk());
    assertEquals("Asia/Tokyo", inputs.system().timezone());
    assertEquals("", inputs.system().serialConsole());
    assertEquals("40%", inputs.system().tmpfsSize().kernelValue());
    assertEquals(List.of("a.example", "b.example"), inputs.system().ntpServers());
    assertEquals(Optional.of(URI.create("http://h/iso")), inputs.httpUrl());
    assertEquals(Layout.standard().withSeed("seven"), inputs.layout());
    assertEquals(Trim.values().length - 1, inputs.trims().size());
    assertEquals(
        List.of(new UserPart(UserPart.Kind.POST, post.toString(), "echo done\n")), inputs.parts());
    assertEquals(List.of("wheel"), inputs.users().get(0).groups());
    assertEquals(1, inputs.users().get(0).sshKeys().size());
  }

  @Test
  void theRootInMemoryFollowsTheLockedPackages() {
    assertEquals("2G", KickstartTranslation.tmpfsSize(NEW).kernelValue());
    ImageSession locked = NEW.withLock(TestLocks.of(NEW, List.of("bash"), Size.ofMiB(1000)));
    // 1000 MiB, a quarter more, 256 MiB to work in, in steps of 128 MiB
    assertEquals("1536M", KickstartTranslation.tmpfsSize(locked).kernelValue());
  }

  @Test
  void noDiskToInstallToIsTheSessionsFault() {
    Fault fault = assertThrows(Fault.class, () -> KickstartTranslation.of(NEW, Provided.nothing()));
    assertEquals(ExitCode.SESSION, fault.exitCode());
  }
}
