package org.tmpfsroot.workbench.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.release.CommandSyntax.Life;
import org.tmpfsroot.workbench.release.CommandSyntax.OptionSyntax;
import org.tmpfsroot.workbench.release.CommandSyntax.Rules;
import org.tmpfsroot.workbench.release.CommandSyntax.Value;

/** Reads {@code release/kickstart-syntax}; its form stands at its beginning. */
final class KickstartSyntaxReader {
  private static final String ANY_NUMBER = "*";
  private static final String ANY_CASE = "~";

  private final Map<String, CommandSyntax> commands = new HashMap<>();
  private final Map<String, CommandSyntax> sections = new HashMap<>();
  private final List<List<List<String>>> apart = new ArrayList<>();

  private List<String> head = List.of();
  private final Map<String, OptionSyntax> options = new HashMap<>();
  private final List<List<String>> optionsApart = new ArrayList<>();
  private final List<List<String>> last = new ArrayList<>();
  private final List<List<String>> oneOf = new ArrayList<>();
  private final List<List<String>> needs = new ArrayList<>();
  private List<String> key = List.of();

  private KickstartSyntaxReader() {}

  static KickstartSyntax read(String text) {
    KickstartSyntaxReader reader = new KickstartSyntaxReader();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> reader.line(List.of(line.strip().split(" +")), line.startsWith(" ")));
    reader.finish();
    return new KickstartSyntax(reader.commands, reader.sections, reader.apart);
  }

  private void line(List<String> words, boolean inside) {
    List<String> rest = words.subList(1, words.size());
    switch (words.get(0)) {
      case "options" -> options(rest);
      case "last" -> last.add(rest);
      case "one-of" -> oneOf.add(rest);
      case "needs" -> needs.add(rest);
      case "key" -> key = rest;
      case "apart" -> {
        if (inside) {
          optionsApart.add(rest);
        } else {
          apart.add(rest.stream().map(group -> List.of(group.split(","))).toList());
        }
      }
      case "command", "section" -> {
        finish();
        head = words;
      }
      default -> throw new IllegalStateException("kickstart-syntax: " + words);
    }
  }

  private void options(List<String> words) {
    Life life = Life.ALWAYS;
    for (String word : words) {
      if (word.startsWith("--")) {
        OptionSyntax option = option(word, life);
        options.put(option.name(), option);
      } else {
        int release = Integer.parseInt(word.substring(1));
        life =
            switch (word.charAt(0)) {
              case '+' -> new Life(release, life.deprecated(), life.removed());
              case '~' -> new Life(life.since(), release, life.removed());
              default -> new Life(life.since(), life.deprecated(), release);
            };
      }
    }
  }

  private static OptionSyntax option(String word, Life life) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      return new OptionSyntax(word, Value.NONE, List.of(), life);
    }
    String name = word.substring(0, equals);
    String form = word.substring(equals + 1);
    if (form.startsWith(ANY_CASE)) {
      List<String> choices = List.of(form.substring(1).split("\\|"));
      return new OptionSyntax(name, Value.CHOICE_ANY_CASE, choices, life);
    }
    return switch (form) {
      case "" -> new OptionSyntax(name, Value.TEXT, List.of(), life);
      case "#" -> new OptionSyntax(name, Value.NUMBER, List.of(), life);
      case "?" -> new OptionSyntax(name, Value.OPTIONAL, List.of(), life);
      default -> new OptionSyntax(name, Value.CHOICE, List.of(form.split("\\|")), life);
    };
  }

  private void finish() {
    if (head.isEmpty()) {
      return;
    }
    List<String> names = List.of(head.get(1).split(","));
    String[] arguments = text("args", "0").split("\\.\\.");
    String most = arguments[arguments.length - 1];
    CommandSyntax syntax =
        new CommandSyntax(
            names.get(0),
            new Life(
                number("since", 0),
                number("deprecated", Life.NEVER),
                number("removed", Life.NEVER)),
            head.contains("free"),
            head.contains("once"),
            Integer.parseInt(arguments[0]),
            most.equals(ANY_NUMBER) ? Integer.MAX_VALUE : Integer.parseInt(most),
            options,
            new Rules(optionsApart, last, oneOf, needs, key));
    Map<String, CommandSyntax> target = head.get(0).equals("command") ? commands : sections;
    names.forEach(name -> target.put(name, syntax));
    options.clear();
    optionsApart.clear();
    last.clear();
    oneOf.clear();
    needs.clear();
    key = List.of();
  }

  private int number(String key, int otherwise) {
    String text = text(key, "");
    return text.isEmpty() ? otherwise : Integer.parseInt(text);
  }

  private String text(String key, String otherwise) {
    return head.stream()
        .flatMap(
            word ->
                word.startsWith(key + "=")
                    ? Stream.of(word.substring(key.length() + 1))
                    : Stream.empty())
        .findFirst()
        .orElse(otherwise);
  }
}
