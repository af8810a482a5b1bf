package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;

/** The example project of tmpfsroot-fedora's own README becomes a session. */
class SessionImportTest {
  private static final String PACKAGES =
      """
      audit
      authselect
      basesystem
      bash
      btrfs-progs
      busybox
      chrony
      container-selinux
      containerd.io
      coreutils
      curl
      dhcp-client
      docker-ce
      docker-ce-cli
      docker-compose
      dosfstools
      e2fsprogs
      efibootmgr
      filesystem
      firewalld
      grub2-efi-x64
      iproute
      kernel
      kernel-core
      kernel-modules
      rootfiles
      setup
      shim-x64
      sudo
      systemd
      """;
  private static final String VARIABLES =
      """
      export FEDORA_MAJOR=37
      export DISK_DEVS=sda,sdb     # System has /dev/sda and /dev/sdb
      export MAIN_DISK=sda         # Install OS to /dev/sda
      export PARTSIZE_DOCKER=8192  # 8G
      export PARTSIZE_LOG="1024"
      export PARTSIZE_CACHE='3072'
      PARTSIZE_OPT=5120

      export CACHE_DIR=${HOME}/.cache/tempfsroot-fedora
      """;

  @TempDir Path folder;
  private final Workspace workspace = new Workspace(MachineDefaults.NONE);

  private Typed shell(Map<String, String> environment) {
    return Typed.to(
        new SessionCommands(workspace),
        new SessionTransferCommands(workspace, new Variables(environment, () -> "/tmp/run")),
        new KickstartCommands(workspace));
  }

  private Path project() {
    return folder.resolve("robot project");
  }

