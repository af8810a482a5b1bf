package org.tmpfsroot.workbench.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;

class DiskTest {

  @ParameterizedTest
  @ValueSource(strings = {"sda", "nvme0n1", "mmcblk0", "vda"})
  void takesTheKernelsNames(String name) {
    assertEquals(name, Disk.of(name).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/dev/sda", "sd a", "sda;reboot", "sda\n", "-a", "..", "$x"})
  void refusesWhatIsNoName(String name) {
    Fault fault = assertThrows(Fault.class, () -> Disk.of(name));
    assertEquals(ExitCode.USAGE, fault.exitCode());
  }

  @Test
  void refusesADiskOfNoSize() {
    Disk disk = Disk.of("sda");
    assertThrows(Fault.class, () -> disk.withSize(new Size(0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size>=16G",
        "size<=2T",
        "model=Samsung*,bus=nvme",
        "serial=S4X?",
        "id=ata-*",
        "size=512M"
      })
  void readsAndWritesMatches(String text) {
    assertEquals(text, DiskMatch.parse(text).typed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "size",
        "size>16G",
        "size>=",
        "modl=x",
        "model>=x",
        "model=$(reboot)",
        "model=a'b",
        "size>=16G,",
        "model=a\nb"
      })
  void refusesWhatIsNoMatch(String text) {
    Fault fault = assertThrows(Fault.class, () -> DiskMatch.parse(text));
    assertEquals(ExitCode.USAGE, fault.exitCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size>=16G | size>=16G,size>=20G |",
        "size>=24G | size>=24G |",
        "size=20G | size=20G | 20G",
        "bus=nvme | bus=nvme,size>=20G |",
        "size>=8G,size<=16G | size>=8G,size<=16G,size>=20G | 16G"
      })
  void isNeverSmallerThanWhatGoesOntoIt(String text, String asked, @Nullable String most) {
    DiskMatch match = DiskMatch.parse(text);
    assertEquals(asked, match.withAtLeast(Size.parse("20G")).typed());
    assertEquals(Optional.ofNullable(most).map(Size::parse), match.most());
  }

  @Test
  void namesTheNearestProperty() {
    Fault fault = assertThrows(Fault.class, () -> DiskMatch.parse("modl=x"));
    assertTrue(fault.why().contains("'model'"), fault.why());
  }
}
