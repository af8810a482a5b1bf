package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.lock.PackageSpec;

/**
 * What is asked for.
 *
 * @param requests in the order asked, none twice
 * @param excludes names or globs that must not come in, in the order typed
 */
public record PackageChoices(List<PackageSpec> requests, List<String> excludes) {
  /** Nothing asked for. */
  public static final PackageChoices NONE = new PackageChoices(List.of(), List.of());

  public PackageChoices {
    requests = requests.stream().distinct().toList();
    excludes = excludes.stream().distinct().toList();
  }

  public PackageChoices plus(List<PackageSpec> more) {
    return new PackageChoices(Stream.concat(requests.stream(), more.stream()).toList(), excludes);
  }

  /**
   * Without what was asked for or excluded.
   *
   * @throws Fault (usage) when it was neither
   */
  public PackageChoices minus(String typed) {
    PackageSpec spec = PackageSpec.parse(typed);
    if (!requests.contains(spec) && !excludes.contains(typed)) {
      List<String> known =
          Stream.concat(requests.stream().map(PackageSpec::toString), excludes.stream()).toList();
      throw Fault.usage(
          "cannot remove '" + typed + "'",
          Nearest.sentence(typed, known, "it is not among what was asked for"),
          "type `package list`");
    }
    return new PackageChoices(
        requests.stream().filter(request -> !request.equals(spec)).toList(),
        excludes.stream().filter(name -> !name.equals(typed)).toList());
  }

  /**
   * With more that must not come in.
   *
   * @throws Fault (usage) when one of it is no name, or is asked for by that name
   */
  public PackageChoices excluding(List<String> names) {
    for (String name : names) {
      PackageSpec spec = PackageSpec.parse(name);
      if (spec.kind() != PackageSpec.Kind.PACKAGE) {
        throw Fault.usage(
            "cannot exclude '" + name + "'",
            "packages are excluded by name, NEVRA or glob",
            "type `package exclude NAME`");
      }
      if (requests.contains(spec)) {
        throw Fault.usage(
            "cannot exclude '" + name + "'",
            "it is asked for",
            "type `package remove " + name + "` first");
      }
    }
    return new PackageChoices(requests, Stream.concat(excludes.stream(), names.stream()).toList());
  }
}
