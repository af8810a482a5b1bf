package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Size;

/** What can be typed and what is refused, on commands that print what they were given. */
class StrictParserTest {

  /** One command for each shape of parameters. */
  @Noun(value = "thing", about = "what is typed")
  public static final class ThingCommands {
    /** A choice. */
    public enum Kind {
      RED,
      DARK_BLUE
    }

    @Command(
        name = {"thing", "set"},
        description = "two words and a flag",
        help = "> thing set /a 4G")
    public void set(
        @Argument(index = 0, description = "a place") Path mount,
        @Argument(index = 1, description = "a size") Size size,
        @Option(longName = "force", shortName = 'f', description = "a flag") boolean force,
        @Option(longName = "kind", defaultValue = "red", description = "a kind") Kind kind,
        @Option(longName = "count", description = "a number") Optional<Integer> count,
        Output output) {
      output.line(mount + " " + size.typed() + " " + force + " " + kind + " " + count.orElse(-1));
    }

    @Command(
        name = {"thing", "add"},
        description = "any number of words and of keys",
        help = "> thing add a b")
    public void add(
        @Argument(index = 0, description = "things") List<String> spec,
        @Option(longName = "key", description = "keys") List<String> key,
        Output output) {
      output.line(spec + " " + key);
    }

    @Command(
        name = {"thing", "use"},
        description = "one word and any number of keys",
        help = "> thing use a --key b c")
    public void use(
        @Argument(index = 0, description = "a name") String name,
        @Option(longName = "key", description = "keys") List<String> key,
        @Option(longName = "to", required = true, description = "where to") String to,
        Output output) {
      output.line(name + " " + key + " " + to);
    }
  }

  private final Typed typed = Typed.to(new ThingCommands());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "thing set /a 4G | /a 4G false RED -1",
        "thing set --force /a 512 | /a 512M true RED -1",
        "thing set /a -f 512 --kind dark-blue | /a 512M true DARK_BLUE -1",
        "thing set /a 1 --count=3 | /a 1M false RED 3",
        "thing set /a 1 --count -3 | /a 1M false RED -3",
        "thing set -- --odd 1 | --odd 1M false RED -1",
        "thing set '--odd' 1 | --odd 1M false RED -1",
        "thing set ~/x 1 | /home/USER/x 1M false RED -1",
        "thing add | [] []",
        "thing add a 'b c' \"d e\" f\\ g # h | [a, b c, d e, f g] []",
        "thing add --key k a --key l b | [a, b] [k, l]",
        "thing add ${run.tmp}/x '${run.tmp}' \\${x} | [/tmp/run/x, ${run.tmp}, ${x}] []",
        "thing add ${env.HOME} | [/home/test] []",
        "thing add --key=--odd | [] [--odd]",
        "thing use a --key k l --to b | a [k, l] b",
        "thing use --key k a --to b | a [k] b",
      })
  void takesWordsInEveryOrder(String line, String expected) {
    String home = System.getProperty("user.home");
    assertEquals(expected.replace("/home/USER", home) + "\n", typed.run(line).ok(), () -> line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "think set | unknown command 'think' | did you mean 'thing'?",
        "thing | 'thing' needs a second word | it is one of add, set, use",
        "thing sett /a 1 | unknown command 'thing sett' | did you mean 'set'?",
        "thing set | MOUNT is missing | a place",
        "thing set /a | SIZE is missing | a size",
        "thing set /a 1 2 | '2' is one word too many | 'thing set' takes 2 words",
        "thing set /a 1 --forse | unknown option --forse | did you mean '--force'?",
        "thing set /a 1 --x | unknown option --x | its options are --force, --kind, --count",
        "thing set /a 1 -x | unknown option -x | its options are --force, --kind, --count",
        "thing set /a 1 --force --force | --force stands there twice | it can have only one value",
        "thing set /a 1 --force=yes | --force takes no value | it is a switch: it is there or not",
        "thing set /a 1 --kind | --kind has no value | a value must follow it",
        "thing set /a 1 --kind --force | --kind has no value | a value must follow it",
        "thing set /a 1 --kind blue | --kind: 'blue' is not a choice | the choices are red, dark-blue",
        "thing set /a 1 --count x | --count: 'x' is not a number | a whole number up to 2147483647 is asked for",
        "thing set /a 8X | SIZE: '8X' is not a size | it is not a number with one of the units K, M, G, T",
        "thing set '' 1 | MOUNT: '' is not a path | it is empty",
        "thing use a | --to is missing | where to",
        "thing add 'a | a quote is not closed | no second ' follows on the line",
        "thing add ${NOT} | ${NOT} is not set | neither the call nor a let before this line sets it",
        "thing add ${env.NOT} | ${env.NOT} is not set | the environment has no NOT",
        "thing add ${NOT | a variable is not closed | no } follows '${NOT'",
        "set thing /a 1 | unknown command 'set' | what is worked on comes first, then what is done with it",
        "use a | unknown command 'use' | no command begins with this word; there is thing use",
        "// comment | unknown command '//' | no command begins with this word",
      })
  void refusesWhatItDoesNotKnow(String line, String what, String why) {
    Typed.Result result = typed.run(line);
    List<String> lines = result.errors().lines().toList();
    assertEquals(ExitCode.USAGE, result.exit(), result.errors());
    assertEquals("", result.output());
    assertEquals("-c:1: " + what, lines.get(0));
    assertEquals("  why:  " + why, lines.get(1));
    assertTrue(lines.get(2).startsWith("  next: "), lines.get(2));
  }

  @Test
  void helpStandsBehindEveryCommand() {
    String expected = typed.run("help thing set").ok();
    assertTrue(expected.contains("usage: thing set MOUNT SIZE [--force]"), expected);
    assertEquals(expected, typed.run("thing set --help").ok());
    assertEquals(expected, typed.run("thing set /a --help --nonsense").ok());
    assertEquals(typed.run("help thing").ok(), typed.run("thing --help").ok());
  }
}
