package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.Peer;

/** The launcher in a checkout of its own, with a Maven that only makes a jar with {@link Echo}. */
class LauncherTest {
  @TempDir Path folder;
  private Path checkout;
  private Path tools;

  /** Stands for the program: says how it was called. */
  public static final class Echo {
    private Echo() {}

    /** Prints its words, a line each, and how much it has to read. */
    public static void main(String[] words) throws IOException {
      System.out.println("words " + List.of(words));
      if (List.of(words).equals(List.of("read"))) {
        System.out.println(System.in.readAllBytes().length + " bytes");
      }
      System.exit(words.length > 0 && words[0].equals("fail") ? 3 : 0);
    }
  }

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectories(folder.resolve("a check out"));
    tools = Files.createDirectories(folder.resolve("tools"));
    Files.createDirectories(checkout.resolve("src/main"));
    Files.createDirectories(checkout.resolve("scripts"));
    Files.writeString(checkout.resolve("src/main/Source.java"), "");
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.copy(Path.of("scripts/workbench"), launcher());
    executable(launcher());
    Path prepared = folder.resolve("prepared.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    try (OutputStream file = Files.newOutputStream(prepared);
        JarOutputStream jar = new JarOutputStream(file, manifest)) {
      String name = Echo.class.getName().replace('.', '/') + ".class";
      jar.putNextEntry(new JarEntry(name));
      jar.write(Files.readAllBytes(Path.of("target/test-classes").resolve(name)));
    }
    fakeMaven("cp '" + prepared + "' target/workbench.jar");
  }

  private Path launcher() {
    return checkout.resolve("scripts/workbench");
  }

  private void fakeMaven(String does) throws IOException {
    Path mvn = tools.resolve("mvn");
    Files.writeString(
        mvn, "#!/bin/sh\necho built >> '" + folder.resolve("builds") + "'\n" + does + "\n");
    executable(mvn);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private int builds() throws IOException {
    Path builds = folder.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  private Peer.Result launch(Path as, String... words) {
    List<String> command = new ArrayList<>(List.of(as.toString()));
    command.addAll(List.of(words));
    return Peer.runIn(
        folder,
        Map.of(
            "PATH",
            tools + ":" + System.getenv("PATH"),
            "JAVA_HOME",
            System.getProperty("java.home")),
        command);
  }

  @Test
  void buildsOnceAndPassesWordsOnAsTheyAre() throws IOException {
    Peer.Result first = launch(launcher(), "-c", "a  b", "*", "", "ü");
    assertEquals("words [-c, a  b, *, , ü]\n", first.output());
    assertTrue(first.errors().startsWith("building the workbench"), first.errors());
    Peer.Result second = launch(launcher(), "x");
    assertEquals("words [x]\n", second.output());
    assertEquals("", second.errors());
    assertEquals(1, builds());
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws IOException {
    launch(launcher()).ok();
    Path source = checkout.resolve("src/main/Source.java");
    Files.setLastModifiedTime(
        source,
        FileTime.fromMillis(
            Files.getLastModifiedTime(checkout.resolve("target/launcher/built")).toMillis()
                + 2000));
    launch(launcher()).ok();
    assertEquals(2, builds());
  }

  @Test
  void remakesTheArchiveOfClassesWhenTheJarChanges() throws IOException {
    launch(launcher()).ok();
    Path archive = archive();
    FileTime made = Files.getLastModifiedTime(archive);
    launch(launcher()).ok();
    assertEquals(made, Files.getLastModifiedTime(archive));
    Files.setLastModifiedTime(
        checkout.resolve("target/workbench.jar"), FileTime.fromMillis(made.toMillis() + 2000));
    assertEquals("", launch(launcher()).errors());
    assertTrue(Files.getLastModifiedTime(archive()).compareTo(made) > 0);
  }

  private Path archive() throws IOException {
    try (var files = Files.list(checkout.resolve("target/launcher"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("classes-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void passesOverADamagedArchiveInSilence() throws IOException {
    launch(launcher()).ok();
    Path archive = archive();
    Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r--r--"));
    Files.write(archive, new byte[5000]);
    Peer.Result result = launch(launcher(), "x");
    assertEquals("words [x]\n", result.ok());
    assertEquals("", result.errors());
  }

  @Test
  void startsThroughLinksFromAnywhere() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, launcher());
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createSymbolicLink(other.resolve("wb"), Path.of("../link"));
    assertEquals("words [x]\n", launch(other.resolve("wb"), "x").ok());
    assertEquals("words [y]\n", launch(Path.of("other/wb"), "y").ok());
  }

  @Test
  void givesTheProgramsExitCode() {
    assertEquals(3, launch(launcher(), "fail").exit());
  }

  @Test
  void takesAClosedInputForAnEmptyOne() throws IOException {
    launch(launcher()).ok();
    String closed = "exec '" + launcher() + "' read <&-";
    assertEquals("words [read]\n0 bytes\n", launch(Path.of("sh"), "-c", closed).ok());
    String given = "printf 'a line\\n' | '" + launcher() + "' read";
    assertEquals("words [read]\n7 bytes\n", launch(Path.of("sh"), "-c", given).ok());
  }

  @Test
  void saysThatItsFolderIsGone() {
    String gone = "mkdir gone && cd gone && rmdir ../gone && exec '" + launcher() + "' x";
    Peer.Result result = launch(Path.of("sh"), "-c", gone);
    assertEquals(4, result.exit());
    assertTrue(result.errors().contains("cannot start here\n  why:  the folder"), result.errors());
    assertTrue(
        result.errors().endsWith("\n  next: change to a folder that is there\n"), result.errors());
  }

  @Test
  void saysWhyItCannotBuild() throws IOException {
    fakeMaven("echo '[ERROR] Source.java: no class'; exit 1");
    Peer.Result result = launch(launcher());
    assertEquals(4, result.exit());
    assertTrue(
        result
            .errors()
            .endsWith(
                "[ERROR] Source.java: no class\n"
                    + "cannot build the workbench\n"
                    + "  why:  Maven failed\n"
                    + "  next: see "
                    + checkout
                    + "/target/launcher/build.log\n"),
        result.errors());
  }

  @Test
  void saysWhichJavaItNeeds() throws IOException {
    Path old = Files.createDirectories(folder.resolve("old/bin"));
    Files.writeString(old.resolve("java"), "#!/bin/sh\n");
    executable(old.resolve("java"));
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Peer.Result result =
        Peer.runIn(
            folder,
            Map.of("JAVA_HOME", folder.resolve("old").toString()),
            List.of(launcher().toString()));
    assertEquals(4, result.exit());
    assertEquals(
        "cannot start with this Java\n  why:  "
            + folder
            + "/old is version 11, and at least 17 is needed\n"
            + "  next: set JAVA_HOME to a JDK of version 17 or newer\n",
        result.errors());
  }

  @Test
  void buildsOnceForTwoThatStartTogether() throws IOException, InterruptedException {
    List<Process> two = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ProcessBuilder builder = new ProcessBuilder(launcher().toString(), "x");
      builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      two.add(builder.redirectErrorStream(true).start());
    }
    for (Process process : two) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), output);
    }
    assertEquals(1, builds());
  }
}