  private void write(String name, String text) throws IOException {
    Path file = project().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @BeforeEach
  void example() throws IOException {
    write("packages.list", PACKAGES);
    write("build.env", VARIABLES);
    write("rpms.lock", "bash-5.2.15-1.fc37\ncontainerd.io-1.6.19-3.1.fc37\n");
    write("ks/ks.root.cfg", "rootpw --lock\nnetwork --bootproto=dhcp\ntimezone Asia/Tokyo --utc\n");
    write("ks/ks.pre-install.cfg", "echo before packages\n");
    write("ks/ks.post-nochroot.cfg", "echo outside\n");
    write("ks/ks.post.cfg", "systemctl enable robot\n");
    for (String hook : List.of("build-hooks.d/10-fetch.sh", "hooks.d/10-robot.sh")) {
      write(hook, "#!/bin/sh\ntrue\n");
      assertTrue(project().resolve(hook).toFile().setExecutable(true));
    }
    write("hooks.d/20-asleep.sh", "#!/bin/sh\ntrue\n");
    write("iso-root.override/extra.txt", "x");
    write("root.override/etc/motd", "robot\n");
    write("root.override/.autorelabel", "");
    write("downloads/some.rpm", "");
  }

  private String imported() {
    return shell(Map.of("PARTSIZE_LOG", "99", "ARCH", "x86_64"))
        .run("session import '" + project() + "' --env '" + project() + "/build.env'")
        .ok();
  }

  @Test
  void everythingIsTakenOver() {
    imported();
    ImageSession session = workspace.session();
    assertEquals("robot-project", session.name());
    assertEquals("Fedora 37 x86_64", session.release().toString());
    assertEquals(
        PACKAGES.lines().toList(),
        session.packages().requests().stream().map(PackageSpec::toString).toList());
    assertEquals(
        List.of("sda", "sdb"), session.disks().disks().stream().map(disk -> disk.name()).toList());
    assertEquals("sda", session.disks().target().orElseThrow().name());
    assertEquals(
        List.of(200L, 2048L, 2048L, 200L, 1024L, 8192L, 3072L, 5120L),
        session.disks().layout().partitions().stream()
            .map(Partition::size)
            .map(Size::mebibytesRoundedUp)
            .toList());
    assertEquals(
        List.of(
            FileKind.KS_ROOT,
            FileKind.KS_PRE_INSTALL,
            FileKind.KS_POST_NOCHROOT,
            FileKind.KS_POST,
            FileKind.BUILD_HOOKS,
            FileKind.HOOKS,
            FileKind.ISO_ROOT,
            FileKind.ROOT),
        List.copyOf(session.files().paths().keySet()));
    assertTrue(session.repositories().added("docker-ce").isPresent());
  }

  @Test
  void theKickstartHasItsPartitionsOptionsAndParts() {
    imported();
    String kickstart = shell(Map.of()).run("kickstart show").ok();
    for (String line :
        List.of(
            "ignoredisk --only-use=sda,sdb",
            "clearpart --all --initlabel --disklabel=gpt --drives=sda,sdb",
            "part /root2 --fstype=ext4 --size=2048 --ondisk=sda",
            "part /var/log --fstype=ext4 --size=1024 --ondisk=sda",
            "part btrfs.01 --fstype=btrfs --size=8192 --ondisk=sda",
            "part btrfs.02 --fstype=btrfs --size=3072 --ondisk=sda",
            "part btrfs.03 --fstype=btrfs --size=5120 --ondisk=sda",
            "-U 64eb4db5-3385-46a5-a3d5-c48197a53555",
            "keyboard --vckeymap=jp",
            "selinux --disabled",
            "timezone Asia/Tokyo --utc",
            "network --bootproto=dhcp",
            "http_url=http://172.16.250.1/iso",
            "\necho before packages\n",
            "\necho outside\n",
            "\nsystemctl enable robot\n")) {
      assertTrue(kickstart.contains(line), () -> line + " in\n" + kickstart);
    }
  }

  @Test
  void theReportSaysWhatBecameOfEach() {
    String report = imported().replaceAll(" {2,}", "  ").replace(project().toString(), "DIR");
    for (String line :
        List.of(
            "DIR/build.env  1  taken over  FEDORA_MAJOR: Fedora 37",
            "DIR/build.env  5  taken over  PARTSIZE_LOG: the size of /var/log",
            "DIR/build.env  9  ignored  CACHE_DIR: no part of an image",
            "ARCH  taken over  built for x86_64",
            "packages.list  taken over  30 packages are asked for",
            "rpms.lock  done better  2 packages; lock load finds each with its digest, signature",
            "ks/ks.post.cfg  taken over  script lines for %post",
            "hooks.d/20-asleep.sh  done better  has no run bit: it was skipped in silence",
            "root.override/.autorelabel  done better  copied too; names with a dot were lost",
            "downloads  ignored  no part of a project",
            "build.env  ignored  no part of a project",
            "setting keyboard  done better  jp as before, and can be set",
            "/root2  done better  holds a whole second system",
            "next: lock load 'DIR/rpms.lock'")) {
      assertTrue(report.contains(line), () -> line + " in\n" + report);
    }
  }

  @Test
  void theEnvironmentIsEnough() throws IOException {
    Files.delete(project().resolve("rpms.lock"));
    write("packages.list", "bash\n-x sendmail\n");
    Typed shell = shell(Map.of("FEDORA_MAJOR", "44", "MAIN_DISK", "nvme0n1"));
    String report = shell.run("session import '" + project() + "'").ok().replaceAll(" {2,}", "  ");
    assertEquals("nvme0n1", workspace.session().disks().target().orElseThrow().name());
    assertEquals(List.of("sendmail"), workspace.session().packages().excludes());
    assertTrue(report.contains("packages.list  2  taken over  excluded, whoever needs it"), report);
    assertTrue(report.contains("PARTSIZE_OPT  ignored  not set, so /opt has its usual"), report);
    assertTrue(report.endsWith("next: lock resolve\n"), report);
    assertTrue(shell.run("session undo").ok().contains("session import"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "build.env | FEDORA_MAJOR=37\\nmake it so | SESSION | DIR/build.env:2: the line is not one",
        "build.env | FEDORA_MAJOR=37 MAIN_DISK=sda | SESSION | DIR/build.env:1: the line is not one",
        "build.env | FEDORA_MAJOR=${MAJOR} | SESSION | build.env:1: FEDORA_MAJOR has a value that",
        "build.env | FEDORA_MAJOR=99 | SESSION | DIR/build.env:1: FEDORA_MAJOR=99: ",
        "build.env | FEDORA_MAJOR=f37 | SESSION | DIR/build.env:1: FEDORA_MAJOR=f37: it is no rel",
        "build.env | FEDORA_MAJOR=37\\nARCH=i686 | SESSION | DIR/build.env:2: ARCH=i686: no image",
        "build.env | FEDORA_MAJOR=37\\nDISK_DEVS=sda,/dev/sdb | SESSION | build.env:2: DISK_DEVS=",
        "build.env | FEDORA_MAJOR=37\\nDISK_DEVS=sda\\nMAIN_DISK=sdb | SESSION | build.env:3: MAIN_D",
        "build.env | FEDORA_MAJOR=37\\nPARTSIZE_LOG=big | SESSION | build.env:2: PARTSIZE_LOG=big",
        "build.env | FEDORA_MAJOR=37\\nPARTSIZE_LOG=0 | SESSION | build.env:2: PARTSIZE_LOG=0: ",
        "build.env | CACHE_DIR=x | USAGE | FEDORA_MAJOR is not set",
        "packages.list | bash\\n-nonsense | USAGE | DIR/packages.list:2",
        "packages.list | bash\\n-x bash | SESSION | DIR/packages.list: cannot exclude 'bash'",
        "rpms.lock | bash-5.2.15-1.fc37\\nbash | SESSION | line 2 is not name-version-release",
        "ks/ks.post.cfg | true\\n%end | SESSION | DIR/ks/ks.post.cfg:2: %end inside a section",
        "ks/ks.root.cfg | %post\\ntrue | SESSION | DIR/ks/ks.root.cfg:1: %post is not ended"
      })
  void whatIsWrongIsToldWithItsPlace(String file, String text, ExitCode exit, String message)
      throws IOException {
    write(file, text.replace("\\n", "\n") + "\n");
    Typed.Result result =
        shell(Map.of())
            .run("session import '" + project() + "' --env '" + project() + "/build.env'");
    String told = result.errors().replace(project().toString(), "DIR");
    assertEquals(exit, result.exit(), told);
    assertTrue(told.contains(message), told);
    assertTrue(workspace.current().isEmpty(), "no session is begun");
  }

  @Test
  void aWrongPlaceIsTold() throws IOException {
    Typed shell = shell(Map.of());
    Typed.Result near = shell.run("session import '" + folder + "/robot projekt'");
    assertEquals(ExitCode.USAGE, near.exit());
    assertTrue(near.errors().contains("did you mean 'robot project'?"), near.errors());
    Typed.Result empty = shell.run("session import '" + project() + "/ks'");
    assertEquals(ExitCode.USAGE, empty.exit());
    assertTrue(empty.errors().contains("it has no packages.list"), empty.errors());
    Typed.Result env = shell.run("session import '" + project() + "' --env nothing.env");
    assertEquals(ExitCode.USAGE, env.exit());
    assertTrue(env.errors().contains("there is no"), env.errors());
    Files.delete(project().resolve("root.override/etc/motd"));
    Files.delete(project().resolve("root.override/etc"));
    Files.delete(project().resolve("root.override/.autorelabel"));
    Files.delete(project().resolve("root.override"));
    write("root.override", "a file");
    Typed.Result file =
        shell.run("session import '" + project() + "' --env '" + project() + "/build.env'");
    assertEquals(ExitCode.USAGE, file.exit());
    assertTrue(file.errors().contains("root.override as root"), file.errors());
  }
}
