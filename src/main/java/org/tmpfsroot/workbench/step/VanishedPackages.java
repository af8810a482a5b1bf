package org.tmpfsroot.workbench.step;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.download.Download;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.Presence;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.lock.Availability;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.PackagePlaces;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.PublicKeyInfo;

/**
 * Fetches locked packages, those that have left their repositories from an archive or a build
 * system. Nobody else is asked before a repository has failed.
 */
final class VanishedPackages {
  private final Downloader downloader;
  private final PackagePlaces places;
  private final List<byte[]> keys;
  private final StepRun run;

  /**
   * @param keys the packages may be signed with
   */
  VanishedPackages(Downloader downloader, PackagePlaces places, List<byte[]> keys, StepRun run) {
    this.downloader = downloader;
    this.places = places;
    this.keys = List.copyOf(keys);
    this.run = run;
  }

  /**
   * The file of each package, in the given order.
   *
   * @param downloads from the repositories
   * @throws Fault (session) when some are nowhere any more; (world) when nobody can tell
   */
  Map<LockedPackage, Path> fetchAll(Map<LockedPackage, Download> downloads) {
    try {
      return fetched(downloads);
    } catch (Fault fault) {
      if (fault.exitCode() != ExitCode.WORLD) {
        throw fault;
      }
      return fetched(withRefuges(downloads, fault));
    }
  }

  private Map<LockedPackage, Path> fetched(Map<LockedPackage, Download> downloads) {
    Map<Download, Path> files =
        downloader.fetchAll(List.copyOf(downloads.values()), run.progress());
    Map<LockedPackage, Path> fetched = new LinkedHashMap<>();
    downloads.forEach(
        (locked, download) -> {
          Path file = files.get(download);
          if (file == null) {
            throw new IllegalStateException(download.name() + " was not fetched");
          }
          fetched.put(locked, file);
        });
    return fetched;
  }

  private Map<LockedPackage, Download> withRefuges(
      Map<LockedPackage, Download> downloads, Fault fault) {
    List<LockedPackage> wanted =
        downloads.keySet().stream()
            .filter(locked -> downloader.store().find(locked.digest()).isEmpty())
            .toList();
    List<String> signers = KeyRing.of(keys).keys().stream().map(PublicKeyInfo::shortId).toList();
    List<Availability.Missing> missing =
        new Availability(downloader).missing(wanted, places, signers, run.progress());
    List<Availability.Missing> lost =
        missing.stream().filter(each -> each.refuges().isEmpty()).toList();
    // what is there and not whole, or not to be reached, the fault says better
    if (missing.isEmpty() || lost.stream().anyMatch(each -> each.state() != Presence.GONE)) {
      throw fault;
    }
    if (!lost.isEmpty()) {
      lost.forEach(
          each -> run.blame(name(each), "is " + each.inRepository() + ", and nobody else has it"));
      throw Fault.session(
              "cannot fetch "
                  + (lost.size() == 1 ? name(lost.get(0)) : lost.size() + " of the packages"),
              String.join(", ", lost.stream().map(VanishedPackages::name).limit(5).toList())
                  + (lost.size() > 5 ? " …" : "")
                  + (lost.size() == 1 ? " is" : " are")
                  + " neither in the repositories nor in an archive or build system",
              "choose others with `lock resolve`, or name a place with `mirror koji URL`")
          .causedBy(fault);
    }
    Map<LockedPackage, Download> elsewhere = new LinkedHashMap<>(downloads);
    for (Availability.Missing each : missing) {
      // a server that was only asked for the size may have another file of that size
      List<URI> addresses =
          each.refuges().stream().flatMap(refuge -> refuge.addresses().stream()).toList();
      run.warn(
          name(each),
          "is " + each.inRepository() + "; taken from: " + String.join(" or ", each.elsewhere()));
      elsewhere.put(each.locked(), FetchPackages.download(each.locked(), addresses));
    }
    return elsewhere;
  }

  private static String name(Availability.Missing missing) {
    return missing.locked().nevra().nvr();
  }
}
