package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.rpm.Capability;

/** Metadata that somebody made to do harm, or that is merely broken. */
class HostileMetadataTest {
  private static final String WHOLE =
      TinyRepository.primary(
          TinyRepository.pkg(
              "a",
              "1",
              """
                  <rpm:provides>
                    <rpm:entry name="a" flags="EQ" epoch="0" ver="1" rel="1"/>
                  </rpm:provides>
                  <rpm:requires>
                    <rpm:entry name="(b if c)"/>
                    <rpm:entry name="(b if"/>
                    <rpm:entry name="(plain)"/>
                  </rpm:requires>
                  <file>/etc/a</file>
              """),
          TinyRepository.pkg("b", "2", ""));

  @Test
  void takesARequirementNobodyCanParseForANameNobodyHas() {
    PackageIndex index = index(WHOLE);

    int[] requires = index.dependencies(0, DependencyKind.REQUIRES);
    assertEquals("(b if c)", index.dependency(requires[0]).toString());
    assertEquals(Capability.named("(b if"), index.dependency(requires[1]));
    assertEquals(Capability.named("plain"), index.dependency(requires[2]));
    assertEquals(0, index.providing(Capability.named("(b if")).length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE m [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE m [<!ENTITY x \"aaaa\"><!ENTITY e \"&x;&x;&x;&x;\">]>",
        "<!DOCTYPE m SYSTEM \"http://127.0.0.1:1/evil.dtd\">",
      })
  void expandsNoEntity(String type) {
    String xml = WHOLE.replace("<metadata", type + "<metadata").replace("a &amp; more", "&e; more");

    assertFault(xml, "primary");
  }

  @Test
  void refusesDeepNesting() {
    assertFault(WHOLE.replace("  <format>", "<x>".repeat(100_000) + "  <format>"), "nested deeper");
  }

  @Test
  void refusesAnEndlessElement() {
    InputStream head = stream(WHOLE.substring(0, WHOLE.indexOf("a &amp; more")));
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) 'x');
    InputStream endless =
        new SequenceInputStream(
            Collections.enumeration(
                IntStream.range(0, 4096)
                    .mapToObj(i -> (InputStream) new ByteArrayInputStream(block))
                    .toList()));

    Fault fault =
        assertThrows(
            Fault.class,
            () -> PrimaryReader.read(new SequenceInputStream(head, endless), "primary"));
    assertTrue(fault.why().contains("one element is larger than"), fault::why);
  }

  @ParameterizedTest
  @CsvSource({
    "Packages/a-1-1.noarch.rpm, ../../etc/shadow, is not inside the repository",
    "Packages/a-1-1.noarch.rpm, /etc/shadow, is not inside the repository",
    "Packages/a-1-1.noarch.rpm, Packages/../../x, is not inside the repository",
    "href=, xml:base=\"file:///etc/\" href=, is no web address",
    "package=\"10\", package=\"-1\", is negative",
    "package=\"10\", package=\"99999999999999999999\", is not a number",
    "epoch=\"0\" ver=\"1\", epoch=\"4294967296\" ver=\"1\", is larger than rpm allows",
    "epoch=\"0\" ver=\"1\", epoch=\"x\" ver=\"1\", is not a number",
    "type=\"sha256\", type=\"crc\", the checksum of a is none",
    "<name>a</name>, , no name",
    "EQ, ==, is no relation",
    "<metadata, <html, its first element is not",
  })
  void refusesWhatCannotBe(String from, String to, String why) {
    String xml = WHOLE.replace(from, to == null ? "" : to);
    assertFault(from.equals("<metadata") ? xml.replace("</metadata", "</html") : xml, why);
  }

  @RepeatedTest(300)
  void readsOrRefusesAnythingWithoutAnotherException(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    byte[] cut =
        random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    try {
      PackageIndex index = index(cut);
      for (int number = 0; number < index.dependencyCount(); number++) {
        index.providing(Capability.named(index.dependency(number).toString()));
      }
    } catch (Fault expected) {
      assertEquals(ExitCode.WORLD, expected.exitCode(), "seed " + seed);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static void assertFault(String xml, String part) {
    Fault fault = assertThrows(Fault.class, () -> index(xml));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue((fault.what() + fault.why()).contains(part), fault::getMessage);
  }

  private static PackageIndex index(String xml) {
    return index(xml.getBytes(StandardCharsets.UTF_8));
  }

  private static PackageIndex index(byte[] xml) {
    return PackageIndex.builder()
        .repository("r", 99, 1000)
        .addAll(PrimaryReader.read(new ByteArrayInputStream(xml), "primary"))
        .build();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
