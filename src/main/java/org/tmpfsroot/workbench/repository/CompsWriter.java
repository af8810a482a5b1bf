package org.tmpfsroot.workbench.repository;

import java.util.Locale;
import org.tmpfsroot.workbench.repository.Comps.Environment;
import org.tmpfsroot.workbench.repository.Comps.Group;
import org.tmpfsroot.workbench.repository.Comps.Member;
import org.tmpfsroot.workbench.repository.Comps.MemberKind;

/** Writes a group file: groups, then environments, each by id. */
final class CompsWriter {
  private final StringBuilder out = new StringBuilder(4096);

  private CompsWriter() {}

  static String write(Comps comps) {
    CompsWriter writer = new CompsWriter();
    writer.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<comps>\n");
    comps.groups().values().forEach(writer::group);
    comps.environments().values().forEach(writer::environment);
    return writer.out.append("</comps>\n").toString();
  }

  private void group(Group group) {
    out.append("  <group>\n");
    head(group.id(), group.name(), group.description());
    out.append("    <default>true</default>\n    <uservisible>true</uservisible>\n");
    out.append("    <packagelist>\n");
    for (Member member : group.members()) {
      out.append("      <packagereq type=\"")
          .append(member.kind().name().toLowerCase(Locale.ROOT))
          .append('"');
      if (member.kind() == MemberKind.CONDITIONAL) {
        out.append(" requires=\"").append(XmlText.escaped(member.condition())).append('"');
      }
      out.append('>').append(XmlText.escaped(member.name())).append("</packagereq>\n");
    }
    out.append("    </packagelist>\n  </group>\n");
  }

  private void environment(Environment environment) {
    out.append("  <environment>\n");
    head(environment.id(), environment.name(), environment.description());
    out.append("    <grouplist>\n");
    for (String id : environment.groups()) {
      out.append("      <groupid>").append(XmlText.escaped(id)).append("</groupid>\n");
    }
    out.append("    </grouplist>\n    <optionlist>\n");
    environment
        .optionalGroups()
        .forEach(
            option ->
                out.append("      <groupid")
                    .append(option.byDefault() ? " default=\"true\">" : ">")
                    .append(XmlText.escaped(option.id()))
                    .append("</groupid>\n"));
    out.append("    </optionlist>\n  </environment>\n");
  }

  private void head(String id, String name, String description) {
    out.append("    <id>").append(XmlText.escaped(id)).append("</id>\n");
    out.append("    <name>").append(XmlText.escaped(name)).append("</name>\n");
    out.append("    <description>").append(XmlText.escaped(description)).append("</description>\n");
  }
}
