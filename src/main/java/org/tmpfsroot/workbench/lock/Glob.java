package org.tmpfsroot.workbench.lock;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Shell wildcards: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}. */
final class Glob {
  private Glob() {}

  static boolean isOne(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /** Whether a whole text is meant by {@code glob}; without wildcards, whether it is the same. */
  static Predicate<String> matcher(String glob) {
    if (!isOne(glob)) {
      return glob::equals;
    }
    try {
      return Pattern.compile(regex(glob), Pattern.DOTALL).asMatchPredicate();
    } catch (PatternSyntaxException e) {
      return glob::equals;
    }
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (close > 0) {
        String set = glob.substring(i + 1, close);
        String plain = set.startsWith("!") || set.startsWith("^") ? set.substring(1) : set;
        regex
            .append(plain.length() < set.length() ? "[^" : "[")
            .append(plain.replace("\\", "\\\\").replace("[", "\\[").replace("&", "\\&"))
            .append(']');
        i = close;
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
