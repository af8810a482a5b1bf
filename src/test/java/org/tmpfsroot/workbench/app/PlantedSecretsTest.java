package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for secrets wherever the program writes. */
class PlantedSecretsTest {
  private static final String HASH = "$6$plantedsalt$" + "A".repeat(86);
  private static final String PLAIN = "hunter2plain";
  private static final String TOKEN = "t0kenInAnAddress";
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_EXECUTE);

  @TempDir Path folder;

  @Test
  void areOnlyWhereTheyMustBe() throws IOException {
    Path hash = Files.writeString(folder.resolve("hash.txt"), HASH + "\n");
    Path hooks = Files.createDirectory(folder.resolve("hooks"));
    Path hook =
        Files.writeString(
            hooks.resolve("10-look.sh"),
            "#!/bin/sh\nenv\ncat /proc/[0-9]*/cmdline | tr '\\0' ' '\n");
    assertTrue(hook.toFile().setExecutable(true));
    Ran ran =
        Ran.program(
            folder,
            Map.of(),
            """
            sample create mirror
            session new robot
            mirror use mirror --gpgkey mirror/RPM-GPG-KEY-sample
            package add openssh-server sudo
            disk add sda --size 32G
            disk use sda
            file use build-hooks hooks
            script record recorded.wb
            setting set root-password '%s'
            user add joe --password-hash-file hash.txt
            -setting set root-password %s
            -mirror archive https://joe:%s@example.org/
            -repository add own --baseurl https://joe:%s@example.org/
            -release use 44 --base https://joe:%s@example.org/base.iso
            script stop
            setting list
            session show
            kickstart show
            kickstart show --map
            kickstart show --format json
            kickstart save robot.cfg
            -session diff
            -session undo
            session redo
            lock resolve
            session save robot.json
            session export robot.wb
            build plan
            build run --output robot.iso
            build log run-build-hooks
            build report robot.html
            build verify robot.iso
            iso show robot.iso
            """
                .formatted(HASH, PLAIN, TOKEN, TOKEN, TOKEN),
            List.of("--debug", "-"));
    assertEquals(0, ran.exit(), ran::errors);
    assertTrue(ran.errors().contains("PATH=") || ran.output().contains("PATH="), "the hook looked");
    for (String said : List.of(ran.output(), ran.errors())) {
      for (String secret : List.of(HASH, PLAIN, TOKEN)) {
        assertFalse(said.contains(secret), said);
      }
    }
    assertEquals(new TreeSet<>(), holding(PLAIN));
    assertEquals(new TreeSet<>(), holding(TOKEN));
    Set<Path> holding = holding(HASH);
    assertTrue(holding.contains(folder.resolve("robot.json")), holding.toString());
    assertTrue(holding.contains(folder.resolve("robot.iso")), holding.toString());
    assertFalse(holding.contains(folder.resolve("robot.html")), "a page for everybody");
    assertTrue(holding.contains(folder.resolve("robot.cfg")), holding.toString());
    assertTrue(ran.output().contains("rootpw --iscrypted '$6$(hidden)'"), ran::output);
    holding.remove(hash);
    List<Path> open = new ArrayList<>();
    for (Path file : holding) {
      if (!isClosed(file)) {
        open.add(file);
      }
    }
    assertEquals(List.of(), open, "readable by others");
  }

  private Set<Path> holding(String secret) throws IOException {
    Set<Path> found = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(each -> Files.isRegularFile(each)).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** Whether others are kept out by the file's mode, or by a folder's above it. */
  private boolean isClosed(Path file) throws IOException {
    for (Path each = file; !each.equals(folder); each = each.resolveSibling("").normalize()) {
      Set<PosixFilePermission> modes =
          new TreeSet<>(Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS));
      modes.retainAll(OTHERS);
      if (modes.isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
