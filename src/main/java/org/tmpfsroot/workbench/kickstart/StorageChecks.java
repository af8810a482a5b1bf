package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.kickstart.KickstartText.Statement;
import org.tmpfsroot.workbench.release.Firmware;

/** Whether the partitions of a kickstart make a whole. */
final class StorageChecks {
  private static final Pattern MEMBER = Pattern.compile("(?:btrfs|pv|raid)\\.\\S+");
  private static final String EFI = "/boot/efi";
  private static final String BIOS = "biosboot";

  private final KickstartText text;
  private final int release;
  private final List<Finding> findings = new ArrayList<>();

  private StorageChecks(KickstartText text, int release) {
    this.text = text;
    this.release = release;
  }

  /** A command about partitions, read. */
  private record Made(Statement statement, Map<String, String> options, List<String> arguments) {
    String what() {
      return arguments.isEmpty() ? "" : arguments.get(0);
    }

    boolean has(String... names) {
      return Stream.of(names).anyMatch(options::containsKey);
    }
  }

  static List<Finding> of(KickstartText text, int release, Firmware firmware) {
    StorageChecks checks = new StorageChecks(text, release);
    List<Made> parts = checks.made("part", "partition");
    List<Made> volumes = checks.made("btrfs", "volgroup", "raid");
    List<Made> mounts = checks.made("part", "partition", "btrfs", "raid", "logvol");
    checks.twice(mounts);
    checks.sizes(parts);
    checks.members(parts, volumes);
    checks.whole(parts, mounts, firmware);
    checks.disks();
    return checks.findings;
  }

  private List<Made> made(String... names) {
    return text.named(names).flatMap(each -> read(each).stream()).toList();
  }

  private Optional<Made> read(Statement statement) {
    return CommandLineCheck.of(statement, release)
        .map(line -> new Made(statement, line.options(), line.given()));
  }

  private void twice(List<Made> mounts) {
    Map<String, Made> first = new LinkedHashMap<>();
    for (Made each : mounts) {
      if (each.what().startsWith("/") || (MEMBER.matcher(each.what()).matches() && isPart(each))) {
        Made before = first.putIfAbsent(each.what(), each);
        if (before != null) {
          findings.add(
              KickstartCheck.MOUNT_TWICE.at(
                  each.statement().place(),
                  each.what() + " is there already (" + before.statement().place() + ")",
                  "remove one of the two"));
        }
      }
    }
  }

  private static boolean isPart(Made made) {
    return made.statement().name().startsWith("part");
  }

  private void sizes(List<Made> parts) {
    for (Made each : parts) {
      boolean there = each.has("--onpart", "--usepart");
      if (!there && !each.has("--size", "--recommended", "--hibernation")) {
        findings.add(
            KickstartCheck.PART_SIZE_MISSING.at(
                each.statement().place(),
                "the partition " + each.what() + " has no size",
                "add --size=MIB"));
      }
    }
  }

  private void members(List<Made> parts, List<Made> volumes) {
    Set<String> made = new HashSet<>();
    parts.stream().map(Made::what).forEach(made::add);
    made("raid").forEach(each -> made.add(each.what()));
    Set<String> used = new HashSet<>();
    for (Made volume : volumes) {
      for (String member : volume.arguments().stream().skip(1).toList()) {
        used.add(member);
        if (MEMBER.matcher(member).matches() && !made.contains(member)) {
          findings.add(
              KickstartCheck.MEMBER_UNKNOWN.at(
                  volume.statement().place(),
                  "no partition " + member + " is made",
                  "add a part " + member + ", or name one that is there"));
        }
      }
    }
    for (Made each : parts) {
      if (MEMBER.matcher(each.what()).matches() && !used.contains(each.what())) {
        findings.add(
            KickstartCheck.MEMBER_UNUSED.at(
                each.statement().place(),
                "nothing is made on the partition " + each.what(),
                "use it, or remove it"));
      }
    }
  }

  private void whole(List<Made> parts, List<Made> mounts, Firmware firmware) {
    if (parts.isEmpty()) {
      return;
    }
    if (mounts.stream().noneMatch(each -> each.what().equals("/"))) {
      findings.add(
          KickstartCheck.ROOT_MISSING.at("kickstart", "no partition is mounted at /", "add one"));
    }
    if (firmware.startsByUefi() && parts.stream().noneMatch(each -> each.what().equals(EFI))) {
      findings.add(loader(EFI, "uefi"));
    }
    if (firmware.startsByBios() && parts.stream().noneMatch(each -> each.what().equals(BIOS))) {
      findings.add(loader(BIOS, "bios"));
    }
  }

  private static Finding loader(String what, String firmware) {
    return KickstartCheck.LOADER_PARTITION_MISSING.at(
        "kickstart",
        "a system that starts by " + firmware + " needs a partition " + what,
        "add it");
  }

  private void disks() {
    List<Made> only = made("ignoredisk").stream().filter(each -> each.has("--only-use")).toList();
    for (Made clear : made("clearpart")) {
      if (clear.has("--all", "--linux") && !clear.has("--drives") && only.isEmpty()) {
        findings.add(
            KickstartCheck.CLEARS_EVERYTHING.at(
                clear.statement().place(),
                "every disk of the machine is cleared, a stick it is installed from too",
                "add --drives=, or ignoredisk --only-use="));
      }
    }
    if (only.isEmpty()) {
      return;
    }
    Set<String> allowed = new HashSet<>(names(only.get(only.size() - 1), "--only-use"));
    for (Made each : made("part", "partition", "clearpart", "bootloader")) {
      Stream.of("--ondisk", "--ondrive", "--drives", "--boot-drive")
          .flatMap(option -> names(each, option).stream())
          .filter(name -> !allowed.contains(name))
          .forEach(
              name ->
                  findings.add(
                      KickstartCheck.DISK_UNLISTED.at(
                          each.statement().place(),
                          "the installer was told not to touch " + name,
                          "name one of " + String.join(", ", allowed.stream().sorted().toList()))));
    }
  }

  private static List<String> names(Made made, String option) {
    String value = made.options().getOrDefault(option, "");
    return value.isEmpty()
        ? List.of()
        : Stream.of(value.split(",")).map(name -> name.replaceFirst("^/dev/", "")).toList();
  }
}
