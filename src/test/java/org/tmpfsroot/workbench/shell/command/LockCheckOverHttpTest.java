package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.lock.Availability;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** Asks a mirror, an archive and a build system that are reached over HTTP. */
class LockCheckOverHttpTest {
  private static final String PACKAGES = "/mirror/" + TinyMirror.PACKAGES + "Packages/";
  private static final int AT_ONCE = 4;

  @TempDir Path folder;
  private final Map<String, Integer> status = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch together = new CountDownLatch(AT_ONCE);
  private final AtomicBoolean apart = new AtomicBoolean();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private TinyMirror mirror;
  private Workspace workspace;

  @BeforeEach
  void start() throws IOException {
    mirror = TinyMirror.in(folder.resolve("mirror"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    workspace = new Workspace(MachineDefaults.NONE);
    workspace.start("session new tiny", mirror.session());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void asksForTheHeadOfEachSeveralAtOnce() {
    String told = shell(false).run(use(), "lock check").ok();
    assertTrue(told.endsWith("all 18 packages are to be had\n"), told);
    assertEquals(18, asked.size());
    assertOnlyHeads();
    assertTrue(!apart.get(), "they were asked for one after the other");
  }

  @Test
  void saysWhatEachAnswerMeansAndWhoElseHasIt() throws IOException {
    Path library = mirror.rpm("library");
    move(library, "archive/" + TinyMirror.PACKAGES + "Packages");
    String signer = KeyRing.read(mirror.key()).keys().get(0).shortId();
    Path kbd = mirror.rpm("kbd");
    move(kbd, "koji/kbd/1.0/1.fc44/data/signed/" + signer + "/x86_64");
    Files.write(kbd, new byte[99]);
    Path unsigned = mirror.rpm("dracut");
    move(unsigned, "koji/dracut/1.0/1.fc44/x86_64");
    Files.delete(mirror.rpm("e2fsprogs"));
    status.put(PACKAGES + mirror.rpm("chrony").getFileName(), 500);

    Typed.Result result =
        shell(false)
            .run(
                use(),
                "mirror archive " + address("archive"),
                "mirror koji " + address("koji"),
                "lock check");

    assertEquals(ExitCode.SESSION, result.exit());
    assertRow(result, "library", "gone\\s+archive");
    assertRow(result, "kbd", "another-file\\s+koji");
    assertRow(result, "dracut", "gone\\s+koji");
    assertRow(result, "e2fsprogs", "gone");
    assertRow(result, "chrony", "unreachable");
    assertTrue(result.output().endsWith("5 of 18 packages are not to be had\n"), result.output());
    assertTrue(
        asked.contains(
            "HEAD /koji/kbd/1.0/1.fc44/data/signed/" + signer + "/x86_64/" + kbd.getFileName()),
        asked::toString);
    Set<String> elsewhere =
        asked.stream()
            .filter(each -> !each.startsWith("HEAD /mirror/"))
            .map(each -> each.substring(each.lastIndexOf('/') + 1).replaceFirst("-1\\.0-.*", ""))
            .collect(Collectors.toSet());
    assertEquals(Set.of("library", "kbd", "dracut", "e2fsprogs", "chrony"), elsewhere);
    assertOnlyHeads();
  }

  @Test
  void isTheWorldsFaultWhereNobodyAnswers() {
    status.put(PACKAGES + mirror.rpm("chrony").getFileName(), 503);
    Typed.Result result = shell(false).run(use(), "lock check");
    assertEquals(ExitCode.WORLD, result.exit());
    assertRow(result, "chrony", "unreachable");
    assertTrue(result.output().endsWith("1 of 18 packages are not to be had\n"), result.output());
  }

  @Test
  void asksNobodyOffline() {
    Typed.Result result = shell(true).run(use(), "lock check");
    assertEquals(ExitCode.WORLD, result.exit());
    assertTrue(result.output().endsWith("18 of 18 packages are not to be had\n"), result.output());
    assertEquals(List.of(), List.copyOf(asked));
  }

  private Typed shell(boolean offline) {
    Downloader downloader =
        new Downloader(
            new ContentStore(folder.resolve("content")), offline, RetryPolicy.standard());
    RepositoryReader reader = new RepositoryReader(downloader, folder.resolve("repositories"));
    return Typed.to(
        new LockAuditCommands(workspace, new Availability(downloader), reader),
        new MirrorCommands(workspace));
  }

  private String use() {
    return "mirror use " + address("mirror") + " --gpgkey " + mirror.key();
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
  }

  private void move(Path rpm, String below) throws IOException {
    Path place = Files.createDirectories(folder.resolve(below));
    Files.move(rpm, place.resolve(rpm.getFileName()));
  }

  private static void assertRow(Typed.Result result, String name, String end) {
    assertTrue(
        result
            .output()
            .lines()
            .anyMatch(line -> line.matches(name + "-1\\.0-1\\.fc44\\.\\w+\\s+fedora\\s+" + end)),
        result.output());
  }

  private void assertOnlyHeads() {
    assertTrue(asked.stream().allMatch(each -> each.startsWith("HEAD ")), asked::toString);
  }

  /** The first requests are only answered once several are there. */
  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(exchange.getRequestMethod() + " " + path);
    together.countDown();
    try (exchange) {
      if (!together.await(10, TimeUnit.SECONDS)) {
        apart.set(true);
      }
      Path file = folder.resolve(path.substring(1));
      int code = status.getOrDefault(path, Files.isRegularFile(file) ? 200 : 404);
      if (code == 200) {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(Files.size(file)));
      }
      exchange.sendResponseHeaders(code, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
