package org.tmpfsroot.workbench.repository;

import java.util.List;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.rpm.Capability.Relation;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;
import org.tmpfsroot.workbench.rpm.PackagedFile;
import org.tmpfsroot.workbench.rpm.RpmDependency;
import org.tmpfsroot.workbench.rpm.RpmFile;

/** Writes a package's element of primary.xml. */
final class PrimaryXml {
  private final StringBuilder out = new StringBuilder(4096);

  private PrimaryXml() {}

  static String of(RpmFile rpm, String location, Digest digest) {
    PrimaryXml xml = new PrimaryXml();
    xml.head(rpm, location, digest);
    xml.format(rpm);
    return xml.out.append("</package>\n").toString();
  }

  private void head(RpmFile rpm, String location, Digest digest) {
    Nevra nevra = rpm.nevra();
    out.append("<package type=\"rpm\">\n");
    element("  ", "name", nevra.name());
    element("  ", "arch", nevra.arch());
    out.append("  ").append(version(nevra.evr()));
    out.append("  <checksum type=\"")
        .append(digest.algorithm().metadataName())
        .append("\" pkgid=\"YES\">")
        .append(digest.hex())
        .append("</checksum>\n");
    element("  ", "summary", rpm.summary());
    element("  ", "description", rpm.description());
    element("  ", "packager", rpm.packager());
    element("  ", "url", rpm.url());
    long built = rpm.buildTime().getEpochSecond();
    out.append("  <time file=\"").append(built).append("\" build=\"").append(built);
    out.append("\"/>\n  <size package=\"").append(rpm.size());
    out.append("\" installed=\"").append(rpm.installedSize());
    out.append("\" archive=\"").append(rpm.archiveSize()).append("\"/>\n");
    out.append("  <location href=\"").append(XmlText.escaped(location)).append("\"/>\n");
  }

  private void format(RpmFile rpm) {
    out.append("  <format>\n");
    element("    ", "rpm:license", rpm.license());
    element("    ", "rpm:vendor", rpm.vendor());
    element("    ", "rpm:group", rpm.group());
    element("    ", "rpm:buildhost", rpm.buildHost());
    element("    ", "rpm:sourcerpm", rpm.sourceRpm());
    out.append("    <rpm:header-range start=\"").append(rpm.headerStart());
    out.append("\" end=\"").append(rpm.headerEnd()).append("\"/>\n");
    List<PackagedFile> files = rpm.files();
    dependencies(DependencyKind.PROVIDES, rpm.provides());
    dependencies(DependencyKind.REQUIRES, ListedRequires.of(rpm, files));
    dependencies(DependencyKind.CONFLICTS, rpm.conflicts());
    dependencies(DependencyKind.OBSOLETES, rpm.obsoletes());
    dependencies(DependencyKind.SUGGESTS, rpm.suggests());
    dependencies(DependencyKind.ENHANCES, rpm.enhances());
    dependencies(DependencyKind.RECOMMENDS, rpm.recommends());
    dependencies(DependencyKind.SUPPLEMENTS, rpm.supplements());
    for (PackagedFile file : files) {
      if (PrimaryFiles.lists(file.path())) {
        out.append("    ").append(file(file));
      }
    }
    out.append("  </format>\n");
  }

  private void dependencies(DependencyKind kind, List<RpmDependency> dependencies) {
    if (dependencies.isEmpty()) {
      return;
    }
    out.append("    <rpm:").append(kind.elementName()).append(">\n");
    for (RpmDependency dependency : dependencies) {
      if (!dependency.name().isEmpty()) {
        entry(dependency, kind == DependencyKind.REQUIRES && dependency.isPrerequisite());
      }
    }
    out.append("    </rpm:").append(kind.elementName()).append(">\n");
  }

  private void entry(RpmDependency dependency, boolean pre) {
    out.append("      <rpm:entry name=\"").append(XmlText.escaped(dependency.name())).append('"');
    if (dependency.relation() != Relation.ANY) {
      out.append(" flags=\"").append(dependency.relation().metadataName()).append('"');
      if (!dependency.version().isEmpty()) {
        Evr evr = Evr.parse(dependency.version());
        out.append(" epoch=\"").append(evr.epoch()).append('"');
        attribute("ver", evr.version());
        attribute("rel", evr.release());
      }
    }
    out.append(pre ? " pre=\"1\"/>\n" : "/>\n");
  }

  private void attribute(String name, String value) {
    if (!value.isEmpty()) {
      out.append(' ').append(name).append("=\"").append(XmlText.escaped(value)).append('"');
    }
  }

  private void element(String indent, String name, String text) {
    out.append(indent).append('<').append(name).append('>');
    out.append(XmlText.escaped(text)).append("</").append(name).append(">\n");
  }

  /** The version element, shared by all three documents. */
  static String version(Evr evr) {
    return "<version epoch=\""
        + evr.epoch()
        + "\" ver=\""
        + XmlText.escaped(evr.version())
        + "\" rel=\""
        + XmlText.escaped(evr.release())
        + "\"/>\n";
  }

  /** The file element, shared by primary.xml and filelists.xml. */
  static String file(PackagedFile file) {
    String type = file.isDirectory() ? " type=\"dir\"" : file.isGhost() ? " type=\"ghost\"" : "";
    return "<file" + type + ">" + XmlText.escaped(file.path()) + "</file>\n";
  }
}
