package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.FaultyServer;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** Vanished packages that are hard to find: oddly named ones, and such as have a false twin. */
class VanishedAndFoundTest {
  private static final String NAME = "libodd++";
  private static final String VERSION = "2.0~rc1^git+5";
  private static final String RELEASE = "1~a^b+c.fc44";
  private static final String NVR = NAME + "-" + VERSION + "-" + RELEASE;
  private static final String FILE = NVR + ".x86_64.rpm";

  /** How the archive and the build system are reached. */
  enum Reached {
    AS_FOLDER,
    OVER_HTTP
  }

  @TempDir Path folder;
  private final FaultyServer server = FaultyServer.start();
  private Path rpm;
  private Digest digest;
  private String signed;
  private String plain;
  private ContentStore store;
  private TinyMirror mirror;
  private Typed shell;

  @BeforeEach
  void start() throws IOException {
    mirror = TinyMirror.in(folder.resolve("mirror")).plus(NAME, VERSION, RELEASE);
    store = new ContentStore(folder.resolve("content"));
    Downloader downloader = new Downloader(store, false, RetryPolicy.standard());
    shell = TinyBuilds.shell(downloader, folder, mirror.session());
    rpm = mirror.root().resolve(TinyMirror.PACKAGES).resolve("Packages").resolve(FILE);
    digest = Digest.sha256Of(rpm);
    String build = "koji/" + NAME + "/" + VERSION + "/" + RELEASE + "/";
    plain = build + "x86_64/" + FILE;
    String signer = KeyRing.read(mirror.key()).keys().get(0).shortId();
    signed = build + "data/signed/" + signer + "/x86_64/" + FILE;
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void anOddNameIsFoundInTheBuildSystem(Reached reached) throws IOException {
    Path list = folder.resolve("rpms.lock");
    shell.run("lock save " + list).ok();
    assertTrue(Files.readAllLines(list).contains(NVR));
    put(reached, signed, vanish());
    String told = shell.run(koji(reached), build()).ok();
    assertTrue(told.contains(NVR + " is gone from the repository fedora; taken from: koji"), told);

    mirror.refresh();
    shell.run("lock load " + list).ok();
    String lock = shell.run("lock show --format json").ok();
    assertTrue(lock.contains(digest.hex()), lock);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOneWithTheLockedDigestIsTakenFromFolders(boolean signedIsRight) throws IOException {
    takesTheRightOne(Reached.AS_FOLDER, signedIsRight ? signed : plain);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOneWithTheLockedDigestIsTakenFromServers(boolean signedIsRight) throws IOException {
    takesTheRightOne(Reached.OVER_HTTP, signedIsRight ? signed : plain);
  }

  private void takesTheRightOne(Reached reached, String right) throws IOException {
    byte[] bytes = vanish();
    for (String each : List.of(signed, plain)) {
      put(reached, each, each.equals(right) ? bytes : twin(bytes));
    }
    String told = shell.run(koji(reached), build()).ok();
    assertTrue(told.contains("taken from: koji"), told);
    assertEquals(digest, Digest.sha256Of(store.find(digest).orElseThrow()));
  }

  @ParameterizedTest
  @EnumSource
  void aTwinInTheArchiveDoesNotHideTheBuildSystem(Reached reached) throws IOException {
    byte[] bytes = vanish();
    put(reached, "archive/" + TinyMirror.PACKAGES + "Packages/" + FILE, twin(bytes));
    put(reached, plain, bytes);
    String told =
        shell.run("mirror archive " + at(reached, "archive"), koji(reached), build()).ok();
    assertTrue(told.contains(NVR + " is gone from the repository fedora; taken from: "), told);
    assertEquals(digest, Digest.sha256Of(store.find(digest).orElseThrow()));
  }

  @Test
  void aShortListGetsWhatASignatureVouchesFor() throws IOException {
    Path list = folder.resolve("rpms.lock");
    shell.run("lock save " + list).ok();
    byte[] bytes = vanish();
    put(Reached.AS_FOLDER, signed, bytes);
    put(Reached.AS_FOLDER, plain, twin(bytes));
    mirror.refresh();
    shell.run(koji(Reached.AS_FOLDER), "lock load " + list).ok();
    assertTrue(shell.run("lock show --format json").ok().contains(digest.hex()));
  }

  /** As large, under the same name, and other bytes. */
  private static byte[] twin(byte[] bytes) {
    byte[] twin = bytes.clone();
    twin[twin.length - 1] ^= 1;
    return twin;
  }

  private byte[] vanish() throws IOException {
    byte[] bytes = Files.readAllBytes(rpm);
    Files.delete(rpm);
    return bytes;
  }

  private void put(Reached reached, String path, byte[] bytes) throws IOException {
    if (reached == Reached.OVER_HTTP) {
      server.serve("/" + path.replace("+", "%2B").replace("^", "%5E"), bytes);
      return;
    }
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("").normalize());
    Files.write(file, bytes);
  }

  private String at(Reached reached, String name) {
    return reached == Reached.OVER_HTTP
        ? server.uri("/" + name + "/").toString()
        : folder.resolve(name).toString();
  }

  private String koji(Reached reached) {
    return "mirror koji " + at(reached, "koji");
  }

  private String build() {
    return "build run --output " + folder.resolve("tiny.iso");
  }
}
