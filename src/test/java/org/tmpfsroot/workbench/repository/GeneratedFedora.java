package org.tmpfsroot.workbench.repository;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A repository of Fedora's shape and of any size: sources that make a program, a library, its
 * headers and modules for Python; versions, sonames with symbol versions, requirements among them,
 * files. Closed: everything required is provided. The same for the same seed.
 *
 * @param sources each makes four packages
 */
public record GeneratedFedora(int sources, long seed) {
  /** How many packages each source makes. */
  public static final int PACKAGES_EACH = 4;

  private static final String[] KINDS = {"", "-libs", "-devel", "-python3"};

  /** Name of the source's program, which needs its library and some others. */
  public static String program(int source) {
    return "app" + Integer.toString(source * 7919, 36);
  }

  /** Writes primary.xml, uncompressed. */
  public void writePrimary(OutputStream stream) throws IOException {
    try (Writer out =
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16)) {
      out.write(
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              + "<metadata xmlns=\"http://linux.duke.edu/metadata/common\""
              + " xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\">\n");
      for (int source = 0; source < sources; source++) {
        for (int kind = 0; kind < KINDS.length; kind++) {
          out.write(pkg(source, kind));
        }
      }
      out.write("</metadata>\n");
    }
  }

  private String evr(int source) {
    return "epoch=\"%d\" ver=\"%d.%d.%d\" rel=\"%d.fc44\""
        .formatted(source % 50 == 0 ? 1 : 0, source % 12, source % 37, source % 5, source % 9 + 1);
  }

  private String pkg(int source, int kind) {
    SplittableRandom random = new SplittableRandom(seed * 31 + source * 4L + kind);
    String base = program(source);
    String name = kind == 3 ? "python3-" + base : base + KINDS[kind];
    StringBuilder xml = new StringBuilder(4096);
    xml.append("<package type=\"rpm\">\n  <name>%s</name>\n  <arch>x86_64</arch>\n".formatted(name))
        .append("  <version %s/>\n".formatted(evr(source)))
        .append("  <checksum type=\"sha256\" pkgid=\"YES\">");
    for (int i = 0; i < 4; i++) {
      xml.append("%016x".formatted(random.nextLong()));
    }
    xml.append(
            "</checksum>\n  <summary>The part %s of the package %s</summary>\n"
                .formatted(KINDS[kind], base))
        .append("  <description>%s</description>\n".formatted("Some words about it. ".repeat(12)))
        .append(
            "  <size package=\"%d\" installed=\"%d\" archive=\"1\"/>\n"
                .formatted(random.nextInt(1 << 22), random.nextInt(1 << 24)))
        .append(
            "  <location href=\"Packages/%s/%s-%s.x86_64.rpm\"/>\n"
                .formatted(name.substring(0, 1), name, source))
        .append(
            "  <format>\n    <rpm:sourcerpm>%s-%d.src.rpm</rpm:sourcerpm>\n"
                .formatted(base, source))
        .append("    <rpm:provides>\n");
    entry(xml, name, evr(source));
    entry(xml, name + "(x86-64)", evr(source));
    if (kind == 1) {
      for (int symbol = 0; symbol < 4; symbol++) {
        entry(xml, soname(source, symbol), "");
      }
    } else if (kind == 2) {
      entry(xml, "pkgconfig(%s)".formatted(base), evr(source));
    } else if (kind == 3) {
      entry(xml, "python3dist(%s)".formatted(base), evr(source));
      entry(xml, "python3.14dist(%s)".formatted(base), evr(source));
    }
    xml.append("    </rpm:provides>\n    <rpm:requires>\n");
    entry(xml, kind == 1 ? soname(0, 0) : base + "-libs", kind == 1 ? "" : evr(source));
    for (int i = 0; i < 8; i++) {
      int other = other(random, source);
      entry(
          xml,
          switch (kind) {
            case 2 -> "pkgconfig(%s)".formatted(program(other));
            case 3 -> "python3dist(%s)".formatted(program(other));
            default -> soname(other, random.nextInt(4));
          },
          "");
    }
    xml.append("    </rpm:requires>\n");
    if (kind == 0) {
      xml.append(
          "    <file>/usr/bin/%s</file>\n    <file>/etc/%s.conf</file>\n".formatted(base, base));
    }
    return xml.append("  </format>\n</package>\n").toString();
  }

  /** Mostly one of the few that everybody uses, now and then one of those that came before. */
  private int other(SplittableRandom random, int source) {
    return random.nextInt(100) < 94
        ? random.nextInt(1 + random.nextInt(Math.min(sources, 400)))
        : random.nextInt(source + 1);
  }

  private static String soname(int source, int symbol) {
    String suffix = symbol == 0 ? "()" : "(%s_1.%d)".formatted(program(source), symbol);
    return "lib%s.so.%d%s(64bit)".formatted(program(source), source % 9, suffix);
  }

  private static void entry(StringBuilder xml, String name, String evr) {
    xml.append("      <rpm:entry name=\"").append(name).append('"');
    if (!evr.isEmpty()) {
      xml.append(" flags=\"EQ\" ").append(evr);
    }
    xml.append("/>\n");
  }
}
