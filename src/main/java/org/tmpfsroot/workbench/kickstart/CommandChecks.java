package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.kickstart.KickstartText.Body;
import org.tmpfsroot.workbench.kickstart.KickstartText.Statement;
import org.tmpfsroot.workbench.release.CommandSyntax;
import org.tmpfsroot.workbench.release.CommandSyntax.Life;
import org.tmpfsroot.workbench.release.KickstartSyntax;

/**
 * Whether every command and option is one of the release's, and those that are needed are there.
 */
final class CommandChecks {
  private static final Set<String> SCRIPTS =
      Set.of("pre", "pre-install", "post", "onerror", "traceback");
  private static final List<String> SOURCES =
      List.of(
          "url",
          "cdrom",
          "harddrive",
          "hmc",
          "nfs",
          "liveimg",
          "ostreesetup",
          "ostreecontainer",
          "bootc");

  private final KickstartText text;
  private final int release;
  private final List<Finding> findings = new ArrayList<>();

  private CommandChecks(KickstartText text, int release) {
    this.text = text;
    this.release = release;
  }

  static List<Finding> of(KickstartText text, int release) {
    CommandChecks checks = new CommandChecks(text, release);
    Set<String> seen = new HashSet<>();
    for (Statement statement : text.statements()) {
      checks.statement(statement, seen);
    }
    text.bodies().forEach(checks::header);
    checks.exclusive();
    checks.missing();
    text.includes().forEach(checks::include);
    return checks.findings;
  }

  private void statement(Statement statement, Set<String> seen) {
    String name = statement.name();
    String place = statement.place();
    Optional<CommandSyntax> known = KickstartSyntax.get().command(name);
    if (known.isEmpty()) {
      List<String> names = KickstartSyntax.get().commandsOf(release);
      findings.add(
          KickstartCheck.COMMAND_UNKNOWN.at(
              place,
              "there is no command '" + name + "'",
              Nearest.sentence(name, names, "see Fedora's kickstart reference")));
      return;
    }
    CommandSyntax syntax = known.get();
    if (!lives(name, syntax.life(), place)) {
      return;
    }
    if (syntax.once() && !seen.add(syntax.name())) {
      findings.add(
          KickstartCheck.COMMAND_TWICE.at(
              place, name + " is given twice, and only the last one counts", "keep one of them"));
    }
    CommandLineCheck.of(statement, release)
        .ifPresent(
            line -> {
              findings.addAll(line.findings());
              line.key().ifPresent(key -> twice(statement, syntax, key, seen));
            });
  }

  /** Of lines that a script writes, a validator sees none, and the installer takes all. */
  private void twice(
      Statement statement, CommandSyntax syntax, List<String> key, Set<String> seen) {
    if (statement.written() || seen.add(syntax.name() + " " + String.join("\n", key))) {
      return;
    }
    boolean unnamed = key.stream().allMatch(String::isEmpty);
    findings.add(
        KickstartCheck.COMMAND_TWICE.at(
            statement.place(),
            statement.name()
                + " is given twice "
                + (unnamed ? "without " : "for the same ")
                + syntax.rules().key().stream()
                    .map(part -> part.equals(CommandSyntax.WORD) ? "name" : part)
                    .collect(Collectors.joining(" and ")),
            unnamed ? "say in one of them what it is about" : "keep one of them"));
  }

  private boolean lives(String name, Life life, String place) {
    if (release < life.since()) {
      findings.add(
          KickstartCheck.COMMAND_TOO_NEW.at(
              place,
              name + " is there only since Fedora " + life.since(),
              "remove it, or build for a later release"));
      return false;
    }
    if (release >= life.removed()) {
      findings.add(
          KickstartCheck.COMMAND_REMOVED.at(
              place, name + " is gone since Fedora " + life.removed(), "remove it"));
      return false;
    }
    if (release >= life.deprecated()) {
      findings.add(
          KickstartCheck.COMMAND_DEPRECATED.at(
              place, name + " is on its way out", "do without it"));
    }
    return true;
  }

