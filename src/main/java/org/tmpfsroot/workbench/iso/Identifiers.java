package org.tmpfsroot.workbench.iso;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gives the names of one directory their shorter and poorer forms, each only once: names that
 * become the same end in numbers, by the order they come in.
 */
final class Identifiers {
  private static final int ISO_LONGEST = 30;
  private static final int ISO_DIRECTORY_LONGEST = 31;
  private static final int ISO_LONGEST_EXTENSION = 16;
  private static final int JOLIET_LONGEST = 62;
  private static final int JOLIET_LONGEST_EXTENSION = 16;
  private static final String JOLIET_FORBIDDEN = "*/:;?\\";

  private final Identifier.NameSpace space;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> nextNumbers = new HashMap<>();

  Identifiers(Identifier.NameSpace space) {
    this.space = space;
  }

  Identifier of(TreeNode node) {
    boolean directory = node.isDirectory();
    boolean iso = space == Identifier.NameSpace.ISO;
    int longest = !iso ? JOLIET_LONGEST : directory ? ISO_DIRECTORY_LONGEST : ISO_LONGEST;
    int dot = directory ? -1 : node.name().lastIndexOf('.');
    boolean split = dot > 0 && dot < node.name().length() - 1;
    String extension =
        !split
            ? ""
            : cut(
                allowed(node.name().substring(dot + 1)),
                iso ? ISO_LONGEST_EXTENSION : JOLIET_LONGEST_EXTENSION);
    String wanted = allowed(split ? node.name().substring(0, dot) : node.name());
    int room = longest - extension.length() - (split && !iso ? 1 : 0);
    return free(cut(wanted, room), extension, room, directory);
  }

  private Identifier free(String wanted, String extension, int room, boolean directory) {
    String name = wanted;
    while (!taken.add(name + "." + extension)) {
      int number = nextNumbers.merge(wanted + "." + extension, 1, Integer::sum);
      String digits = String.format(Locale.ROOT, "%03d", number);
      name = cut(wanted, room - digits.length()) + digits;
    }
    return new Identifier(space, name, extension, directory);
  }

  private String allowed(String name) {
    StringBuilder text = new StringBuilder();
    String source = space == Identifier.NameSpace.ISO ? name.toUpperCase(Locale.ROOT) : name;
    source.codePoints().forEach(c -> text.append(isAllowed(c) ? Character.toString(c) : "_"));
    return text.toString();
  }

  private boolean isAllowed(int c) {
    if (space == Identifier.NameSpace.ISO) {
      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return c >= ' ' && c <= 0xffff && JOLIET_FORBIDDEN.indexOf(c) < 0;
  }

  private static String cut(String name, int length) {
    return name.length() <= length ? name : name.substring(0, length);
  }
}
