package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.kickstart.KickstartLine.Setting;
import org.tmpfsroot.workbench.kickstart.KickstartLine.Template;
import org.tmpfsroot.workbench.kickstart.KickstartLine.UserFile;
import org.tmpfsroot.workbench.release.Firmware;

class KickstartTest {

  @Test
  void everySectionIsEndedAndFailsTheInstallation() {
    String open = "";
    for (KickstartLine line : SampleInputs.full(44, "x86_64").rendered().lines()) {
      if (line.text().equals("%end")) {
        assertFalse(open.isEmpty());
        open = "";
      } else if (line.text().startsWith("%") && !line.text().startsWith("%include")) {
        assertEquals("", open, line.text());
        open = line.text();
        if (open.startsWith("%p") && !open.startsWith("%packages")) {
          assertTrue(open.contains(" --erroronfail"), open);
        }
      }
    }
    assertEquals("", open);
  }

  @Test
  void everyLineKnowsWhereItComesFrom() {
    Kickstart kickstart = SampleInputs.full(44, "x86_64").rendered();
    assertEquals(new Setting("timezone"), line(kickstart, "timezone ").origin());
    assertEquals(new Setting("partition /data"), line(kickstart, "part /data ").origin());
    assertEquals(new Setting("user robot"), line(kickstart, "sshkey ").origin());
    assertEquals(new UserFile("ks.post.cfg", 2), line(kickstart, "echo twice").origin());
    assertEquals("ks.post.cfg:2", line(kickstart, "echo twice").origin().shown());
    assertEquals(new Template("finish-end.sh", 2), line(kickstart, "sync").origin());
  }

  @Test
  void sectionsAreFoundByName() {
    Kickstart kickstart = SampleInputs.full(40, "x86_64").rendered();
    assertEquals(
        List.of(
            "root", "addon", "packages", "pre", "pre-install", "post-nochroot", "post", "onerror"),
        kickstart.sections());
    assertEquals(
        List.of(
            "%packages --exclude-weakdeps --inst-langs=en:ja --excludedocs",
            "@^custom-environment", "%end"),
        kickstart.section("packages").stream().map(KickstartLine::text).toList());
    assertEquals(List.of(), kickstart.section("nothing"));
  }

  @Test
  void packagesAreReadFromWhereTheMediumIsMounted() {
    Kickstart plain = SampleInputs.plain(44, "x86_64").rendered();
    assertEquals("url --url=file:///run/install/repo", line(plain, "url ").text());
    assertFalse(plain.text().contains("cdrom"), "the medium may be a stick");
    assertFalse(plain.text().contains("harddrive"));
  }

  @Test
  void overTheNetworkTheSourceIsChosenWhenTheInstallerRuns() {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    sample.httpUrl = Optional.of(URI.create("http://192.0.2.1/iso//"));
    String text = sample.rendered().text();
    assertTrue(text.contains("\n%include /tmp/tmpfsroot-source.ks\n"));
    assertFalse(text.contains("\nurl --url=file"));
    assertTrue(text.contains("\nhttp_url=http://192.0.2.1/iso\n"));
    assertTrue(text.contains("mount --bind \"$target/root2\" /var/tmp"));
    assertFalse(SampleInputs.plain(44, "x86_64").rendered().text().contains("mount --bind"));
  }

  @Test
  void onlyTheSessionsDisksAreTouched() {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    sample.disks = List.of(Disk.of("sda"), Disk.of("sdb"));
    sample.mainDisk = "sdb";
    Kickstart kickstart = sample.rendered();
    assertEquals("ignoredisk --only-use=sda,sdb", line(kickstart, "ignoredisk").text());
    assertEquals(
        "clearpart --all --initlabel --disklabel=gpt --drives=sda,sdb",
        line(kickstart, "clearpart").text());
    kickstart.lines().stream()
        .filter(line -> line.text().startsWith("part "))
        .forEach(line -> assertTrue(line.text().contains(" --ondisk=sdb"), line.text()));
  }

  @Test
  void aDiskKnownByWhatItIsIsNamedWhenTheInstallerRuns() {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    sample.disks = List.of(Disk.of("main").withMatch(DiskMatch.parse("size>=16G,model=a*")));
    sample.mainDisk = "main";
    String text = sample.rendered().text();
    assertTrue(text.contains("\n%include /tmp/tmpfsroot-disks.ks\n"));
    // 20,882 MiB are what the standard partitions take
    assertTrue(
        text.contains(
            """

            pick main size '>=' 17179869184 model '=' 'a*' size '>=' 21896364032
            disk_0=$picked
            """));
    assertTrue(text.indexOf("ignoredisk") > text.indexOf("%pre "), "written by %pre only");
    assertTrue(text.contains("sed -i \"s/@disk_0@/$disk_0/g\" /tmp/tmpfsroot-disks.ks"));
  }

  @ParameterizedTest
  @CsvSource({"UEFI, false, true", "BIOS, true, false", "BOTH, true, true"})
  void theLoaderFollowsTheFirmware(Firmware firmware, boolean bios, boolean uefi) {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    sample.firmware = firmware;
    String text = sample.rendered().text();
    assertEquals(bios, text.contains("\npart biosboot --fstype=biosboot --size=1 "));
    assertEquals(bios, text.contains("\ngrub2-install --target=i386-pc"));
    assertEquals(uefi, text.contains("/boot/efi/EFI/fedora/shim*.efi"));
    assertFalse(text.contains("grub2-mkconfig"));
  }