  private void header(Body body) {
    String place = body.header().origin().shown();
    List<String> words = body.words();
    KickstartSyntax.get()
        .section(body.name())
        .filter(syntax -> release >= syntax.life().since() && !words.isEmpty())
        .ifPresent(
            syntax -> {
              CommandLineCheck line =
                  new CommandLineCheck(
                      place, words.get(0), syntax, words.subList(1, words.size()), release);
              findings.addAll(line.findings());
              if (line.options().containsKey("--ignoremissing")) {
                findings.add(
                    KickstartCheck.PACKAGES_IGNORED.at(
                        place,
                        "with --ignoremissing a package that is not there is passed over",
                        "leave --ignoremissing out"));
              }
              if (SCRIPTS.contains(body.name())
                  && !body.name().equals("onerror")
                  && !body.name().equals("traceback")
                  && !line.options().containsKey("--erroronfail")) {
                findings.add(
                    KickstartCheck.SCRIPT_GOES_ON.at(
                        place,
                        "when this script fails, half a system is installed and started",
                        "add --erroronfail"));
              }
            });
  }

  private void exclusive() {
    for (List<List<String>> groups : KickstartSyntax.get().apart()) {
      List<Statement> first = new ArrayList<>();
      for (List<String> group : groups) {
        text.statements().stream()
            .filter(each -> group.contains(each.name()))
            .findFirst()
            .ifPresent(first::add);
      }
      if (first.size() > 1) {
        first.sort(Comparator.comparingInt(text.statements()::indexOf));
        findings.add(together(first));
      }
    }
  }

  /** The user's line is told, where one of them is the program's own. */
  private static Finding together(List<Statement> statements) {
    Statement told =
        statements.stream()
            .filter(CommandChecks::byTheUser)
            .reduce((one, later) -> later)
            .orElse(statements.get(statements.size() - 1));
    return KickstartCheck.COMMANDS_EXCLUSIVE.at(
        told.place(),
        String.join(" and ", statements.stream().map(Statement::name).toList())
            + " are not used together",
        statements.stream().allMatch(CommandChecks::byTheUser)
            ? "keep one of them"
            : "remove it: the other one is the program's own");
  }

  private static boolean byTheUser(Statement statement) {
    return statement.line().origin() instanceof KickstartLine.UserFile;
  }

  private void missing() {
    require("lang", Stream.of("lang"));
    require("keyboard", Stream.of("keyboard"));
    require("timezone", Stream.of("timezone"));
    require("rootpw", Stream.of("rootpw", "user"));
    if (text.includes().isEmpty()) {
      require("url", SOURCES.stream());
    }
    require("part", Stream.of("part", "partition", "autopart", "mount", "reqpart", "volgroup"));
    if (text.bodies().stream().noneMatch(body -> body.name().equals("packages"))
        && text.named("liveimg", "ostreesetup", "ostreecontainer", "bootc").findAny().isEmpty()) {
      findings.add(missing("%packages"));
    }
  }

  private void require(String name, Stream<String> oneOf) {
    if (text.named(oneOf.toArray(String[]::new)).findAny().isEmpty()) {
      findings.add(missing(name));
    }
  }

  private static Finding missing(String name) {
    return KickstartCheck.COMMAND_MISSING.at(
        "kickstart", "there is no " + name + ", so the installer asks for it", "add it");
  }

  /** What is written by a script, or lies on the medium, is there when it is read. */
  private void include(KickstartText.Include include) {
    String file = include.file();
    if (Stream.of("/tmp/", "/run/install/", "http://", "https://", "ftp://")
        .noneMatch(file::startsWith)) {
      findings.add(
          KickstartCheck.INCLUDE_ELSEWHERE.at(
              include.line().origin().shown(),
              "the installer has no " + file,
              "write it in %pre below /tmp, or name it below /run/install/repo"));
    }
  }
}
