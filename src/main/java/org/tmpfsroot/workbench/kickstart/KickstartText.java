package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.release.KickstartSyntax;

/**
 * A kickstart taken apart into commands and sections, by its text alone.
 *
 * @param statements commands outside of sections, those of a file that {@code %pre} writes where it
 *     is included
 * @param bodies the sections
 * @param includes what is included and written by no section
 * @param findings where the text cannot be taken apart
 */
record KickstartText(
    List<Statement> statements, List<Body> bodies, List<Include> includes, List<Finding> findings) {
  private static final Pattern MARK = Pattern.compile("\\s*%([A-Za-z-]+)(?:\\s+(.*))?");
  private static final Pattern HERE =
      Pattern.compile("\\s*cat\\s+>\\s*(\\S+)\\s+<<\\s*['\"]?([A-Za-z_]+)['\"]?\\s*");
  private static final Set<String> INCLUDING = Set.of("include", "ksappend");
  static final String END = "end";

  /**
   * A command with its words.
   *
   * @param written whether it stands in a file that {@code %pre} writes
   */
  record Statement(KickstartLine line, List<String> words, boolean written) {
    String name() {
      return words.get(0);
    }

    /** For a finding: the user's file and line, or where else the line comes from. */
    String place() {
      return line.origin().shown();
    }
  }

  /** A section: its first line's words, and the lines up to its end. */
  record Body(KickstartLine header, String name, List<String> words, List<KickstartLine> lines) {}

  /** An included file. */
  record Include(KickstartLine line, String file) {}

  /** Takes lines apart for a release. */
  static KickstartText of(List<KickstartLine> lines, int release) {
    Taking taking = new Taking(release);
    lines.forEach(taking::line);
    taking.finish();
    return new KickstartText(
        List.copyOf(taking.statements),
        List.copyOf(taking.bodies),
        List.copyOf(taking.includes),
        List.copyOf(taking.findings));
  }

  Stream<Statement> named(String... names) {
    return statements.stream().filter(each -> List.of(names).contains(each.name()));
  }

  /** The name in a line that begins or ends a section wherever it stands. */
  static Optional<String> mark(String line) {
    return Optional.of(MARK.matcher(line))
        .filter(Matcher::matches)
        .map(mark -> mark.group(1))
        .filter(name -> name.equals(END) || KickstartSyntax.get().section(name).isPresent());
  }

  private static final class Taking {
    private final int release;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Body> bodies = new ArrayList<>();
    private final List<Include> includes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private Optional<KickstartLine> header = Optional.empty();
    private String section = "";
    private final List<KickstartLine> body = new ArrayList<>();

    Taking(int release) {
      this.release = release;
    }

    void line(KickstartLine line) {
      Matcher mark = MARK.matcher(line.text());
      if (mark.matches() && (header.isEmpty() || KickstartText.mark(line.text()).isPresent())) {
        mark(line, mark.group(1), Optional.ofNullable(mark.group(2)).orElse("").strip());
      } else if (header.isPresent()) {
        body.add(line);
      } else {
        command(line, false);
      }
    }

    private void mark(KickstartLine line, String name, String rest) {
      String place = line.origin().shown();
      if (name.equals(END)) {
        if (header.isEmpty()) {
          findings.add(
              KickstartCheck.END_ALONE.at(
                  place, "%end, and no section is open there", "remove the line"));
        }
        close();
      } else if (header.isEmpty() && INCLUDING.contains(name)) {
        includes.add(new Include(line, rest));
      } else {
        if (header.isPresent()) {
          findings.add(
              KickstartCheck.SECTION_NESTED.at(
                  place,
                  "%" + name + " begins inside %" + section,
                  "put %end before it, or remove the line"));
          close();
        }
        open(line, name, place);
      }
    }

    private void open(KickstartLine line, String name, String place) {
      header = Optional.of(line);
      section = name;
      List<String> known = KickstartSyntax.get().sectionsOf(release);
      if (!known.contains(name)) {
        findings.add(
            KickstartCheck.SECTION_UNKNOWN.at(
                place,
                "Fedora " + release + " has no section %" + name,
                Nearest.sentence(name, known, "known are %" + String.join(", %", known))));
      }
    }

    private void close() {
      header.ifPresent(
          line ->
              bodies.add(
                  new Body(
                      line,
                      section,
                      words(line).orElse(List.of("%" + section)),
                      List.copyOf(body))));
      header = Optional.empty();
      body.clear();
    }

    private void command(KickstartLine line, boolean written) {
      words(line)
          .filter(words -> !words.isEmpty())
          .ifPresent(words -> statements.add(new Statement(line, words, written)));
    }

    private Optional<List<String>> words(KickstartLine line) {
      Optional<List<String>> words = Words.of(line.text());
      if (words.isEmpty()) {
        findings.add(
            KickstartCheck.QUOTE_OPEN.at(
                line.origin().shown(), "a quote is not closed", "close it on the same line"));
      }
      return words;
    }

    void finish() {
      header.ifPresent(
          line ->
              findings.add(
                  KickstartCheck.SECTION_OPEN.at(
                      line.origin().shown(),
                      "%" + section + " is not ended",
                      "put %end behind its last line")));
      close();
      Map<String, List<KickstartLine>> written = new HashMap<>();
      bodies.stream()
          .filter(each -> each.name().equals("pre"))
          .forEach(each -> written.putAll(written(each.lines())));
      List<Include> here =
          includes.stream().filter(each -> written.containsKey(each.file())).toList();
      here.forEach(
          include ->
              written.getOrDefault(include.file(), List.of()).forEach(line -> command(line, true)));
      includes.removeAll(here);
    }

    /** The files that a script writes from a text in it. */
    private static Map<String, List<KickstartLine>> written(List<KickstartLine> script) {
      Map<String, List<KickstartLine>> files = new HashMap<>();
      for (int i = 0; i < script.size(); i++) {
        Matcher here = HERE.matcher(script.get(i).text());
        if (here.matches()) {
          List<KickstartLine> text =
              script.subList(i + 1, script.size()).stream()
                  .takeWhile(line -> !line.text().equals(here.group(2)))
                  .toList();
          files.put(here.group(1), text);
        }
      }
      return files;
    }
  }
}
