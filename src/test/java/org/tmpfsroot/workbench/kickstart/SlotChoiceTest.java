package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/**
 * Which slot the installed boot menu takes. GRUB's script is near enough to a shell that its part
 * before the menu entries runs in one, with GRUB's commands as functions.
 */
class SlotChoiceTest {
  private static final String GRUB =
      """
      set() { [[ $1 == *=* ]] && printf -v "${1%%=*}" '%s' "${1#*=}"; }
      load_env() {
        local file=$2 name value
        shift 2
        while IFS='=' read -r name value; do
          for wanted in "$@"; do
            if [ "$name" = "$wanted" ]; then printf -v "$name" '%s' "$value"; fi
          done
        done <"$file"
      }
      save_env() { printf '# GRUB Environment Block\\n%s=%s\\n' "$3" "${!3}" >"$2"; }
      sleep() { echo slept >&2; }
      grub_platform=efi
      """;

  @TempDir Path folder;

  @Test
  @RequiresPeer("bash")
  void countsFromThePreferredSlotToTheOtherAndStartsAnew() throws IOException {
    state("slots-1.env", 4, "b", 4);
    StringBuilder chosen = new StringBuilder();
    for (int boot = 0; boot < 8; boot++) {
      chosen.append(boot());
    }
    assertEquals("bbbaaabb", chosen.toString());
    Files.writeString(folder.resolve("EFI/fedora/tries.env"), "tries=0\n");
    assertEquals("b", boot());
  }

  @ParameterizedTest
  @RequiresPeer("bash")
  @CsvSource({
    // copy 1: number, slot, end; copy 2 likewise; taken
    "5, b, 5, 4, a, 4, b",
    "5, b, 4, 4, a, 4, a",
    "5, x, 5, 4, b, 4, b",
    "'', b, '', 4, a, 4, a",
    "5, b, 4, 4, b, 3, a"
  })
  void aTornBlockIsPassedOver(
      String serial1,
      String slot1,
      String end1,
      String serial2,
      String slot2,
      String end2,
      String taken)
      throws IOException {
    Files.createDirectories(folder.resolve("EFI/fedora"));
    write("slots-1.env", serial1, slot1, end1);
    write("slots-2.env", serial2, slot2, end2);
    assertEquals(taken, boot());
  }

  @Test
  @RequiresPeer("bash")
  void takesSlotAWhenAllStateIsLost() throws IOException {
    Files.createDirectories(folder.resolve("EFI/fedora"));
    assertEquals("a", boot());
    Files.writeString(folder.resolve("EFI/fedora/tries.env"), "torn");
    assertEquals("a", boot());
  }

  private void state(String name, int serial, String slot, int end) throws IOException {
    Files.createDirectories(folder.resolve("EFI/fedora"));
    write(name, Integer.toString(serial), slot, Integer.toString(end));
  }

  private void write(String name, String serial, String slot, String end) throws IOException {
    Files.writeString(
        folder.resolve("EFI/fedora").resolve(name),
        "# GRUB Environment Block\nserial="
            + serial
            + "\npreferred="
            + slot
            + "\nend="
            + end
            + "\n####");
  }

  private String boot() throws IOException {
    String menu = new SlotMenu(SampleInputs.plain(44, "x86_64").inputs()).grubCfg();
    String choice =
        menu.substring(0, menu.indexOf("function start_a"))
            .replace("\"($esp)/EFI/fedora\"", "\"" + folder + "/EFI/fedora\"");
    Path script =
        Files.writeString(folder.resolve("menu.sh"), GRUB + choice + "echo \"=$default\"\n");
    String output = Peer.run("bash", script.toString()).ok();
    return output.substring(output.lastIndexOf('=') + 1).strip();
  }
}
