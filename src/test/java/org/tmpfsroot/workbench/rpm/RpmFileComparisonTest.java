package org.tmpfsroot.workbench.rpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TestData;

/** What we read in a header is what {@code rpm -qp --queryformat} prints of it. */
@RequiresPeer("rpm")
class RpmFileComparisonTest {
  private static final String SINGLES =
      Stream.of(
              "NAME",
              "EPOCHNUM",
              "VERSION",
              "RELEASE",
              "SUMMARY",
              "DESCRIPTION",
              "LICENSE",
              "VENDOR",
              "GROUP",
              "URL",
              "PACKAGER",
              "BUILDHOST",
              "BUILDTIME",
              "LONGSIZE",
              "SOURCERPM",
              "PAYLOADCOMPRESSOR")
          .map(tag -> tag + "=%{" + tag + "}\n")
          .collect(Collectors.joining());
  private static final String FILES =
      "[file %{FILENAMES}|%{FILEMODES:octal}|%{LONGFILESIZES}|%{FILEDIGESTS}|%{FILEUSERNAME}"
          + "|%{FILEGROUPNAME}|%{FILEMTIMES}|%{FILELINKTOS}|%{FILEFLAGS}|%{FILEINODES}"
          + "|%{FILELANGS}\n]";
  private static final String CHANGELOG =
      "[change %{CHANGELOGTIME}|%{CHANGELOGNAME}|%{CHANGELOGTEXT}\n]";

  @TempDir Path folder;

  @Test
  @RequiresData("rpms")
  void readsRealPackagesAsRpmDoes() throws IOException {
    int seen = 0;
    try (Stream<Path> files = Files.walk(TestData.path("rpms"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".rpm")).toList()) {
        compare(file);
        seen++;
      }
    }
    assertTrue(seen > 20, "only " + seen);
  }

  @Test
  @RequiresPeer("rpmbuild")
  void readsAPackageThatSaysEverythingAsRpmDoes() throws IOException {
    List<Path> built = SpecBuild.everything(folder);
    assertEquals(3, built.size());
    built.forEach(RpmFileComparisonTest::compare);
  }

  private static void compare(Path file) {
    RpmFile ours = RpmFile.read(file);
    assertEquals(query(file, SINGLES), singles(ours), file + ": single values");
    compareDependencies(file, "PROVIDE", ours.provides());
    compareDependencies(file, "REQUIRE", ours.requires());
    compareDependencies(file, "CONFLICT", ours.conflicts());
    compareDependencies(file, "OBSOLETE", ours.obsoletes());
    compareDependencies(file, "RECOMMEND", ours.recommends());
    compareDependencies(file, "SUGGEST", ours.suggests());
    compareDependencies(file, "SUPPLEMENT", ours.supplements());
    compareDependencies(file, "ENHANCE", ours.enhances());
    assertEquals(query(file, FILES), files(ours), file + ": files");
    assertEquals(
        capabilities(query(file, "[%{FILENAMES}|%{FILECAPS}\n]")),
        ours.files().stream()
            .filter(entry -> !entry.capabilities().isEmpty())
            .map(entry -> entry.path() + "|" + entry.capabilities())
            .toList(),
        file + ": capabilities");
    assertEquals(query(file, CHANGELOG), changelog(ours), file + ": changelog");
  }

  private static String query(Path file, String format) {
    return Peer.run("rpm", "-qp", "--nosignature", "--nodigest", "--qf", format, file.toString())
        .ok();
  }

  private static String singles(RpmFile rpm) {
    Nevra nevra = rpm.nevra();
    return """
        NAME=%s
        EPOCHNUM=%d
        VERSION=%s
        RELEASE=%s
        SUMMARY=%s
        DESCRIPTION=%s
        LICENSE=%s
        VENDOR=%s
        GROUP=%s
        URL=%s
        PACKAGER=%s
        BUILDHOST=%s
        BUILDTIME=%d
        LONGSIZE=%d
        SOURCERPM=%s
        PAYLOADCOMPRESSOR=%s
        """
        .formatted(
            nevra.name(),
            nevra.evr().epoch(),
            nevra.evr().version(),
            nevra.evr().release(),
            orNone(rpm.summary()),
            orNone(rpm.description()),
            orNone(rpm.license()),
            orNone(rpm.vendor()),
            orNone(rpm.group()),
            orNone(rpm.url()),
            orNone(rpm.packager()),
            orNone(rpm.buildHost()),
            rpm.buildTime().getEpochSecond(),
            rpm.installedSize(),
            orNone(rpm.sourceRpm()),
            orNone(rpm.payloadCompressor()));
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "(none)" : text;
  }

  private static void compareDependencies(Path file, String kind, List<RpmDependency> ours) {
    String format = "[%{" + kind + "NAME}|%{" + kind + "FLAGS}|%{" + kind + "VERSION}\n]";
    // rpm repeats the self-provide of version 3 packages
    assertEquals(
        query(file, format).lines().distinct().toList(),
        ours.stream()
            .map(one -> one.name() + "|" + one.flags() + "|" + one.version())
            .distinct()
            .toList(),
        file + ": " + kind);
    assertEquals(
        query(file, "[%{" + kind + "NEVRS}\n]").lines().distinct().toList(),
        ours.stream().map(RpmDependency::toString).distinct().toList(),
        file + ": " + kind + " in rpm's notation");
  }

  private static String files(RpmFile rpm) {
    return rpm.files().stream()
        .map(
            file ->
                "file %s|%s|%d|%s|%s|%s|%d|%s|%d|%d|%s\n"
                    .formatted(
                        file.path(),
                        Integer.toOctalString(file.mode()),
                        file.size(),
                        file.digest().map(digest -> digest.hex()).orElse(""),
                        file.user(),
                        file.group(),
                        file.modified().getEpochSecond(),
                        file.linkTarget(),
                        file.flags(),
                        file.inode(),
                        file.language()))
        .collect(Collectors.joining());
  }

  private static List<String> capabilities(String listing) {
    return listing
        .lines()
        .filter(line -> !line.endsWith("|") && !line.endsWith("|(none)"))
        .toList();
  }

  private static String changelog(RpmFile rpm) {
    return rpm.changelog().stream()
        .map(
            entry ->
                "change %d|%s|%s\n"
                    .formatted(entry.time().getEpochSecond(), entry.author(), entry.text()))
        .collect(Collectors.joining());
  }
}
