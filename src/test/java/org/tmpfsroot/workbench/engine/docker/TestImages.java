package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.testing.Peer;

/** Images for tests where no registry can be reached, made once for a daemon. */
public final class TestImages {
  /** Has all the tools: Debian's, which stand in for Fedora's. */
  public static final String TOOLS = "workbench-test/tools:2";

  /** Has a shell and what goes with it, and takes no time to make. */
  public static final String BUSYBOX = "workbench-test/busybox:3";

  private static final List<String> APPLETS =
      List.of(
          "sh", "sleep", "cat", "echo", "ls", "id", "stty", "dd", "kill", "ip", "env", "wget",
          "ln");

  private TestImages() {}

  /** Makes {@link #TOOLS} for the daemon for tests. */
  public static void tools() throws IOException {
    try (Daemon daemon = ContainerMachineTest.daemon()) {
      tools(daemon);
    }
  }

  static void tools(Daemon daemon) throws IOException {
    if (isThere(daemon, TOOLS)) {
      return;
    }
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path root = folder.path().resolve("root");
      Peer.run(
              "debootstrap",
              "--variant=minbase",
              "--include=dnf,dnf-plugins-core,createrepo-c,rpm,xorriso,squashfs-tools,"
                  + "ca-certificates,curl",
              "bookworm",
              root.toString())
          .ok();
      Path tar = folder.path().resolve("root.tar");
      Peer.run(
              "tar",
              "-C",
              root.toString(),
              "--exclude=./var/cache/apt/*",
              "--exclude=./var/lib/apt/lists/*",
              "--exclude=./usr/share/doc/*",
              "--exclude=./usr/share/locale/*",
              "-cf",
              tar.toString(),
              ".")
          .ok();
      load(daemon, TOOLS, tar);
    }
  }

  /** Makes {@link #BUSYBOX} for the daemon for tests. */
  public static void busybox() throws IOException {
    try (Daemon daemon = ContainerMachineTest.daemon()) {
      busybox(daemon);
    }
  }

  static void busybox(Daemon daemon) throws IOException {
    if (isThere(daemon, BUSYBOX)) {
      return;
    }
    try (TemporaryFolder folder = TemporaryFolder.create();
        InputStream in = new TarSource("", busyboxRoot(), Instant.EPOCH).open(amount -> {})) {
      Path tar = folder.path().resolve("root.tar");
      Files.copy(in, tar);
      load(daemon, BUSYBOX, tar);
    }
  }

  /** What is in it, to be added to. */
  static IsoTree busyboxRoot() {
    IsoTree root = new IsoTree().directory("tmp").directory("etc");
    root.program("bin/busybox", IsoContent.ofFile(Path.of("/bin/busybox")));
    APPLETS.forEach(applet -> root.link("bin/" + applet, "busybox"));
    return root;
  }

  private static boolean isThere(Daemon daemon, String name) {
    try {
      daemon.client().inspectImageCmd(name).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private static void load(Daemon daemon, String name, Path tar) {
    Peer.run("docker", "-H", daemon.address().uri().toString(), "import", tar.toString(), name)
        .ok();
  }
}
