package org.tmpfsroot.workbench.repository;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.rpm.Capability.Relation;

/**
 * Reads primary.xml into a package table. Source packages, which a repository may list beside the
 * others, are passed over.
 */
final class PrimaryReader {
  private static final int MOST_PACKAGES = 1_000_000;
  private static final Map<String, DependencyKind> KINDS = new HashMap<>();

  static {
    for (DependencyKind kind : DependencyKind.values()) {
      KINDS.put(kind.elementName(), kind);
    }
  }

  private final XmlCursor xml;
  private final XMLStreamReader attributes;
  private final PackageTableBuilder table = new PackageTableBuilder();
  private final StringTable.Builder strings = table.strings();
  private final DependencyTable.Builder dependencies = table.dependencies();

  private String name = "";
  private String arch = "";
  private int evr;
  private String summary = "";
  private String location = "";
  private @Nullable String base;
  private String digestType = "";
  private String digestHex = "";
  private long packageSize;
  private long installedSize;
  private String sourceRpm = "";

  private PrimaryReader(XmlCursor xml) {
    this.xml = xml;
    this.attributes = xml.attributes();
  }

  static PackageTableBuilder read(InputStream in, String document) {
    try (XmlCursor xml = XmlCursor.open(in, document)) {
      if (!xml.nextChild(0) || !xml.name().equals("metadata")) {
        throw xml.unreadable("its first element is not 'metadata'");
      }
      PrimaryReader reader = new PrimaryReader(xml);
      while (xml.nextChild(1)) {
        xml.refreshAllowance();
        if (xml.name().equals("package")) {
          reader.readPackage();
        }
      }
      return reader.table;
    }
  }

  private void readPackage() {
    name = "";
    arch = "";
    evr = 0;
    summary = "";
    location = "";
    base = null;
    digestType = "";
    digestHex = "";
    packageSize = 0;
    installedSize = 0;
    sourceRpm = "";
    while (xml.nextChild(2)) {
      switch (xml.name()) {
        case "name" -> name = xml.text();
        case "arch" -> arch = xml.text();
        case "version" -> readVersion();
        case "summary" -> summary = xml.text();
        case "checksum" -> {
          digestType = xml.attribute("type");
          digestHex = xml.text().strip();
        }
        case "size" -> {
          packageSize = xml.number(xml.attribute("package"));
          installedSize = xml.number(xml.attribute("installed"));
        }
        case "location" -> {
          base = xml.optionalAttribute("base").orElse(null);
          location = xml.attribute("href");
        }
        case "format" -> readFormat();
        default -> {}
      }
    }
    if (arch.equals("src") || arch.equals("nosrc")) {
      table.forget();
    } else {
      finishPackage();
    }
  }

  private void finishPackage() {
    if (name.isEmpty() || arch.isEmpty()) {
      throw xml.unreadable("a package has no name or no arch");
    }
    Optional<Digest> digest = Digest.parse(digestType, digestHex);
    if (digest.isEmpty()) {
      throw xml.unreadable("the checksum of " + name + " is none");
    }
    if (!MirrorAddress.isSafePath(location)) {
      throw xml.unreadable(
          "the location '" + location + "' of " + name + " is not inside the repository");
    }
    if (table.count() >= MOST_PACKAGES) {
      throw xml.unreadable("it lists more than " + MOST_PACKAGES + " packages");
    }
    table.add(0, strings.intern(name), evr, strings.intern(arch), strings.intern(sourceRpm));
    table.describe(
        summary, place(), digest.get().algorithm(), digest.get().hex(), packageSize, installedSize);
  }

  private String place() {
    if (base == null || base.isEmpty()) {
      return location;
    }
    return Metalink.mirror(base)
        .filter(uri -> !"file".equals(uri.getScheme()))
        .map(uri -> MirrorAddress.below(uri, location).toString())
        .orElseThrow(() -> xml.unreadable("the base of " + name + " is no web address"));
  }

  private void readVersion() {
    String epoch = "";
    String version = "";
    String release = "";
    for (int i = 0; i < attributes.getAttributeCount(); i++) {
      switch (attributes.getAttributeLocalName(i)) {
        case "epoch" -> epoch = attributes.getAttributeValue(i);
        case "ver" -> version = attributes.getAttributeValue(i);
        case "rel" -> release = attributes.getAttributeValue(i);
        default -> {}
      }
    }
    evr = dependencies.evr(epoch(epoch), strings.intern(version), strings.intern(release));
  }

  private void readFormat() {
    while (xml.nextChild(3)) {
      String element = xml.name();
      DependencyKind kind = KINDS.get(element);
      if (kind != null) {
        readDependencies(kind);
      } else if (element.equals("file")) {
        table.file(xml.text());
      } else if (element.equals("sourcerpm")) {
        sourceRpm = xml.text();
      }
    }
  }

  private void readDependencies(DependencyKind kind) {
    while (xml.nextChild(4)) {
      if (xml.name().equals("entry")) {
        table.dependency(kind, readEntry());
      }
    }
  }

  private int readEntry() {
    String entry = "";
    String flags = "";
    String epoch = "";
    String version = "";
    String release = "";
    for (int i = 0, count = attributes.getAttributeCount(); i < count; i++) {
      switch (attributes.getAttributeLocalName(i)) {
        case "name" -> entry = attributes.getAttributeValue(i);
        case "flags" -> flags = attributes.getAttributeValue(i);
        case "epoch" -> epoch = attributes.getAttributeValue(i);
        case "ver" -> version = attributes.getAttributeValue(i);
        case "rel" -> release = attributes.getAttributeValue(i);
        default -> {}
      }
    }
    if (flags.isEmpty()) {
      return dependencies.addText(entry);
    }
    Relation relation =
        switch (flags) {
          case "EQ" -> Relation.EQUAL;
          case "GE" -> Relation.GREATER_OR_EQUAL;
          case "LE" -> Relation.LESS_OR_EQUAL;
          case "GT" -> Relation.GREATER;
          case "LT" -> Relation.LESS;
          default -> throw xml.unreadable("'" + flags + "' of " + entry + " is no relation");
        };
    return dependencies.add(
        strings.intern(entry),
        (byte) relation.ordinal(),
        dependencies.evr(epoch(epoch), strings.intern(version), strings.intern(release)));
  }

  private int epoch(String text) {
    if (text.length() == 1 && text.charAt(0) == '0') {
      return 0;
    }
    long epoch = xml.number(text);
    if (epoch > Integer.MAX_VALUE) {
      throw xml.unreadable("the epoch " + epoch + " is larger than rpm allows");
    }
    return (int) epoch;
  }
}
