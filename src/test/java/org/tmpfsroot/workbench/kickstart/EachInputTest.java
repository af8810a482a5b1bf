package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.disk.Filesystem;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.release.Firmware;

/**
 * What each input alone changes in the kickstart of a session in which nothing else is chosen: the
 * lines that go and the lines that come. After a change that is meant, {@code -Dgolden.write=true}
 * writes them anew.
 */
class EachInputTest {
  private static final Path FOLDER = Path.of("src/test/resources/kickstart/inputs");

  private static Map<String, Consumer<SampleInputs>> inputs() {
    Map<String, Consumer<SampleInputs>> inputs = new LinkedHashMap<>();
    inputs.put("language", s -> system(s, "ja_JP.UTF-8", 0));
    inputs.put("keyboard", s -> system(s, "jp", 1));
    inputs.put("timezone", s -> system(s, "Asia/Tokyo", 2));
    inputs.put("hostname", s -> system(s, "robot-7", 3));
    inputs.put("selinux", s -> system(s, "permissive", 4));
    inputs.put("ntp", s -> system(s, "ntp.example.org", 5));
    inputs.put("serial-console", s -> system(s, "ttyS1,57600n8", 6));
    inputs.put("no serial-console", s -> system(s, "", 6));
    inputs.put("kernel-options", s -> system(s, "pci=noaer quiet", 7));
    inputs.put("tmpfs-size", s -> system(s, "60%", 8));
    inputs.put("root-password", s -> system(s, "$6$salt$hashhashhashhashhashhash", 9));
    inputs.put("required-services", s -> system(s, "sshd", 10));
    inputs.put("firmware bios", s -> s.firmware = Firmware.BIOS);
    inputs.put("firmware both", s -> s.firmware = Firmware.BOTH);
    inputs.put("uuid-seed", s -> s.layout = s.layout.withSeed("robot-7"));
    inputs.put("partition set", s -> s.layout = s.layout.withSize("/var/log", Size.parse("4G")));
    inputs.put(
        "partition add",
        s ->
            s.layout =
                s.layout
                    .plus(Partition.added("/data", Size.parse("4G"), Filesystem.EXT4, ""))
                    .plus(Partition.added("/srv", Size.parse("1G"), Filesystem.BTRFS, "")));
    inputs.put("partition remove", s -> s.layout = s.layout.minus("/opt"));
    inputs.put("two disks", s -> s.disks = List.of(Disk.of("sda"), Disk.of("nvme0n1")));
    inputs.put(
        "disk match",
        s -> s.disks = List.of(Disk.of("sda").withMatch(DiskMatch.parse("size>=16G,model=A*"))));
    inputs.put("volume-id", s -> s.volumeId = "robot_7");
    inputs.put("http-url", s -> s.httpUrl = Optional.of(URI.create("http://192.0.2.1/iso")));
    inputs.put(
        "user",
        s ->
            s.users =
                List.of(
                    new UserAccount(
                        "robot", Optional.empty(), List.of("wheel"), List.of("ssh-ed25519 AAAA"))));
    for (Trim trim : Trim.values()) {
      inputs.put("no trim " + trim.typed(), s -> s.trims = EnumSet.complementOf(EnumSet.of(trim)));
    }
    for (UserPart.Kind kind : UserPart.Kind.values()) {
      inputs.put(
          kind.typed(),
          s -> s.parts = List.of(new UserPart(kind, "my.ks", "network --bootproto=dhcp\n")));
    }
    inputs.put("nothing provided", s -> s.provided = Provided.nothing());
    inputs.put(
        "docker provided",
        s ->
            s.provided =
                new Provided(
                    Set.of("docker.service", "firewalld.service"),
                    Set.of("bash"),
                    Optional.of("6.19.10-300.fc44.x86_64")));
    return inputs;
  }

  private static void system(SampleInputs sample, String value, int what) {
    SystemSettings usual = SystemSettings.standard();
    sample.system =
        new SystemSettings(
            what == 0 ? value : usual.language(),
            what == 1 ? value : usual.keyboard(),
            what == 2 ? value : usual.timezone(),
            what == 3 ? value : usual.hostname(),
            what == 4 ? SelinuxMode.parse(value) : usual.selinux(),
            what == 5 ? List.of(value) : usual.ntpServers(),
            what == 6 ? value : usual.serialConsole(),
            what == 7 ? value : usual.kernelOptions(),
            what == 8 ? TmpfsSize.parse(value) : usual.tmpfsSize(),
            what == 9 ? Optional.of(value) : usual.rootPasswordHash(),
            what == 10 ? List.of(value) : usual.requiredServices());
  }

  @ParameterizedTest
  @CsvSource({
    "34,x86_64", "34,aarch64",
    "36,x86_64", "36,aarch64",
    "37,x86_64", "37,aarch64",
    "40,x86_64", "40,aarch64",
    "44,x86_64", "44,aarch64"
  })
  void changesItsOwnLinesOnly(int release, String arch) throws IOException {
    List<String> plain = lines(SampleInputs.plain(release, arch));
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Consumer<SampleInputs>> input : inputs().entrySet()) {
      SampleInputs sample = SampleInputs.plain(release, arch);
      input.getValue().accept(sample);
      String changed = changed(plain, lines(sample));
      assertFalse(changed.isEmpty(), () -> input.getKey() + " changes nothing");
      text.append("== ").append(input.getKey()).append('\n').append(changed);
    }
    Path file = FOLDER.resolve(release + "-" + arch + ".txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertEquals(Files.readString(file), text.toString(), file.toString());
  }

  private static List<String> lines(SampleInputs sample) {
    return sample.rendered().lines().stream().map(KickstartLine::text).toList();
  }

  /** Lines that are in one only, by how often they are there. */
  private static String changed(List<String> before, List<String> after) {
    Map<String, Long> was = counted(before);
    Map<String, Long> is = counted(after);
    return Stream.concat(
            before.stream().distinct().map(line -> times("- ", line, was, is)),
            after.stream().distinct().map(line -> times("+ ", line, is, was)))
        .collect(Collectors.joining());
  }

  private static String times(
      String mark, String line, Map<String, Long> here, Map<String, Long> there) {
    long more = here.getOrDefault(line, 0L) - there.getOrDefault(line, 0L);
    return more <= 0 ? "" : mark + line + (more == 1 ? "" : "  (" + more + " times)") + "\n";
  }

  private static Map<String, Long> counted(List<String> lines) {
    return lines.stream().collect(Collectors.groupingBy(line -> line, Collectors.counting()));
  }
}
