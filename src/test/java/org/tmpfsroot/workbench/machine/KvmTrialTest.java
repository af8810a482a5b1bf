package org.tmpfsroot.workbench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KVM is taken where it carries a machine in time; programs stand in for QEMU. */
class KvmTrialTest {
  @TempDir Path folder;
  private Path device;

  @BeforeEach
  void makeADevice() throws IOException {
    device = Files.createFile(folder.resolve("kvm"));
  }

  private KvmTrial trial(String does) throws IOException {
    Path program = folder.resolve("qemu");
    Files.deleteIfExists(program);
    Files.writeString(
        program, "#!/bin/sh\necho \"$*\" >>" + folder.resolve("calls") + "\n" + does + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new KvmTrial(program, device, folder.resolve("home/kvm-answer"));
  }

  private List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  @Test
  void takesAMachineThatRunsToItsEnd() throws IOException {
    assertTrue(trial("exit 85").passes());
    assertTrue(calls().get(0).contains("-accel kvm"), calls().toString());
  }

  @Test
  void refusesOneThatHangsAndRemembers() throws IOException {
    KvmTrial hanging = trial("exec sleep 100");
    assertFalse(hanging.passes());
    assertFalse(hanging.passes());
    assertEquals(1, calls().size());
  }

  @Test
  void refusesOneThatFails() throws IOException {
    assertFalse(trial("exit 1").passes());
    assertFalse(trial("exit 0").passes());
  }

  @Test
  void triesAgainWithAnotherQemu() throws IOException {
    assertFalse(trial("exit 1").passes());
    assertTrue(trial("true it is another length; exit 85").passes());
  }

  @Test
  void startsNothingWithoutTheDevice() throws IOException {
    Files.delete(device);
    assertFalse(trial("exit 85").passes());
    assertEquals(List.of(), calls());
  }
}
