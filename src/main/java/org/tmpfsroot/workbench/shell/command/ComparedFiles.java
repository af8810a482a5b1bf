package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.session.FileEffect;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.shell.Output;

/** What the user's own files are compared with, as far as it is at hand. */
final class ComparedFiles {
  private static final String BASE_STEP = "fetch-base";
  private static final String BASE_IMAGE = "base.iso";

  private final Builds builds;
  private final Resolvers resolvers;
  private final Output output;

  ComparedFiles(Builds builds, Resolvers resolvers, Output output) {
    this.builds = builds;
    this.resolvers = resolvers;
    this.output = output;
  }

  FileEffect.Known known() {
    ImageSession session = builds.session();
    Optional<Function<Set<String>, Map<String, String>>> owners =
        session.lock().isPresent() && session.files().of(FileKind.ROOT).isPresent()
            ? repositories(session).map(loaded -> paths -> owners(session, loaded, paths))
            : Optional.empty();
    return new FileEffect.Known(
        owners, session.files().of(FileKind.ISO_ROOT).isPresent() ? medium() : Optional.empty());
  }

  private Optional<LoadedRepositories> repositories(ImageSession session) {
    try {
      resolvers.of(PackageSources.of(session), session.release().arch(), output.progress());
      return resolvers.lastRead();
    } catch (Fault e) {
      output.progress().note("not compared with packages: " + e.what() + ": " + e.why());
      return Optional.empty();
    }
  }

  private static Map<String, String> owners(
      ImageSession session, LoadedRepositories loaded, Set<String> paths) {
    PackageIndex index = loaded.index();
    Map<Digest, String> locked =
        session.lock().stream()
            .flatMap(lock -> lock.packages().stream())
            .collect(
                Collectors.toMap(
                    LockedPackage::digest, each -> each.nevra().name(), (one, same) -> one));
    Map<String, String> owners = new HashMap<>();
    index
        .owning(paths)
        .forEach(
            (path, packages) -> {
              for (int number : packages) {
                String name = locked.get(index.digest(number));
                if (name != null) {
                  owners.put(path, name);
                }
              }
            });
    return owners;
  }

  private Optional<Set<String>> medium() {
    try {
      return builds.plan().steps().stream()
          .filter(step -> step.id().equals(BASE_STEP))
          .flatMap(step -> builds.cache().find(step).stream())
          .map(BuildCache.Entry::output)
          .map(folder -> folder.resolve(BASE_IMAGE))
          .map(ComparedFiles::paths)
          .findFirst();
    } catch (Fault e) {
      output.progress().note("not compared with the installer image: " + e.why());
      return Optional.empty();
    }
  }

  private static Set<String> paths(Path image) {
    try (IsoImage opened = IsoImage.open(image)) {
      return opened.entries().stream().map(IsoEntry::path).collect(Collectors.toSet());
    } catch (IOException e) {
      throw org.tmpfsroot.workbench.io.AtomicFile.cannotRead(image, e);
    }
  }
}
