package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;

class UpdateinfoTest {
  private static final String UPDATES =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <updates>
        <update from="updates@example.org" status="stable" type="security" version="2.0">
          <id>FEDORA-2026-1</id>
          <title>tool-2-1</title>
          <issued date="2026-05-01 00:00:00"/>
          <severity>Important</severity>
          <description>It &lt;b&gt;fixes&lt;/b&gt; things.</description>
          <references><reference href="https://example.org/1" type="bugzilla"/></references>
          <pkglist>
            <collection short="F44">
              <name>Fedora 44</name>
              <package name="tool" version="2" release="1" epoch="1" arch="noarch">
                <filename>tool-2-1.noarch.rpm</filename>
              </package>
              <package name="tool-doc" version="2" release="1" arch="noarch"/>
            </collection>
          </pkglist>
        </update>
        <update type="bugfix"><id>FEDORA-2026-2</id><pkglist><collection>
          <package name="other" version="1" release="1" arch="noarch"/>
        </collection></pkglist></update>
      </updates>
      """;

  @TempDir Path folder;

  private List<Advisory> read(String updateinfo) {
    Path place =
        new TinyRepository()
            .with("primary", "primary.xml.gz", TinyRepository.primary())
            .with("updateinfo", "updateinfo.xml.zst", updateinfo)
            .writeTo(folder.resolve("repository"));
    Downloader downloader =
        new Downloader(new ContentStore(folder.resolve("store")), true, RetryPolicy.standard());
    return new RepositoryReader(downloader, folder.resolve("cache"))
        .advisories(
            List.of(RepositorySource.of("updates", RepositoryLocation.Baseurl.of(place.toUri()))),
            Set.of("tool"),
            Progress.SILENT);
  }

  @Test
  void givesTheAdvisoriesThatAreAboutWhatIsAskedFor() {
    List<Advisory> advisories = read(UPDATES);
    assertEquals(1, advisories.size(), advisories.toString());
    Advisory advisory = advisories.get(0);
    assertEquals("FEDORA-2026-1", advisory.id());
    assertEquals("security", advisory.type());
    assertEquals("Important", advisory.severity());
    assertEquals("tool-2-1", advisory.title());
    assertEquals(
        List.of("tool-1:2-1.noarch"), advisory.packages().stream().map(Object::toString).toList());
  }

  @Test
  void saysWhereItCannotBeRead() {
    Fault cut = assertThrows(Fault.class, () -> read(UPDATES.substring(0, 700)));
    assertEquals(ExitCode.WORLD, cut.exitCode());
    assertTrue(cut.what().contains("updateinfo.xml.zst of repository 'updates'"), cut.what());
    Fault epoch =
        assertThrows(
            Fault.class, () -> read(UPDATES.replace("epoch=\"1\"", "epoch=\"99999999999\"")));
    assertEquals(ExitCode.WORLD, epoch.exitCode());
  }
}
