package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spdx.tools.Verify;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Download;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.TinyMirror;

class LockBillCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final Workspace workspace = new Workspace(MachineDefaults.NONE);
  private TinyMirror mirror;
  private Downloader downloader;
  private Typed shell;

  @BeforeEach
  void start() {
    mirror = TinyMirror.in(folder.resolve("mirror"));
    ContentStore store = new ContentStore(folder.resolve("content"));
    downloader = new Downloader(store, true, RetryPolicy.standard());
    shell = Typed.to(new LockBillCommands(workspace, store));
    workspace.start("session new tiny", withNeed(mirror.session()));
  }

  /** The editor needs the library. */
  private static ImageSession withNeed(ImageSession session) {
    Lock lock = session.lock().orElseThrow();
    List<LockedPackage> packages =
        lock.packages().stream()
            .map(
                each ->
                    each.nevra().name().equals("library")
                        ? new LockedPackage(
                            each.nevra(),
                            each.repository(),
                            each.location(),
                            each.size(),
                            each.installedSize(),
                            each.digest(),
                            each.sourceRpm(),
                            false,
                            List.of(
                                new LockedPackage.Need(
                                    "editor", DependencyKind.REQUIRES, "library >= 1")))
                        : each)
            .toList();
    return session.withLock(
        new Lock(
            packages,
            lock.requests(),
            lock.excludes(),
            lock.arch(),
            lock.repositories(),
            lock.policy()));
  }

  private void fetch() {
    Lock lock = workspace.session().lock().orElseThrow();
    for (LockedPackage locked : lock.packages()) {
      Path rpm = mirror.rpm(locked.nevra().name());
      downloader.fetch(
          Download.pinned("rpm", List.of(rpm.toUri()), locked.size(), locked.digest()),
          Progress.SILENT);
    }
  }

  @Test
  void cycloneDxSaysWhatTheLockSays() throws Exception {
    fetch();
    Path file = folder.resolve("tiny.cdx.json");
    assertEquals("18 packages written to " + file + "\n", shell.run("lock sbom " + file).ok());
    assertEquals(
        List.of(), new JsonParser().validate(file.toFile(), Version.VERSION_16), "the schema");
    JsonNode bill = JSON.readTree(file.toFile());
    JsonNode library = named(bill.get("components"), "library");
    assertEquals("1.0-1.fc44", library.get("version").asText());
    assertEquals(
        Digest.sha256Of(mirror.rpm("library")).hex(),
        library.get("hashes").get(0).get("content").asText());
    String purl = library.get("purl").asText();
    assertEquals(
        "pkg:rpm/fedora/library@1.0-1.fc44?arch=x86_64&upstream=library-1.0-1.fc44.src.rpm", purl);
    String editor = named(bill.get("components"), "editor").get("bom-ref").asText();
    assertEquals(List.of(purl), dependsOn(bill, editor));
    assertTrue(dependsOn(bill, "image").contains(editor));
    assertFalse(dependsOn(bill, "image").contains(purl));
  }

  @Test
  void spdxSaysTheSame() throws Exception {
    fetch();
    Path file = folder.resolve("tiny.spdx.json");
    shell.run("lock sbom " + file).ok();
    try (InputStream schema =
        Verify.class.getResourceAsStream("/resources/spdx-schema-v2.3.json")) {
      assertEquals(
          List.of(),
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
              .getSchema(schema)
              .validate(Files.readString(file), InputFormat.JSON));
    }
    JsonNode bill = JSON.readTree(file.toFile());
    JsonNode library = named(bill.get("packages"), "library");
    assertEquals(
        Digest.sha256Of(mirror.rpm("library")).hex(),
        library.get("checksums").get(0).get("checksumValue").asText());
    String id = library.get("SPDXID").asText();
    String editor = named(bill.get("packages"), "editor").get("SPDXID").asText();
    List<String> relationships = new ArrayList<>();
    bill.get("relationships")
        .forEach(
            each ->
                relationships.add(
                    each.get("spdxElementId").asText()
                        + " "
                        + each.get("relationshipType").asText()
                        + " "
                        + each.get("relatedSpdxElement").asText()));
    assertTrue(relationships.contains(editor + " DEPENDS_ON " + id), relationships.toString());
    assertTrue(relationships.contains("SPDXRef-Image CONTAINS " + id), relationships.toString());
  }

  @Test
  void theSameLockGivesTheSameFiles() throws IOException {
    fetch();
    for (String form : List.of("cdx", "spdx")) {
      Path one = folder.resolve("one." + form + ".json");
      Path two = folder.resolve("two." + form + ".json");
      shell.run("lock sbom " + one, "lock sbom " + two).ok();
      assertEquals(Files.readString(one), Files.readString(two));
    }
  }

  @Test
  void withoutThePackagesNobodyKnowsTheirLicences() {
    Typed.Result result = shell.run("lock sbom " + folder.resolve("tiny.cdx.json"));
    assertEquals(ExitCode.SESSION, result.exit());
    assertTrue(result.errors().contains("18 of 18 were not fetched yet"), result.errors());
    assertFalse(Files.exists(folder.resolve("tiny.cdx.json")));
    Typed.Result form = shell.run("lock sbom tiny.json");
    assertEquals(ExitCode.USAGE, form.exit());
  }

  private static JsonNode named(JsonNode nodes, String name) {
    for (JsonNode node : nodes) {
      if (node.get("name").asText().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("no " + name);
  }

  private static List<String> dependsOn(JsonNode bill, String ref) {
    List<String> on = new ArrayList<>();
    for (JsonNode node : bill.get("dependencies")) {
      if (node.get("ref").asText().equals(ref) && node.has("dependsOn")) {
        node.get("dependsOn").forEach(each -> on.add(each.asText()));
      }
    }
    return on;
  }
}
