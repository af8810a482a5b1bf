package org.tmpfsroot.workbench.repository;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * Reads updateinfo.xml: {@code update} elements with {@code id}, {@code title}, {@code severity}
 * and, in the collections of {@code pkglist}, {@code package} elements. What is about other
 * packages than those asked for is passed over.
 */
final class UpdateinfoReader {
  private static final int MOST_ADVISORIES = 200_000;

  private final XmlCursor xml;
  private final Set<String> names;

  private UpdateinfoReader(XmlCursor xml, Set<String> names) {
    this.xml = xml;
    this.names = names;
  }

  static List<Advisory> read(InputStream in, String document, Set<String> names) {
    try (XmlCursor xml = XmlCursor.open(in, document)) {
      if (!xml.nextChild(0) || !xml.name().equals("updates")) {
        throw xml.unreadable("its first element is not 'updates'");
      }
      UpdateinfoReader reader = new UpdateinfoReader(xml, names);
      List<Advisory> advisories = new ArrayList<>();
      while (xml.nextChild(1)) {
        xml.refreshAllowance();
        if (xml.name().equals("update")) {
          Advisory advisory = reader.advisory();
          if (!advisory.packages().isEmpty()) {
            advisories.add(advisory);
          }
        }
        if (advisories.size() > MOST_ADVISORIES) {
          throw xml.unreadable("it has more than " + MOST_ADVISORIES + " advisories");
        }
      }
      return advisories;
    }
  }

  private Advisory advisory() {
    String type = xml.attribute("type");
    String id = "";
    String title = "";
    String severity = "";
    List<Nevra> packages = new ArrayList<>();
    while (xml.nextChild(2)) {
      switch (xml.name()) {
        case "id" -> id = xml.text().strip();
        case "title" -> title = xml.text().strip();
        case "severity" -> severity = xml.text().strip();
        case "pkglist" -> collections(packages);
        default -> {}
      }
    }
    if (id.isEmpty()) {
      throw xml.unreadable("an update has no id");
    }
    return new Advisory(id, type, severity, title, packages.stream().distinct().toList());
  }

  private void collections(List<Nevra> packages) {
    while (xml.nextChild(3)) {
      while (xml.nextChild(4)) {
        if (xml.name().equals("package") && names.contains(xml.attribute("name"))) {
          packages.add(build());
        }
      }
    }
  }

  private Nevra build() {
    long epoch = xml.number(xml.attribute("epoch"));
    if (epoch > Integer.MAX_VALUE) {
      throw xml.unreadable("the epoch " + epoch + " is none");
    }
    return new Nevra(
        xml.attribute("name"),
        new Evr((int) epoch, xml.attribute("version"), xml.attribute("release")),
        xml.attribute("arch"));
  }
}
