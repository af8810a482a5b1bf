package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;

class RepoFileTest {
  private static final Map<String, String> VARIABLES =
      Map.of("releasever", "44", "basearch", "x86_64");

  private static final String DOCKER =
      """
      # as published
      [docker-ce-stable]
      name=Docker CE Stable - $basearch
      baseurl=https://download.docker.com/linux/fedora/$releasever/$basearch/stable
      enabled=1
      gpgcheck=1
      gpgkey=https://download.docker.com/linux/fedora/gpg

      [docker-ce-test]
      name = Docker CE Test
      baseurl = https://download.docker.com/linux/fedora/${releasever}/source/test
                https://mirror.example.org/test, https://other.example.org/
      enabled = no
      gpgcheck = 0
      priority = 10
      cost = 500
      """;

  @Test
  void readsSectionsWithVariablesAndSeveralAddresses() {
    RepoFile file = RepoFile.parse(DOCKER, "docker-ce.repo", VARIABLES);

    assertEquals(2, file.repositories().size());
    RepositorySource stable = file.repositories().get(0).source();
    assertEquals(
        new RepositoryLocation.Baseurl(
            List.of(URI.create("https://download.docker.com/linux/fedora/44/x86_64/stable"))),
        stable.location());
    assertEquals(
        List.of(URI.create("https://download.docker.com/linux/fedora/gpg")), stable.gpgKeys());
    assertTrue(stable.signed());
    assertTrue(file.repositories().get(0).enabled());
    RepositorySource test = file.repositories().get(1).source();
    assertEquals(3, ((RepositoryLocation.Baseurl) test.location()).uris().size());
    assertEquals(10, test.priority());
    assertEquals(500, test.cost());
    assertFalse(test.signed());
    assertFalse(file.repositories().get(1).enabled());
  }

  @Test
  void choosesTheSectionOfThatNameOrTheOnlyOneThatIsOn() {
    RepoFile file = RepoFile.parse(DOCKER, "docker-ce.repo", VARIABLES);

    assertEquals("docker-ce-test", file.choose("docker-ce-test").id());
    assertEquals("docker-ce", file.choose("docker-ce").id());
    RepoFile two =
        RepoFile.parse("[a]\nbaseurl=http://a\n[b]\nbaseurl=http://b\n", "two.repo", VARIABLES);
    assertEquals(ExitCode.USAGE, assertThrows(Fault.class, () -> two.choose("c")).exitCode());
  }

  @Test
  void knowsAMetalinkUnderTheOlderWord() {
    RepoFile file =
        RepoFile.parse(
            "[f]\nmirrorlist=https://m.example.org/metalink?repo=f-$releasever&arch=$basearch\n",
            "f.repo",
            VARIABLES);

    assertEquals(
        new RepositoryLocation.Metalink(
            URI.create("https://m.example.org/metalink?repo=f-44&arch=x86_64")),
        file.repositories().get(0).source().location());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=x | line 1: it is before the first [section]",
        "[a];what | [a]: it has neither baseurl",
        "<html> | line 1",
        "[a];enabled=1;nonsense | line 3",
        "[a];baseurl=http://a/$nobody | holds a variable",
        "[a];baseurl=http://a/%zz | is not an address",
        "[a];baseurl=http://a;priority=high | priority is 'high' and not a number",
        "[a];baseurl=http://a;enabled=maybe | enabled is 'maybe' and not yes or no",
        "[main];keepcache=1 | it has no section",
      })
  void refusesWhatItCannotRead(String text, String why) {
    Fault fault =
        assertThrows(
            Fault.class,
            () ->
                RepoFile.parse(
                    text.replace(";what", "\nenabled=1").replace(';', '\n'), "x.repo", VARIABLES));

    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains("x.repo"), fault::what);
    assertTrue(fault.why().contains(why), fault::why);
  }
}
