package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.io.Compression;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.RpmFile;
import org.tmpfsroot.workbench.testing.Dnf;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TestData;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

@RequiresPeer({"rpmbuild", "createrepo_c"})
class RepodataWriterTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);
  private static final Comps GROUPS =
      Comps.read(
          new ByteArrayInputStream(
              "<comps><group><id>core</id><name>C</name><packagelist><packagereq>awkward</packagereq></packagelist></group></comps>"
                  .getBytes(StandardCharsets.UTF_8)),
          "groups");

  @TempDir private Path folder;

  private static final String AWKWARD =
      """
      Name: awkward
      Epoch: 3
      Version: 1.0~rc1^git2
      Release: 1+b
      Summary: Quotes " and <brackets> & Ł
      License: MIT
      URL: https://example.org/?a=1&b=2
      Vendor: Somebody
      Packager: Some One <one@example.org>
      Group: Applications/Text
      BuildArch: noarch
      AutoReqProv: no
      Provides: capability = 2:3-4
      Provides: bare, versioned < 2, /usr/libexec/offered
      Requires: /usr/bin/own, /usr/share/own, /usr/libexec/offered, capability >= 1
      Requires: other >= 1:2.0-3, other < 5, twice, twice
      Requires(post): twice, /bin/sh
      Requires(pre): early
      Requires: libc.so.6()(64bit), libc.so.6(GLIBC_2.4)(64bit), libc.so.6(GLIBC_2.34)(64bit)
      Requires: libc.so.6(GLIBC_2.14)(64bit), libc.so.6(GLIBC_PRIVATE)(64bit)
      Requires: (a or (b and c >= 2)), (x if y else z)
      Conflicts: enemy < 3, (p and q)
      Obsoletes: old <= 1, older
      Recommends: nice, (r if s)
      Suggests: maybe = 1
      Supplements: (language and langpack)
      Enhances: big > 2
      %description
      First line with "quotes" & <tags>.

        Indented, and a tab:	here.
      %install
      mkdir -p %{buildroot}/usr/bin %{buildroot}/etc/conf.d %{buildroot}/usr/share/own
      echo x > %{buildroot}/usr/bin/own
      ln -s own %{buildroot}/usr/bin/link
      echo y > "%{buildroot}/etc/conf.d/a&b.conf"
      echo z > "%{buildroot}/usr/share/own/with space"
      %files
      /usr/bin/own
      /usr/bin/link
      %dir /etc/conf.d
      %config /etc/conf.d/a&b.conf
      %ghost /etc/ghostly
      %ghost %dir /var/lib/ghost-folder
      %dir /usr/share/own
      "/usr/share/own/with space"
      %post
      true
      %changelog
      """;

  @Test
  void describesPackagesAsCreaterepoDoes() throws IOException {
    build(AWKWARD + changes(13));
    build(
        """
        Name: empty
        Version: 1
        Release: 1
        Summary: Nothing at all
        License: MIT
        BuildArch: noarch
        AutoReqProv: no
        %description
        %files
        """);

    assertSameAsCreaterepo();
  }

  @Test
  @RequiresData({"rpms/formats", "rpms/signed"})
  void describesRealPackagesAsCreaterepoDoes() throws IOException {
    for (String kind : List.of("formats", "signed")) {
      try (Stream<Path> files = Files.list(TestData.path("rpms/" + kind))) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(file.getFileName().toString()));
        }
      }
    }
    assertSameAsCreaterepo();
  }

  @Test
  void writesTheSameBytesForTheSamePackagesInAnyOrder() {
    build(AWKWARD + changes(2));
    build(AWKWARD.replace("Name: awkward", "Name: another") + changes(1));
    List<PackageMetadata> packages = packages();
    List<PackageMetadata> reversed = new ArrayList<>(packages);
    Collections.reverse(reversed);
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    RepodataWriter writer = RepodataWriter.at(TIME).withGroups(GROUPS);

    writer.write(packages, one);
    writer.write(reversed, two);

    assertEquals(tree(one), tree(two));
    RepodataWriter.at(TIME.plusSeconds(1)).write(packages, two);
    assertNotEquals(tree(one), tree(two));
  }

  @Test
  void readsBackWhatItWrote() {
    build(AWKWARD + changes(2));
    RepodataWriter.at(TIME).withGroups(GROUPS).write(packages(), folder);

    LoadedRepositories loaded =
        new RepositoryReader(
                new Downloader(
                    new ContentStore(folder.resolve("store")), true, RetryPolicy.standard()),
                folder.resolve("cache"))
            .load(
                List.of(RepositorySource.of("own", RepositoryLocation.Baseurl.of(folder.toUri()))),
                Progress.SILENT);

    PackageIndex index = loaded.index();
    assertEquals("awkward-3:1.0~rc1^git2-1+b.noarch", index.nevra(0).toString());
    assertEquals("1700000000", loaded.repositories().get(0).revision());
    assertTrue(loaded.comps().group("core").isPresent());
    assertEquals(1, index.owning("/usr/share/own/with space").length);
    assertEquals(1, index.providing(Capability.named("versioned")).length);
  }

  @Test
  @RequiresPeer({"dnf", "createrepo_c", "rpmbuild"})
  void dnfReadsIt() {
    build(AWKWARD + changes(2));
    RepodataWriter.at(TIME).withGroups(GROUPS).write(packages(), folder);

    String listed =
        dnf("repoquery", "--qf", "%{name}-%{epoch}:%{version}-%{release}.%{arch} %{location}");
    assertEquals("awkward-3:1.0~rc1^git2-1+b.noarch awkward-1.0~rc1^git2-1+b.noarch.rpm", listed);
    assertTrue(dnf("repoquery", "-l", "awkward").contains("/usr/share/own/with space"));
    assertTrue(dnf("group", "info", "core").contains("awkward"));
  }

  private String dnf(String... arguments) {
    return Dnf.in(folder).repository("own", folder).run(arguments).ok().strip();
  }

  private static String changes(int count) {
    StringBuilder changes = new StringBuilder();
    for (int i = count; i > 0; i--) {
      // pairs of entries on one day
      changes.append(
          "* %s <a%d@example.org> - %d \n- change %d & <more>\n\n"
              .formatted(i > 4 ? "Thu Jun 02 2022 B" : "Wed Jun 01 2022 Ä", i, i, i));
    }
    return changes.toString();
  }

  private void build(String spec) {
    try {
      Path file = Files.writeString(Files.createTempFile(folder, "p", ".spec"), spec);
      Peer.run(
              "rpmbuild",
              "-bb",
              "--define",
              "_topdir " + folder.resolve("build"),
              "--define",
              "_rpmdir " + folder,
              "--define",
              "_rpmfilename %{name}-%{version}-%{release}.%{arch}.rpm",
              "--define",
              "_build_id_links none",
              file.toString())
          .ok();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<PackageMetadata> packages() {
    return rpms().stream()
        .map(file -> PackageMetadata.of(RpmFile.read(file), file.getFileName().toString()))
        .toList();
  }

  private List<Path> rpms() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".rpm")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertSameAsCreaterepo() throws IOException {
    for (Path rpm : rpms()) {
      Files.setLastModifiedTime(rpm, FileTime.from(RpmFile.read(rpm).buildTime()));
    }
    Path theirs = folder.resolve("theirs");
    Files.createDirectories(theirs);
    Peer.run("createrepo_c", "-q", "--no-database", "-o", theirs.toString(), folder.toString())
        .ok();
    Path ours = folder.resolve("ours");
    RepodataWriter.at(TIME).write(packages(), ours);

    for (String kind : List.of("primary", "filelists", "other")) {
      Map<String, String> expected = elements(theirs, kind);
      Map<String, String> written = elements(ours, kind);
      assertEquals(expected.keySet(), written.keySet(), kind);
      expected.forEach((key, text) -> assertEquals(text, written.get(key), kind));
    }
  }

  /** Each package's element in a form where only differences of meaning show, by digest. */
  private static Map<String, String> elements(Path root, String kind) throws IOException {
    Map<String, String> elements = new TreeMap<>();
    try (Stream<Path> files = Files.list(root.resolve("repodata"))) {
      Path file = files.filter(f -> f.toString().contains(kind + ".xml")).findFirst().orElseThrow();
      try (InputStream in = Compression.decompress(Files.newInputStream(file))) {
        Node packages =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(in)
                .getDocumentElement();
        for (Node each = packages.getFirstChild(); each != null; each = each.getNextSibling()) {
          if (each instanceof Element element) {
            StringBuilder text = new StringBuilder();
            describe(element, "", text);
            String digest = element.getAttribute("pkgid");
            elements.put(
                digest.isEmpty()
                    ? element.getElementsByTagName("checksum").item(0).getTextContent()
                    : digest,
                text.toString());
          }
        }
      } catch (ParserConfigurationException | SAXException e) {
        throw new AssertionError(file.toString(), e);
      }
    }
    return elements;
  }

  private static void describe(Element element, String indent, StringBuilder text) {
    text.append(indent).append(element.getTagName());
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      text.append(' ').append(attributes.item(i));
    }
    List<String> children = new ArrayList<>();
    for (Node each = element.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element child) {
        StringBuilder description = new StringBuilder();
        describe(child, indent + "  ", description);
        children.add(description.toString());
      }
    }
    text.append(children.isEmpty() ? " [" + element.getTextContent() + "]\n" : "\n");
    // librpm makes packages of version 3 provide themselves once more
    boolean once = element.getTagName().equals("rpm:provides");
    (once ? children.stream().distinct() : children.stream()).forEach(text::append);
  }

  private static Map<String, Long> tree(Path root) {
    Map<String, Long> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        tree.put(root.relativize(file).toString(), sum.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree;
  }
}
