package org.tmpfsroot.workbench.rpm;

/**
 * The order of version strings, as rpm's {@code rpmvercmp}: runs of digits by value, runs of
 * letters by ASCII, digits above letters, {@code ~} below everything (the end of the string too),
 * {@code ^} above the end and below anything else.
 */
final class RpmVersionOrder {
  private RpmVersionOrder() {}

  /** Negative, zero or positive, as {@link java.util.Comparator}. */
  static int compare(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      i = skipSeparators(a, i);
      j = skipSeparators(b, j);
      char first = i < a.length() ? a.charAt(i) : '\0';
      char second = j < b.length() ? b.charAt(j) : '\0';
      if (first == '~' || second == '~') {
        if (first != second) {
          return first == '~' ? -1 : 1;
        }
        i++;
        j++;
        continue;
      }
      if (first == '^' || second == '^') {
        if (first == second) {
          i++;
          j++;
          continue;
        }
        if (first == '\0') {
          return -1;
        }
        if (second == '\0') {
          return 1;
        }
        return first == '^' ? -1 : 1;
      }
      if (first == '\0' || second == '\0') {
        break;
      }
      boolean numeric = isDigit(first);
      int endA = runEnd(a, i, numeric);
      int endB = runEnd(b, j, numeric);
      if (endB == j) {
        return numeric ? 1 : -1;
      }
      int order =
          numeric ? compareNumbers(a, i, endA, b, j, endB) : compareLetters(a, i, endA, b, j, endB);
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int skipSeparators(String s, int from) {
    int i = from;
    while (i < s.length()
        && !isDigit(s.charAt(i))
        && !isLetter(s.charAt(i))
        && s.charAt(i) != '~'
        && s.charAt(i) != '^') {
      i++;
    }
    return i;
  }

  private static int runEnd(String s, int from, boolean numeric) {
    int i = from;
    while (i < s.length() && (numeric ? isDigit(s.charAt(i)) : isLetter(s.charAt(i)))) {
      i++;
    }
    return i;
  }

  private static int compareNumbers(
      String a, int startA, int endA, String b, int startB, int endB) {
    int i = startA;
    int j = startB;
    while (i < endA && a.charAt(i) == '0') {
      i++;
    }
    while (j < endB && b.charAt(j) == '0') {
      j++;
    }
    return endA - i != endB - j
        ? Integer.compare(endA - i, endB - j)
        : compareLetters(a, i, endA, b, j, endB);
  }

  private static int compareLetters(
      String a, int startA, int endA, String b, int startB, int endB) {
    return a.substring(startA, endA).compareTo(b.substring(startB, endB));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
