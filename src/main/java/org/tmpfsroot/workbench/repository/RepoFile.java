package org.tmpfsroot.workbench.repository;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;

/**
 * A {@code .repo} file as dnf reads it: INI sections, one repository each. Options that do not say
 * where a repository is, how it ranks and how it is trusted are passed over.
 *
 * @param repositories in the order of the file
 */
public record RepoFile(List<Entry> repositories) {

  /**
   * A section of the file.
   *
   * @param enabled whether the file turns it on
   */
  public record Entry(RepositorySource source, boolean enabled) {}

  public RepoFile {
    repositories = List.copyOf(repositories);
  }

  /**
   * Reads the text.
   *
   * @param name what messages call the file
   * @param variables values of {@code $releasever}, {@code $basearch} and the like, without the
   *     dollar
   * @throws Fault (world) when a line, an address or a number cannot be read, or a section has no
   *     address
   */
  public static RepoFile parse(String text, String name, Map<String, String> variables) {
    List<Entry> entries = new ArrayList<>();
    IniText.parse(text, name)
        .forEach(
            (id, options) -> {
              if (!id.equals("main")) {
                entries.add(new Section(name, id, options, variables).entry());
              }
            });
    if (entries.isEmpty()) {
      throw unreadable(name, "it has no section");
    }
    return new RepoFile(entries);
  }

  /**
   * The repository to use under {@code id}: the section of that name, else the only one that is
   * enabled.
   *
   * @throws Fault (usage) when it is not clear which one is meant
   */
  public RepositorySource choose(String id) {
    for (Entry entry : repositories) {
      if (entry.source().id().equals(id)) {
        return entry.source();
      }
    }
    List<RepositorySource> enabled =
        repositories.stream().filter(Entry::enabled).map(Entry::source).toList();
    if (enabled.size() == 1) {
      return enabled.get(0).withId(id);
    }
    List<String> ids = repositories.stream().map(entry -> entry.source().id()).toList();
    throw Fault.usage(
        "the repository file has no section '" + id + "'",
        "it has " + String.join(", ", ids),
        Nearest.sentence(id, ids, "use one of these as the id"));
  }

  /** The text that is read back as this, whatever the variables are. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Entry entry : repositories) {
      RepositorySource source = entry.source();
      text.append('[').append(source.id()).append("]\nname=").append(source.id()).append('\n');
      if (source.location() instanceof Baseurl base) {
        line(text, "baseurl", addresses(base.uris()));
      } else if (source.location() instanceof RepositoryLocation.Metalink metalink) {
        line(text, "metalink", metalink.uri());
      } else if (source.location() instanceof RepositoryLocation.Mirrorlist list) {
        line(text, "mirrorlist", list.uri());
      }
      if (!source.gpgKeys().isEmpty()) {
        line(text, "gpgkey", addresses(source.gpgKeys()));
      }
      line(text, "gpgcheck", source.signed() ? 1 : 0);
      if (source.metadataSigned()) {
        line(text, "repo_gpgcheck", 1);
      }
      line(text, "priority", source.priority());
      line(text, "cost", source.cost());
      line(text, "enabled", entry.enabled() ? 1 : 0);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String option, Object value) {
    text.append(option).append('=').append(value).append('\n');
  }

  private static String addresses(List<URI> uris) {
    return uris.stream().map(URI::toString).collect(Collectors.joining(" "));
  }

  private static Fault unreadable(String name, String why) {
    return Fault.world("cannot read the repository file " + name, why, "correct the file");
  }

  /** One section while it is being understood. */
  private record Section(
      String file, String id, Map<String, String> options, Map<String, String> variables) {

    Entry entry() {
      RepositorySource source =
          new RepositorySource(
              id,
              location(),
              addresses("gpgkey"),
              number("priority", RepositorySource.USUAL_PRIORITY),
              number("cost", RepositorySource.USUAL_COST),
              flag("gpgcheck", true),
              flag("repo_gpgcheck", false));
      return new Entry(source, flag("enabled", true));
    }

    private RepositoryLocation location() {
      List<URI> bases = addresses("baseurl");
      if (!bases.isEmpty()) {
        return new Baseurl(bases);
      }
      List<URI> metalinks = addresses("metalink");
      if (!metalinks.isEmpty()) {
        return new RepositoryLocation.Metalink(metalinks.get(0));
      }
      List<URI> lists = addresses("mirrorlist");
      if (lists.isEmpty()) {
        throw wrong("it has neither baseurl, metalink nor mirrorlist");
      }
      URI list = lists.get(0);
      // dnf's rule: old files give metalinks under the older word
      return list.toString().contains("metalink")
          ? new RepositoryLocation.Metalink(list)
          : new RepositoryLocation.Mirrorlist(list);
    }

    private List<URI> addresses(String option) {
      List<URI> uris = new ArrayList<>();
      for (String word : options.getOrDefault(option, "").split("[\\s,]+")) {
        if (!word.isEmpty()) {
          String address = substituted(word);
          try {
            uris.add(new URI(address.startsWith("/") ? "file://" + address : address));
          } catch (URISyntaxException e) {
            throw wrong("'" + address + "' of " + option + " is not an address").causedBy(e);
          }
        }
      }
      return uris;
    }

    private String substituted(String text) {
      String result = text;
      // the longer names first: one may begin with another
      for (String variable : new TreeSet<>(variables.keySet()).descendingSet()) {
        String value = variables.getOrDefault(variable, "");
        result = result.replace("${" + variable + "}", value).replace("$" + variable, value);
      }
      if (result.indexOf('$') >= 0) {
        throw wrong("'" + text + "' holds a variable other than " + variables.keySet());
      }
      return result;
    }

    private int number(String option, int usual) {
      return read(option, usual, Integer::parseInt, "a number");
    }

    private boolean flag(String option, boolean usual) {
      return read(
          option,
          usual,
          text ->
              switch (text.toLowerCase(Locale.ROOT)) {
                case "1", "yes", "true", "on" -> true;
                case "0", "no", "false", "off" -> false;
                default -> throw new IllegalArgumentException(text);
              },
          "yes or no");
    }

    private <T> T read(String option, T usual, Function<String, T> parser, String kind) {
      String text = options.getOrDefault(option, "").strip();
      try {
        return text.isEmpty() ? usual : parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw wrong(option + " is '" + text + "' and not " + kind).causedBy(e);
      }
    }

    private Fault wrong(String why) {
      return unreadable(file, "section [" + id + "]: " + why);
    }
  }
}
