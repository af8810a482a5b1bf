package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.kickstart.KickstartLine.UserFile;
import org.tmpfsroot.workbench.kickstart.UserPart.Kind;
import org.tmpfsroot.workbench.release.Firmware;
import org.tmpfsroot.workbench.release.Releases;
import org.tmpfsroot.workbench.testing.CheckCase;

class KickstartChecksTest {

  @Test
  void everyCheckHasACase() {
    TreeSet<String> ids = new TreeSet<>();
    Stream.of(KickstartCheck.values()).map(KickstartCheck::id).forEach(ids::add);
    assertEquals(ids, CheckCase.ids("kickstart"));
  }

  @ParameterizedTest
  @EnumSource(KickstartCheck.class)
  void passesAndFails(KickstartCheck check) {
    CheckCase given = CheckCase.read("kickstart", check.id());
    int release = Integer.parseInt(given.keys().getOrDefault("release", "44"));
    Firmware firmware = Firmware.parse(given.keys().getOrDefault("firmware", "uefi"));
    assertEquals(List.of(), shown(check, given.passes(), release, firmware), "passes");
    assertEquals(given.finds(), shown(check, given.fails(), release, firmware), "fails");
  }

  private static List<String> shown(
      KickstartCheck check, List<String> text, int release, Firmware firmware) {
    List<KickstartLine> lines = new ArrayList<>();
    for (String line : text) {
      lines.add(
          new KickstartLine(unescaped(line), "root", new UserFile("my.ks", lines.size() + 1)));
    }
    return KickstartChecks.of(new Kickstart(lines), release, firmware).stream()
        .filter(finding -> finding.id().equals(check.id()))
        .map(KickstartChecksTest::shown)
        .toList();
  }

  /** Characters that cannot be seen are written so that they can. */
  private static String unescaped(String line) {
    return line.replace("<CR>", "\r").replace("<NBSP>", "\u00a0").replace("<BOM>", "\ufeff");
  }

  private static String shown(Finding finding) {
    return finding.place() + ": " + finding.severity() + ": " + finding.text();
  }

  @ParameterizedTest
  @CsvSource({"34", "35", "36", "37", "38", "39", "40", "41", "42", "43", "44"})
  void findsNothingInWhatIsRendered(int release) {
    for (String arch : Releases.of(release).arches()) {
      for (SampleInputs sample :
          List.of(SampleInputs.plain(release, arch), SampleInputs.full(release, arch))) {
        assertEquals(
            List.of(),
            KickstartChecks.of(sample.rendered(), release, sample.firmware),
            release + " " + arch);
        sample.disks =
            List.of(
                Disk.of("sda").withMatch(DiskMatch.parse("size>=16G,bus=sata")),
                Disk.of("nvme0n1"));
        sample.mainDisk = "sda";
        assertEquals(List.of(), KickstartChecks.of(sample.rendered(), release, sample.firmware));
      }
    }
  }

  /** What a user writes is told by the user's own file and line, wherever it was put. */
  @Test
  void tellsTheUsersOwnFileAndLine() {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    sample.parts =
        List.of(
            new UserPart(Kind.ROOT, "root.ks", "network --bootproto=dhcp\nbogus --x\n"),
            new UserPart(Kind.POST, "post.ks", "echo one\nif true; then\n  echo two\n"));
    assertEquals(
        List.of(
            "root.ks:2: error: there is no command 'bogus'",
            "post.ks:3: error: syntax error: unexpected end of file"),
        KickstartChecks.of(sample.rendered(), 44, Firmware.UEFI).stream()
            .map(KickstartChecksTest::shown)
            .toList());
  }

  @Test
  void aPartThatBreaksOutIsFoundBeforeItIsPutAnywhere() {
    List<UserPart> parts =
        List.of(
            new UserPart(Kind.ROOT, "root.ks", "lang en_US\n%post\necho\n"),
            new UserPart(Kind.POST, "post.ks", "echo\n%end\n%pre\n"));
    assertEquals(
        List.of(
            "root.ks:2: error: %post is not ended",
            "post.ks:2: error: %end inside a section: that of ks.post is begun and ended for it",
            "post.ks:3: error: %pre inside a section: that of ks.post is begun and ended for it"),
        KickstartChecks.ofParts(parts, 44).stream().map(KickstartChecksTest::shown).toList());
  }

  @Test
  void noFindingRepeatsAPassword() {
    String planted = "hunter2planted";
    for (String line :
        List.of(
            "rootpw " + planted,
            "rootpw --plaintext " + planted + " " + planted,
            "rootpw --iscripted " + planted,
            "user --name=a --password=" + planted,
            "user --name=a --password " + planted + " " + planted,
            "bootloader --password=" + planted,
            "part / --size=1 --encrypted --passphrase=" + planted,
            "%post",
            "echo root:" + planted + " | chpasswd",
            "echo '" + planted + " | chpasswd")) {
      List<KickstartLine> lines =
          List.of(new KickstartLine(line, "root", new UserFile("my.ks", 1)));
      for (Finding finding : KickstartChecks.of(new Kickstart(lines), 44, Firmware.UEFI)) {
        assertFalse(finding.toString().contains("hunter2"), finding::toString);
      }
    }
  }

  /** A command of the user's that counts once takes the place of the program's own. */
  @Test
  void theUsersCommandsReplaceOurs() {
    SampleInputs sample = SampleInputs.plain(44, "x86_64");
    sample.parts =
        List.of(
            new UserPart(
                Kind.ROOT, "root.ks", "timezone Asia/Tokyo --utc\npoweroff\nrootpw --lock\n"));
    Kickstart kickstart = sample.rendered();
    List<String> root = kickstart.section("root").stream().map(KickstartLine::text).toList();
    assertTrue(root.contains("timezone Asia/Tokyo --utc"), root::toString);
    assertFalse(root.contains("timezone Etc/UTC --utc"), root::toString);
    assertFalse(root.contains("reboot"), root::toString);
    assertEquals(List.of(), KickstartChecks.of(kickstart, 44, Firmware.UEFI));
  }
}
