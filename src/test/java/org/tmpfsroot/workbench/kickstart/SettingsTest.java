package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;

class SettingsTest {

  @ParameterizedTest
  @CsvSource({"2G,2G", "3072,3G", "60%,60%", "1536M,1536M"})
  void readsSizesOfTheRootInRam(String typed, String kernelValue) {
    assertEquals(kernelValue, TmpfsSize.parse(typed).kernelValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0%", "100%", "-1", "50 %x", "much", "5.5%"})
  void refusesOtherSizes(String typed) {
    assertEquals(
        ExitCode.USAGE, assertThrows(Fault.class, () -> TmpfsSize.parse(typed)).exitCode());
  }

  @Test
  void enforcingIsRefusedWithItsReason() {
    Fault fault = assertThrows(Fault.class, () -> SelinuxMode.parse("enforcing"));
    assertEquals(ExitCode.USAGE, fault.exitCode());
    assertTrue(fault.why().contains("tmpfs"));
    assertEquals(SelinuxMode.PERMISSIVE, SelinuxMode.parse("permissive"));
  }

  @Test
  void fixedAccountsFollowThePackagedOnes() {
    assertEquals(
        "root:x:0:\ndocker:x:999:\nssh_keys:x:998:\nsshd:x:74:\n",
        FixedAccounts.group("root:x:0:"));
    assertEquals("sshd:x:7:7::/:/bin/false\n", FixedAccounts.passwd("sshd:x:7:7::/:/bin/false\n"));
    assertTrue(FixedAccounts.passwd("root:x:0:0::/root:/bin/bash\n").contains("\nsshd:x:74:74:"));
  }
}
