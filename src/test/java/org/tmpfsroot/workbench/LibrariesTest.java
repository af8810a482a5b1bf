package org.tmpfsroot.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Which code of others the program runs on. */
class LibrariesTest {

  @Test
  void readmeNamesEachWithItsLicence() throws Exception {
    TreeSet<String> used = new TreeSet<>();
    NodeList dependencies = pom().getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      boolean managed =
          dependency.getParentNode().getParentNode().getNodeName().equals("dependencyManagement");
      boolean ofPlugin = dependency.getParentNode().getParentNode().getNodeName().equals("plugin");
      if (!managed && !ofPlugin && text(dependency, "scope").isEmpty()) {
        used.add(text(dependency, "artifactId"));
      }
    }
    String table =
        Files.readString(Path.of("README.md")).replaceFirst("(?s).*\n## Libraries\n", "");
    table = table.replaceFirst("(?s)\n## .*", "");
    TreeSet<String> named = new TreeSet<>();
    for (String row : table.lines().filter(line -> line.startsWith("| `")).toList()) {
      Matcher name = Pattern.compile("`([^`]+)`").matcher(row.split("\\|")[1]);
      while (name.find()) {
        named.add(name.group(1));
      }
      assertFalse(row.split("\\|")[2].isBlank(), row);
    }
    assertEquals(used, named);
  }

  @Test
  void noneIsUnreleased() {
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(entry -> Path.of(entry).getFileName().toString())
            .toList();
    assertFalse(jars.isEmpty());
    assertEquals(
        List.of(),
        jars.stream()
            .filter(jar -> jar.matches("(?i).*(snapshot|alpha|beta|-m\\d|-rc\\d).*"))
            .toList());
  }

  private static Document pom() throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
  }

  private static String text(Element element, String name) {
    NodeList found = element.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
