package org.tmpfsroot.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class BuildReportTest {
  private static final Set<String> VOID = Set.of("meta", "rect");

  private final String html = SmallReport.of().html();

  private static Document parsed(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> all(Document document, String tag) {
    List<Element> elements = new ArrayList<>();
    NodeList found = document.getElementsByTagName(tag);
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static Element byId(Document document, String id) {
    return all(document, "*").stream()
        .filter(each -> each.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is called " + id));
  }

  private static int rows(Document document, String id) {
    return byId(document, id).getElementsByTagName("tr").getLength() - 1;
  }

  @Test
  void isXmlAndHtmlAtOnceAndNothingInItRunsOrIsFetched() throws Exception {
    Document document = parsed(html);
    for (Element each : all(document, "*")) {
      assertFalse(Set.of("script", "img", "link", "iframe", "a").contains(each.getTagName()));
      for (int i = 0; i < each.getAttributes().getLength(); i++) {
        Node attribute = each.getAttributes().item(i);
        String name = attribute.getNodeName();
        assertFalse(name.startsWith("on") || name.equals("src") || name.equals("href"), name);
      }
    }
    // a browser knows no element that ends where it begins but these
    assertTrue(
        java.util.regex.Pattern.compile("<(\\w+)[^<>]*/>")
            .matcher(html)
            .results()
            .allMatch(each -> VOID.contains(each.group(1))));
    assertFalse(html.contains("url("), "a style that fetches");
  }

  @Test
  void hostileNamesAreText() throws Exception {
    Document document = parsed(html);
    String text = document.getDocumentElement().getTextContent();
    assertTrue(text.contains("kernel-options=" + SmallReport.HOSTILE), "a setting");
    assertTrue(text.contains("\\u001b[31m" + SmallReport.HOSTILE + "\\u0000\\u202e\\ufffe"));
    assertTrue(byId(document, "lock").getTextContent().contains(SmallReport.HOSTILE + "-1.3"));
    assertTrue(byId(document, "packages-map").getTextContent().contains(SmallReport.HOSTILE));
    assertTrue(byId(document, "findings").getTextContent().contains(SmallReport.HOSTILE));
    assertTrue(byId(document, "kickstart").getTextContent().contains(SmallReport.HOSTILE));
  }

  @Test
  void holdsNoSecret() {
    assertFalse(html.contains("saltsalt"), "a crypted password");
    assertFalse(html.contains("0123ABCD"), "a boot loader's password");
    assertFalse(html.contains("user:secret"), "who is at an address");
    assertTrue(html.contains("rootpw --iscrypted (set)"));
    assertTrue(html.contains("--password=(set)"));
    assertTrue(html.contains("https://(set)@mirror.example/fedora"));
  }

  @Test
  void tellsAllThatThereIs() throws Exception {
    Document document = parsed(html);
    assertEquals(SmallReport.PACKAGES, rows(document, "lock"));
    assertEquals(8, rows(document, "places"));
    assertEquals(6, rows(document, "times"));
    assertEquals(1, rows(document, "findings"));
    String kickstart = byId(document, "kickstart").getTextContent();
    assertTrue(kickstart.contains("template post.sh:40"), kickstart);
    long lines = kickstart.lines().filter(line -> line.contains("template post.sh:")).count();
    assertEquals(40, lines);
    long bytes =
        all(document, "rect").stream()
            .map(each -> each.getAttribute("data-bytes"))
            .filter(each -> !each.isEmpty())
            .mapToLong(Long::parseLong)
            .sum();
    assertEquals(SmallReport.of().lock().installedSize(), bytes);
    assertTrue(byId(document, "steps").getTextContent().contains("took 18.0 s"));
  }

  @Test
  void theSameBuildGivesTheSamePage() {
    assertEquals(html, SmallReport.of().html());
  }
}
