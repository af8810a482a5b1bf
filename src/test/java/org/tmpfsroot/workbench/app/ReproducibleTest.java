package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** The same session and lock give the same bytes, wherever and whenever they are built. */
class ReproducibleTest {
  @TempDir static Path shared;
  private static Digest digest;

  @TempDir Path folder;

  /** A session with a part of every kind, locked, and what it gives here and now. */
  @BeforeAll
  static void buildOnce() throws IOException {

    for (int i = 0; i < 20; i++) {
      write("root/etc/robot/" + "zyxwvutsrqponmlkjihg".charAt(i) + ".conf", "number " + i + "\n");
    }
    write("iso/docs/readme.txt", "read me\n");
    Path hook = write("hooks/10-note.sh", "#!/bin/sh\nls -R Packages >listing.txt\n");
    assertTrue(hook.toFile().setExecutable(true));
    Ran made =
        Ran.program(
            shared,
            Map.of(),
            """
            sample create mirror
            session new robot
            mirror use mirror --gpgkey mirror/RPM-GPG-KEY-sample
            package add openssh-server sudo
            disk add sda --size 32G
            disk use sda
            file use root root
            file use iso-root iso
            file use build-hooks hooks
            lock resolve
            session save robot.json
            build run --output first.iso
            """,
            List.of("-"));
    assertEquals(0, made.exit(), made::errors);
    digest = Digest.sha256Of(shared.resolve("first.iso"));
  }

  private static Path write(String name, String text) throws IOException {
    Path file = shared.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }

  @Test
  void inAnotherTimeZoneLanguageFolderAndUmask() throws Exception {
    assertEquals(digest, built(folder.resolve("other"), javaHome(), List.of("umask 077")));
  }

  @Test
  void onOneCore() throws Exception {
    assertEquals(digest, built(folder, javaHome(), List.of("ulimit -c 0", "taskset -cp 0 $$")));
  }

  @Test
  @RequiresPeer("faketime")
  void onAnotherDay() throws Exception {
    assertEquals(digest, built(folder, javaHome(), List.of(), "faketime", "2031-02-03 04:05:06"));
  }

  @Test
  void onEveryOtherJava() throws Exception {
    try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
      for (Path home : homes.filter(each -> !Files.isSymbolicLink(each)).sorted().toList()) {
        if (Files.isExecutable(home.resolve("bin/javac")) && !home.equals(javaHome())) {
          assertEquals(
              digest, built(folder.resolve(home.getFileName()), home, List.of()), home::toString);
        }
      }
    } catch (NoSuchFileException e) {
      // there is no other one
    }
  }

  private static Path javaHome() throws IOException {
    return Path.of(System.getProperty("java.home")).toRealPath();
  }

  /** What the same session gives in a copy of everything, in {@code place}. */
  private static Digest built(Path place, Path java, List<String> before, String... wrapper)
      throws Exception {
    Path here = copy(place);
    List<String> words = List.of("--session", "robot.json", "-c", "build run --output again.iso");
    List<String> command = new ArrayList<>(Ran.command(here.resolve("home"), words));
    command.set(0, java.resolve("bin/java").toString());
    command.addAll(1, List.of("-Duser.language=tr", "-Duser.country=TR"));
    command.addAll(0, List.of(wrapper));
    List<String> shell = new ArrayList<>(List.of("sh", "-c"));
    List<String> lines = new ArrayList<>(before);
    lines.add("exec \"$@\"");
    shell.add(String.join("\n", lines));
    shell.add("sh");
    shell.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(shell).directory(here.toFile());
    builder.redirectErrorStream(true).redirectOutput(here.resolve("said").toFile());
    builder.environment().put("TZ", "Pacific/Kiritimati");
    Process process = builder.start();
    assertTrue(process.waitFor(180, TimeUnit.SECONDS), "did not end");
    assertEquals(0, process.exitValue(), () -> said(here));
    return Digest.sha256Of(here.resolve("again.iso"));
  }

  private static String said(Path folder) {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Everything but what the first build left, in another order and with other times. */
  private static Path copy(Path place) throws IOException {
    Files.createDirectories(place);
    List<Path> all;
    try (Stream<Path> walk = Files.walk(shared)) {
      all =
          new ArrayList<>(
              walk.filter(path -> !path.startsWith(shared.resolve("home")))
                  .filter(path -> !path.getFileName().toString().equals("first.iso"))
                  .toList());
    }
    Collections.reverse(all);
    for (Path path : all) {
      Path target = place.resolve(shared.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(target);
      } else {
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(
            path, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(target, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
      }
    }
    return place;
  }
}
