package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.RunHistory;
import org.tmpfsroot.workbench.build.Runner;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.engine.embedded.EmbeddedEngine;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.NoToolHost;

/**
 * Sessions as text: a line that begins with {@code "> "} is typed, what follows it must be the
 * answer, standard output before standard error, with {@code [2]} where the exit code is not 0. DIR
 * stands for a folder with some files of a user's; where it is named, blanks in a row are two.
 */
class TranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");

  private static final Path ANSWERS = Path.of("target/transcripts");

  @TempDir Path folder;

  static List<String> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void answersAsWritten(String name) throws IOException {
    userFiles();
    String expected = Files.readString(TRANSCRIPTS.resolve(name));
    Workspace workspace = new Workspace(MachineDefaults.NONE);
    Downloader downloader =
        new Downloader(new ContentStore(folder.resolve("content")), true, RetryPolicy.standard());
    Resolvers resolvers =
        new Resolvers(new RepositoryReader(downloader, folder.resolve("repositories")));
    BuildCache cache = new BuildCache(folder.resolve("build"));
    Builds builds =
        new Builds(
            workspace,
            new EmbeddedEngine(downloader),
            new Runner(cache, Clock.systemUTC()),
            cache,
            new RunHistory(cache));
    Typed shell =
        Typed.to(
            new SessionCommands(workspace),
            new ReleaseCommands(workspace),
            new MirrorCommands(workspace),
            new RepositoryCommands(workspace),
            new PackageCommands(workspace, resolvers),
            new DiskCommands(workspace),
            new PartitionCommands(workspace),
            new UserCommands(workspace),
            new SettingCommands(workspace),
            new FileCommands(workspace),
            new FileListCommands(builds, resolvers),
            new KickstartCommands(workspace),
            new EngineCommands(workspace, new NoToolHost()),
            new StatusCommands(workspace),
            new SampleCommands());
    String actual =
        expected
            .lines()
            .filter(line -> line.startsWith("> ") || line.startsWith("#"))
            .map(line -> line.startsWith("#") ? line + "\n" : answered(line, shell))
            .collect(Collectors.joining());
    // to look at, and to copy where a change was meant
    Files.createDirectories(ANSWERS);
    Files.writeString(ANSWERS.resolve(name), actual);
    assertEquals(expected, actual);
  }

  private String answered(String line, Typed shell) {
    Typed.Result result = shell.run(line.substring(2).replace("DIR", folder.toString()));
    String exit = result.exit() == ExitCode.DONE ? "" : "[" + result.exit().number() + "]\n";
    String answer = result.output() + result.errors();
    if (answer.contains(folder.toString())) {
      // how wide a column is depends on the folder's name
      answer = answer.replace(folder.toString(), "DIR").replaceAll(" {2,}", "  ");
    }
    return line + "\n" + answer + exit;
  }

  private void userFiles() throws IOException {
    write("ks.root.cfg", "network --bootproto=dhcp\n");
    write("packages.list", "bash\nvim-enhanced\n-x sendmail\n");
    write(
        "robot.pub",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0000000000000000000000000000000000000000 robot\n");
    write(
        "robot.key",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
    write("robot.hash", "$6$saltsalt$" + "a".repeat(86) + "\n");
    write("key.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
    write(
        "own.repo", "[own]\nbaseurl=https://rpm.example.org/$releasever/$basearch/\npriority=7\n");
    write("hooks/10-a.sh", "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        folder.resolve("hooks/10-a.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    write("mirror/releases/README", "");
    Files.write(folder.resolve("binary"), new byte[] {0, 1, 2, (byte) 0xff});
    Files.write(
        folder.resolve("latin1.cfg"), "# \u00fcber\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
