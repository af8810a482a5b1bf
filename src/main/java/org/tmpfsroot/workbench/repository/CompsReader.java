package org.tmpfsroot.workbench.repository;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.repository.Comps.Environment;
import org.tmpfsroot.workbench.repository.Comps.Group;
import org.tmpfsroot.workbench.repository.Comps.Member;
import org.tmpfsroot.workbench.repository.Comps.MemberKind;
import org.tmpfsroot.workbench.repository.Comps.OptionalGroup;

/**
 * Reads a group file: {@code comps} with {@code group} and {@code environment} elements, as
 * Fedora's comps documents them. Translations, categories and langpacks are passed over.
 */
final class CompsReader {
  private final XmlCursor xml;

  private CompsReader(XmlCursor xml) {
    this.xml = xml;
  }

  static Comps read(InputStream in, String document) {
    try (XmlCursor xml = XmlCursor.open(in, document)) {
      if (!xml.nextChild(0) || !xml.name().equals("comps")) {
        throw xml.unreadable("it is no group file: its first element is not 'comps'");
      }
      CompsReader reader = new CompsReader(xml);
      SortedMap<String, Group> groups = new TreeMap<>();
      SortedMap<String, Environment> environments = new TreeMap<>();
      while (xml.nextChild(1)) {
        xml.refreshAllowance();
        switch (xml.name()) {
          case "group" -> reader.group(groups);
          case "environment" -> reader.environment(environments);
          default -> {}
        }
      }
      return new Comps(groups, environments);
    }
  }

  private void group(SortedMap<String, Group> groups) {
    String id = "";
    String name = "";
    String description = "";
    List<Member> members = new ArrayList<>();
    while (xml.nextChild(2)) {
      switch (xml.name()) {
        case "id" -> id = xml.text().strip();
        case "name" -> name = untranslated(name);
        case "description" -> description = untranslated(description);
        case "packagelist" -> members(members);
        default -> {}
      }
    }
    if (id.isEmpty()) {
      throw xml.unreadable("a group has no id");
    }
    groups.put(id, new Group(id, name, description, members));
  }

  private void members(List<Member> members) {
    while (xml.nextChild(3)) {
      if (xml.name().equals("packagereq")) {
        MemberKind kind = kind(xml.attribute("type"));
        String condition = kind == MemberKind.CONDITIONAL ? xml.attribute("requires") : "";
        members.add(new Member(xml.text().strip(), kind, condition));
      }
    }
  }

  /** Without a type a member is mandatory, as for libcomps. */
  private MemberKind kind(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "", "mandatory" -> MemberKind.MANDATORY;
      case "default" -> MemberKind.DEFAULT;
      case "optional" -> MemberKind.OPTIONAL;
      case "conditional" -> MemberKind.CONDITIONAL;
      default -> throw xml.unreadable("'" + type + "' is no type of a group's package");
    };
  }

  private void environment(SortedMap<String, Environment> environments) {
    String id = "";
    String name = "";
    String description = "";
    List<String> groups = new ArrayList<>();
    List<OptionalGroup> options = new ArrayList<>();
    while (xml.nextChild(2)) {
      switch (xml.name()) {
        case "id" -> id = xml.text().strip();
        case "name" -> name = untranslated(name);
        case "description" -> description = untranslated(description);
        case "grouplist" -> groupIds(groups);
        case "optionlist" -> options(options);
        default -> {}
      }
    }
    if (id.isEmpty()) {
      throw xml.unreadable("an environment has no id");
    }
    environments.put(id, new Environment(id, name, description, groups, options));
  }

  private void groupIds(List<String> groups) {
    while (xml.nextChild(3)) {
      if (xml.name().equals("groupid")) {
        groups.add(xml.text().strip());
      }
    }
  }

  private void options(List<OptionalGroup> options) {
    while (xml.nextChild(3)) {
      if (xml.name().equals("groupid")) {
        boolean byDefault = xml.attribute("default").equals("true");
        options.add(new OptionalGroup(xml.text().strip(), byDefault));
      }
    }
  }

  private String untranslated(String soFar) {
    boolean translated = !xml.attribute("lang").isEmpty();
    return translated ? soFar : xml.text().strip();
  }
}
