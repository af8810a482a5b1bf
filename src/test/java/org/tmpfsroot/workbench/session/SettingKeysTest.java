package org.tmpfsroot.workbench.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;

class SettingKeysTest {
  private static final Settings NEW = Settings.of(MachineDefaults.NONE);

  @ParameterizedTest
  @CsvFileSource(resources = "/session/settings-accepted.csv", delimiter = ';')
  void acceptsAndKeepsOneSpelling(String key, String typed, String kept) {
    assertEquals(kept, NEW.with(key, typed).chosen().get(key));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/session/settings-refused.csv", delimiter = ';')
  void refusesWithTheReason(String key, String typed, String reason) {
    String text = typed.replace("\\n", "\n");
    Fault fault = assertThrows(Fault.class, () -> NEW.with(key, text));
    assertEquals(ExitCode.USAGE, fault.exitCode());
    assertTrue(fault.why().contains(reason), fault::getMessage);
  }

  @Test
  void namesTheKeysThatAMistypedOnePrefers() {
    Fault fault = assertThrows(Fault.class, () -> NEW.with("volumeid", "x"));
    assertEquals("did you mean 'volume-id'?", fault.why());
  }

  @Test
  void neverRepeatsWhatMayBeAPassword() {
    Fault fault = assertThrows(Fault.class, () -> NEW.with("root-password", "hunter2hunter2"));
    assertFalse((fault.what() + fault.why() + fault.next()).contains("hunter2"));
  }

  @Test
  void masksAHashWhereItIsShown() {
    String hash = "$6$saltsalt$" + "a".repeat(86);
    Settings.Entry entry = NEW.with("root-password", hash).entry(SettingKeys.ROOT_PASSWORD);
    assertEquals("(set)", entry.shown());
    assertEquals("locked", NEW.entry(SettingKeys.ROOT_PASSWORD).shown());
  }

  @Test
  void sessionWinsOverMachineOverDefault() {
    MachineDefaults machine =
        MachineDefaults.NONE
            .withFile(Map.of("timezone", "Asia/Tokyo", "keyboard", "jp"), "/etc/w.properties")
            .withEnvironment(Map.of("WORKBENCH_KEYBOARD", "de", "WORKBENCH_PEERS", "required"));
    Settings settings = Settings.of(machine).with("hostname", "robot");
    assertEquals("Asia/Tokyo", settings.value(SettingKeys.TIMEZONE));
    assertEquals("/etc/w.properties", settings.entry(SettingKeys.TIMEZONE).origin());
    assertEquals("$WORKBENCH_KEYBOARD", settings.entry(SettingKeys.KEYBOARD).origin());
    assertEquals("default", settings.entry(SettingKeys.LANGUAGE).origin());
    assertEquals(Optional.of("robot"), settings.find(SettingKeys.HOSTNAME));
    assertEquals("UTC", settings.with("timezone", "UTC").value(SettingKeys.TIMEZONE));
    assertEquals(
        "Asia/Tokyo",
        settings.with("timezone", "UTC").without("timezone").value(SettingKeys.TIMEZONE));
  }

  @Test
  void saysWhichFileHoldsAWrongValue() {
    Fault fault =
        assertThrows(
            Fault.class,
            () -> MachineDefaults.NONE.withFile(Map.of("selinux", "on"), "/etc/w.properties"));
    assertEquals("cannot use /etc/w.properties", fault.what());
  }

  @Test
  void listsEveryKeyOnceAndStepsThatWereChosen() {
    List<String> names =
        NEW.with("engine.write-iso", "docker").list().stream()
            .map(entry -> entry.key().name())
            .toList();
    assertEquals(names.stream().distinct().toList(), names);
    assertTrue(names.contains("engine.write-iso"));
    assertTrue(
        names.containsAll(List.of("weak-deps", "best", "volume-id", "trim.docs", "trust.weak")));
  }
}
