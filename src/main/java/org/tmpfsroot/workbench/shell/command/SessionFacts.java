package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.Location;
import org.tmpfsroot.workbench.session.PackageRequest;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.session.Settings;
import org.tmpfsroot.workbench.session.UserChoice;

/** A session in a few lines. */
final class SessionFacts {
  private SessionFacts() {}

  /** In the order in which it is read; values are what {@code Output.show} takes. */
  static Map<String, Object> of(ImageSession session, Optional<Path> file, boolean unsaved) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", session.name());
    facts.put("file", file.map(Path::toString));
    facts.put("unsaved", unsaved);
    facts.put("release", session.release().number());
    facts.put("arch", session.release().arch());
    facts.put("base", session.release().image().map(Location::toString));
    facts.put("mirror", session.mirror().use().map(Location::toString));
    facts.put(
        "repositories", PackageSources.of(session).stream().map(RepositorySource::id).toList());
    facts.put(
        "packages", session.packages().requests().stream().map(PackageSpec::toString).toList());
    facts.put("excludes", session.packages().excludes());
    facts.put("disks", session.disks().disks().stream().map(Disk::name).toList());
    facts.put("mainDisk", session.disks().target().map(Disk::name));
    facts.put("partitions", session.disks().layout().mounts());
    facts.put("partitionsTotal", session.disks().layout().total());
    facts.put("settings", settings(session.settings()));
    facts.put("users", session.users().stream().map(UserChoice::name).toList());
    facts.put(
        "files",
        session.files().paths().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList());
    facts.put("engine", session.engine().kind().toString());
    facts.put("lockedPackages", session.lock().map(lock -> lock.packages().size()));
    facts.put("lockedDownload", session.lock().map(Lock::downloadSize).map(Size::new));
    facts.put("lockFits", session.lock().map(lock -> PackageRequest.fits(session, lock)));
    return facts;
  }

  static boolean isNothing(Object value) {
    return value.equals(Optional.empty()) || value.equals(List.of());
  }

  private static List<String> settings(Settings settings) {
    return settings.list().stream()
        .filter(entry -> settings.chosen().containsKey(entry.key().name()))
        .map(entry -> entry.key().name() + "=" + entry.shown())
        .toList();
  }
}
