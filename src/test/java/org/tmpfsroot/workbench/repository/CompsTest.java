package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.repository.Comps.Member;
import org.tmpfsroot.workbench.repository.Comps.MemberKind;
import org.tmpfsroot.workbench.repository.Comps.OptionalGroup;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TestData;

class CompsTest {
  private static final String ONE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE comps PUBLIC "-//Red Hat, Inc.//DTD Comps info//EN" "comps.dtd">
      <comps>
        <group>
          <id>core</id>
          <name>Core</name>
          <name xml:lang="de">Kern</name>
          <description>Smallest &amp; best</description>
          <default>true</default>
          <uservisible>false</uservisible>
          <packagelist>
            <packagereq type="mandatory">bash</packagereq>
            <packagereq type="default">vim</packagereq>
            <packagereq type="optional">nano</packagereq>
            <packagereq type="conditional" requires="x11">xterm</packagereq>
            <packagereq>untyped</packagereq>
          </packagelist>
        </group>
        <environment>
          <id>server</id>
          <name>Server</name>
          <description>Serves</description>
          <grouplist><groupid>core</groupid></grouplist>
          <optionlist>
            <groupid default="true">guest</groupid>
            <groupid>web</groupid>
          </optionlist>
        </environment>
        <category><id>apps</id><name>Apps</name><grouplist><groupid>core</groupid></grouplist></category>
        <langpacks><match name="a" install="a-%s"/></langpacks>
      </comps>
      """;

  private static final String TWO =
      """
      <comps>
        <group><id>core</id><name>Core again</name><description>d</description>
          <packagelist>
            <packagereq type="mandatory">nano</packagereq>
            <packagereq type="mandatory">zsh</packagereq>
          </packagelist>
        </group>
        <group><id>web</id><name>Web</name><description/>
          <packagelist><packagereq type="default">httpd</packagereq></packagelist>
        </group>
        <environment><id>server</id><name>Server</name><description/>
          <grouplist><groupid>core</groupid><groupid>web</groupid></grouplist>
          <optionlist><groupid>guest</groupid></optionlist>
        </environment>
      </comps>
      """;

  @TempDir private Path folder;

  @Test
  void readsGroupsAndEnvironments() {
    Comps comps = comps(ONE);

    Comps.Group core = comps.group("core").orElseThrow();
    assertEquals("Core", core.name());
    assertEquals("Smallest & best", core.description());
    assertEquals(
        List.of(
            Member.mandatory("bash"),
            new Member("vim", MemberKind.DEFAULT, ""),
            new Member("nano", MemberKind.OPTIONAL, ""),
            new Member("xterm", MemberKind.CONDITIONAL, "x11"),
            Member.mandatory("untyped")),
        core.members());
    Comps.Environment server = comps.environment("server").orElseThrow();
    assertEquals(List.of("core"), server.groups());
    assertEquals(
        List.of(new OptionalGroup("guest", true), new OptionalGroup("web", false)),
        server.optionalGroups());
  }

  @Test
  void unitesWhatTwoRepositoriesSayOfOneGroup() {
    Comps both = comps(ONE).mergedWith(comps(TWO));

    assertEquals(
        List.of("bash", "nano", "untyped", "zsh"),
        both.group("core").orElseThrow().names(MemberKind.MANDATORY).stream().sorted().toList());
    assertEquals(List.of("httpd"), both.group("web").orElseThrow().names(MemberKind.DEFAULT));
    assertEquals(List.of("core", "web"), both.environment("server").orElseThrow().groups());
  }

  @Test
  void readsBackWhatItWrites() {
    Comps both = comps(ONE).mergedWith(comps(TWO));

    assertEquals(both, Comps.read(new ByteArrayInputStream(both.write()), "written"));
  }

  @Test
  @RequiresData("comps/comps-f41.xml.in")
  void readsFedorasGroups() throws IOException {
    try (InputStream in = Files.newInputStream(TestData.path("comps/comps-f41.xml.in"))) {
      Comps comps = Comps.read(in, "comps-f41");

      assertEquals(
          true, comps.environment("server-product-environment").isPresent(), "environment");
      assertEquals(comps, Comps.read(new ByteArrayInputStream(comps.write()), "comps-f41 written"));
    }
  }

  @Test
  @RequiresPeer("dnf")
  void unitesGroupsAsLibcompsDoes() throws IOException {
    Path one = Files.writeString(folder.resolve("one.xml"), ONE);
    Path two = Files.writeString(folder.resolve("two.xml"), TWO);
    Path ours = Files.write(folder.resolve("ours.xml"), comps(ONE).mergedWith(comps(TWO)).write());
    String script =
        """
        import libcomps, sys
        def read(path):
            comps = libcomps.Comps()
            comps.fromxml_f(path)
            return comps
        def show(comps):
            for g in sorted(comps.groups, key=lambda g: g.id):
                print(g.id, sorted((p.name, p.type, p.requires or '') for p in g.packages))
            for e in sorted(comps.environments, key=lambda e: e.id):
                print(e.id, sorted(i.name for i in e.group_ids))
                print(e.id, sorted((i.name, i.default) for i in e.option_ids))
        if len(sys.argv) == 2:
            show(read(sys.argv[1]))
        else:
            both = libcomps.Comps()
            both += read(sys.argv[1])
            both += read(sys.argv[2])
            show(both)
        """;

    String expected =
        Peer.run("/usr/bin/python3", "-c", script, one.toString(), two.toString()).ok();
    assertEquals(expected, Peer.run("/usr/bin/python3", "-c", script, ours.toString()).ok());
  }

  private static Comps comps(String xml) {
    return Comps.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "comps.xml");
  }
}
