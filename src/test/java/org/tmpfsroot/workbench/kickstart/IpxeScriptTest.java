package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** iPXE starts what the medium's menu starts, found by address. */
class IpxeScriptTest {
  @Test
  void takesTheOptionsOfTheMenu() {
    SampleInputs sample = SampleInputs.full(44, "x86_64");
    IpxeScript script =
        IpxeScript.of(new InstallerMenu(sample.inputs()).efiGrubCfg(), sample.inputs().volumeId());
    assertEquals(
        """
        #!ipxe
        echo Installing from robot_7 (erases the disk)
        kernel http://h:1/images/pxeboot/vmlinuz initrd=initrd.img inst.stage2=http://h:1 \
        inst.ks=http://h:1/ks.cfg console=tty0 console=ttyS1,57600n8 pci=noaer \
        usbcore.autosuspend=-1
        initrd http://h:1/images/pxeboot/initrd.img
        boot
        """,
        script.text("http://h:1"));
  }

  @Test
  void anotherMenuGivesNoOptions() {
    assertEquals(List.of(), IpxeScript.of("menuentry x { linux /other }", "V").options());
    assertEquals(List.of(), IpxeScript.of("", "V").options());
  }

  @Test
  void nothingThatIpxeWouldActOnIsHandedOn() {
    IpxeScript script =
        IpxeScript.of("linux /images/pxeboot/vmlinuz a=1 b=${c} d&&e #f 'g h' i;j", "a b\nshell");
    assertEquals(List.of("a=1", "g", "h"), script.options());
    assertTrue(script.text("http://x").contains("echo Installing from a_b_shell (erases"));
  }
}
