package org.tmpfsroot.workbench.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.kickstart.Provided;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.rpm.PackagedFile;
import org.tmpfsroot.workbench.rpm.RpmFile;

/** What the locked packages bring, read off their lists of files. */
final class ProvidedByPackages {
  private static final Pattern UNIT =
      Pattern.compile("/(?:usr/)?lib/systemd/system/([^/]+\\.[a-z]+)");
  private static final Pattern PROGRAM = Pattern.compile("/(?:usr/)?s?bin/([^/]+)");

  private ProvidedByPackages() {}

  /**
   * @param files the RPM files of {@code lock}
   */
  static Provided of(Lock lock, List<Path> files) {
    Set<String> units = new TreeSet<>();
    Set<String> programs = new TreeSet<>();
    for (Path file : files) {
      Cancelled.check();
      for (PackagedFile packaged : RpmFile.read(file).files()) {
        add(UNIT, packaged.path(), units);
        add(PROGRAM, packaged.path(), programs);
      }
    }
    return new Provided(units, programs, lock.kernelRelease());
  }

  private static void add(Pattern pattern, String path, Set<String> names) {
    Matcher matcher = pattern.matcher(path);
    if (matcher.matches()) {
      names.add(matcher.group(1));
    }
  }
}