  /**
   * By what pykickstart compares a new line with those before it; where it finds it again, {@code
   * ksvalidator} ends with an error. What {@code %pre} writes it does not see.
   */
  @ParameterizedTest
  @CsvSource({"34", "37", "38", "44"})
  void pykickstartTakesNoLineForAnotherOneSaidAgain(int release) {
    for (SampleInputs sample :
        List.of(SampleInputs.plain(release, "x86_64"), SampleInputs.full(release, "x86_64"))) {
      List<String> lines =
          sample.rendered().section("root").stream().map(KickstartLine::text).toList();
      Set<String> known = new HashSet<>();
      for (String line : lines) {
        String what =
            line.startsWith("btrfs ") || line.startsWith("part ")
                ? line.replaceFirst("^(\\S+ \\S+).*", "$1")
                : line.startsWith("network ") && !line.contains("--device")
                    ? "network"
                    : line.startsWith("sshkey ") && release < 38
                        ? line.replaceFirst("^(sshkey --username=\\S+).*", "$1")
                        : line;
        assertTrue(what.isEmpty() || known.add(what), release + ": " + line);
      }
    }
  }

  /** The installer gets every one of them. */
  @Test
  void whatIsSaidAgainIsWrittenBeforeItIsRead() {
    List<KickstartLine> lines = SampleInputs.full(37, "x86_64").rendered().lines();
    List<String> texts = lines.stream().map(KickstartLine::text).toList();
    int begin = texts.indexOf("cat >/tmp/tmpfsroot-again.ks <<'AGAIN_END'");
    assertEquals(
        List.of(
            "network --hostname=robot-7",
            "sshkey --username=robot 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAB robot'\\''s other key'",
            "btrfs none --label=var_cache btrfs.02",
            "btrfs none --label=opt btrfs.03",
            "AGAIN_END"),
        texts.subList(begin + 1, begin + 6));
    assertEquals(1, texts.stream().filter("%include /tmp/tmpfsroot-again.ks"::equals).count());
    assertEquals("setting hostname", lines.get(begin + 1).origin().shown());
  }

  @Test
  void onlyServicesThatAreThereAreEnabled() {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    assertEquals("services --enabled=chronyd", line(sample.rendered(), "services").text());
    assertFalse(sample.rendered().text().contains("\ngroup --name=docker"));
    sample.provided = Provided.nothing();
    assertFalse(sample.rendered().text().contains("\nservices "));
    assertTrue(sample.rendered().text().contains("\nauthselect select local\n"));
    sample.provided = new Provided(Set.of(), Set.of("bash"), Optional.empty());
    assertFalse(sample.rendered().text().contains("authselect"));
  }

  @Test
  void aRequiredServiceNoPackageBringsIsRefused() {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    SystemSettings usual = sample.system;
    sample.withSystem(
        new SystemSettings(
            usual.language(),
            usual.keyboard(),
            usual.timezone(),
            usual.hostname(),
            usual.selinux(),
            usual.ntpServers(),
            usual.serialConsole(),
            usual.kernelOptions(),
            usual.tmpfsSize(),
            usual.rootPasswordHash(),
            List.of("httpd.service")));
    Fault fault = assertThrows(Fault.class, sample::rendered);
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.what().contains("httpd.service"));
  }

  @ParameterizedTest
  @EnumSource(Trim.class)
  void eachTrimCanBeLeftOut(Trim trim) {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    sample.trims = EnumSet.complementOf(EnumSet.of(trim));
    String file = "trim-" + trim.typed() + ".sh";
    assertFalse(uses(sample.rendered(), file));
    sample.trims = Set.of(trim);
    assertTrue(uses(sample.rendered(), file));
    assertEquals(Optional.of(trim), Trim.named(trim.typed()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%end", "  %end", "%post", "%packages --ignoremissing"})
  void aScriptOfTheUsersCannotLeaveItsSection(String hostile) {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    sample.parts =
        List.of(new UserPart(UserPart.Kind.POST, "my.cfg", "echo one\n" + hostile + "\nreboot\n"));
    Fault fault = assertThrows(Fault.class, sample::rendered);
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.what().startsWith("my.cfg:2: "), fault.what());
  }

  @ParameterizedTest
  @CsvSource({
    "'%addon x\n', my.cfg:1: ",
    "'lang C\n%end\n', my.cfg:2: ",
    "'%pre\n%post\n%end\n', my.cfg:2: "
  })
  void sectionsOfTheUsersMustBeWhole(String text, String place) {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    sample.parts = List.of(new UserPart(UserPart.Kind.ROOT, "my.cfg", text));
    Fault fault = assertThrows(Fault.class, sample::rendered);
    assertTrue(fault.what().startsWith(place.strip()), fault.what());
  }

  @Test
  void noValueBreaksOutOfItsLine() {
    String hostile = "x' ; reboot #\"$(id)`id`";
    String quoted = Quoting.kickstart("x", hostile);
    Kickstart kickstart = SampleInputs.everywhere(hostile).rendered();
    assertEquals("lang " + quoted, line(kickstart, "lang ").text());
    assertEquals("rootpw --iscrypted " + quoted, line(kickstart, "rootpw ").text());
    assertEquals(SampleInputs.everywhere("x").rendered().lines().size(), kickstart.lines().size());
  }

  @Test
  void aLineBreakInAValueIsRefused() {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    sample.volumeId = "a\nb";
    assertEquals(ExitCode.SESSION, assertThrows(Fault.class, sample::rendered).exitCode());
  }

  private static KickstartLine line(Kickstart kickstart, String beginning) {
    return kickstart.lines().stream()
        .filter(line -> line.text().startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line " + beginning));
  }

  private static boolean uses(Kickstart kickstart, String file) {
    return kickstart.lines().stream()
        .anyMatch(line -> line.origin() instanceof Template own && own.file().equals(file));
  }
}
