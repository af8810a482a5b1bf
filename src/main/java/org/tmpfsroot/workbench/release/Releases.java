package org.tmpfsroot.workbench.release;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tmpfsroot.workbench.fault.Fault;

/** The releases this program knows. A release's file is read when it is first asked for. */
public final class Releases {
  private static final Map<Integer, Release> READ = new ConcurrentHashMap<>();

  private Releases() {}

  /** The known major versions, ascending. */
  public static List<Integer> numbers() {
    return new String(Resources.bytes("index"), StandardCharsets.US_ASCII)
        .lines()
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  /** Every known release, ascending. */
  public static List<Release> all() {
    return numbers().stream().map(Releases::of).toList();
  }

  /** The newest known release. */
  public static Release newest() {
    List<Integer> numbers = numbers();
    return of(numbers.get(numbers.size() - 1));
  }

  /**
   * The release with this major version.
   *
   * @throws Fault (usage) when it is not known
   */
  public static Release of(int number) {
    List<Integer> numbers = numbers();
    if (!numbers.contains(number)) {
      int first = numbers.get(0);
      int last = numbers.get(numbers.size() - 1);
      int nearest = Math.max(first, Math.min(last, number));
      throw Fault.usage(
          "Fedora " + number + " is not known",
          "known are " + first + " to " + last,
          "type `release use " + nearest + "` or see `release list`");
    }
    return READ.computeIfAbsent(number, each -> new Release(ReleaseData.read(each)));
  }
}
