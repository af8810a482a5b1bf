package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.download.Download;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Parallel;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.PackagePlaces;
import org.tmpfsroot.workbench.repository.PackageMirrors;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.rpm.RpmFile;

/**
 * Brings the locked packages here, wherever they come from checked against the lock's digests and
 * the signatures inside them. The output holds them by their usual names.
 *
 * @param places the session's repositories, and where to look for what has left them
 * @param keys trusted for every repository, armored or binary
 */
public record FetchPackages(
    Lock lock, PackagePlaces places, List<byte[]> keys, TrustPolicy policy, Downloader downloader)
    implements Step {
  public static final String ID = "fetch-packages";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "fetching " + lock.packages().size() + " packages";
  }

  @Override
  public List<String> takesFrom() {
    return List.of();
  }

  @Override
  public boolean fetches() {
    return true;
  }

  @Override
  public StepKey key() {
    StepKey key =
        StepKey.of(ID, 1)
            .withAll("key", keys.stream().map(Digest::sha256Of).toList())
            .withAll("policy", policy.lines());
    for (RepositorySource source : places.repositories()) {
      key =
          source.signed()
              ? key.withAll("key of " + source.id(), source.gpgKeys())
              : key.with("unsigned", source.id());
    }
    for (LockedPackage locked : lock.packages()) {
      key = key.with("package", locked.nevra() + " " + locked.repository() + " " + locked.digest());
    }
    return key;
  }

  @Override
  public void run(StepRun run) throws IOException {
    Map<LockedPackage, Download> downloads = new LinkedHashMap<>();
    PackageMirrors mirrors = new PackageMirrors(downloader, run.progress());
    for (LockedPackage locked : lock.packages()) {
      boolean known = downloader.store().find(locked.digest()).isPresent();
      downloads.put(locked, download(locked, known ? List.of() : addresses(locked, mirrors)));
    }
    Map<LockedPackage, Path> files =
        new VanishedPackages(downloader, places, keys, run).fetchAll(downloads);
    checkSignatures(files, run);
    for (Map.Entry<LockedPackage, Path> entry : files.entrySet()) {
      Cancelled.check();
      LockedPackage locked = entry.getKey();
      Path place = run.output().resolve(locked.nevra().fileName());
      StoredFiles.place(entry.getValue(), place);
      if (locked.digest().algorithm() == Digest.Algorithm.SHA256) {
        run.vouch(place, locked.digest());
      }
    }
  }

  /** Each package is read whole, so all processors are at it; what is found is told in order. */
  private void checkSignatures(Map<LockedPackage, Path> files, StepRun run) {
    PackageTrust trust = new PackageTrust(keys, policy, downloader, run);
    try (Progress.Task task = run.progress().begin("checking signatures", lock.downloadSize())) {
      Parallel.map(
              List.copyOf(files.entrySet()),
              Runtime.getRuntime().availableProcessors(),
              entry -> {
                LockedPackage locked = entry.getKey();
                requireName(locked, entry.getValue());
                PackageTrust.Verdict verdict =
                    trust.judge(locked, source(locked), entry.getValue());
                task.advance(locked.size());
                return verdict;
              })
          .forEach(trust::heed);
    }
  }

  static Download download(LockedPackage locked, List<URI> addresses) {
    return Download.pinned(locked.nevra().fileName(), addresses, locked.size(), locked.digest());
  }

  private List<URI> addresses(LockedPackage locked, PackageMirrors mirrors) {
    return mirrors.addresses(source(locked), locked.location());
  }

  private RepositorySource source(LockedPackage locked) {
    return places.repositories().stream()
        .filter(source -> source.id().equals(locked.repository()))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.session(
                    "cannot fetch " + locked.nevra(),
                    "the lock has it from the repository "
                        + locked.repository()
                        + ", which the session does not have",
                    "type `repository add "
                        + locked.repository()
                        + " --baseurl URL`, or `lock resolve`"));
  }

  private static void requireName(LockedPackage locked, Path file) {
    RpmFile rpm = RpmFile.read(file);
    if (!rpm.nevra().equals(locked.nevra())) {
      throw Fault.session(
          "cannot use the lock",
          "what it calls " + locked.nevra() + " is " + rpm.nevra(),
          "type `lock resolve`");
    }
  }

  /** The place of every package, from this step's output. */
  static List<Path> files(StepRun run, Lock lock) {
    List<Path> files = new ArrayList<>();
    for (LockedPackage locked : lock.packages()) {
      files.add(folder(run).resolve(locked.nevra().fileName()));
    }
    return files;
  }

  /** The folder with all packages, from this step's output. */
  static Path folder(StepRun run) {
    return run.input(ID);
  }
}
