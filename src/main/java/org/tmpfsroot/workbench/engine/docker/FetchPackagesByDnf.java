package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.repository.RepositoryFiles;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.step.FetchPackages;

/**
 * {@link FetchPackages} with the image's dnf, which brings what is not in the store yet into it.
 * What it brings is checked against the lock as ever, and what it cannot find is looked for as
 * ever.
 */
record FetchPackagesByDnf(FetchPackages step, RepositoryReader reader) implements ContainerWork {
  private static final String FETCHED = "fetched";
  private static final String PLACE = "/" + Container.WORK + "/" + FETCHED;

  @Override
  public void run(Workshop workshop, StepRun run) throws IOException {
    List<LockedPackage> wanted =
        step.lock().packages().stream()
            .filter(locked -> step.downloader().store().find(locked.digest()).isEmpty())
            .toList();
    if (!wanted.isEmpty()) {
      fetch(wanted, workshop, run);
    }
    step.run(run);
  }

  private void fetch(List<LockedPackage> wanted, Workshop workshop, StepRun run)
      throws IOException {
    List<RepositoryFiles> repositories = reader.files(step.places().repositories(), run.progress());
    boolean remote = false;
    IsoTree packages = new IsoTree();
    for (LockedPackage locked : wanted) {
      Optional<Path> local =
          repositories.stream()
              .filter(files -> files.source().id().equals(locked.repository()))
              .findFirst()
              .flatMap(files -> DnfRepositories.local(files, locked.location()));
      local.ifPresent(
          file ->
              packages.file(
                  locked.repository() + "/" + locked.location(), IsoContent.ofFile(file)));
      remote |= local.isEmpty();
    }
    try (Daemon daemon = workshop.daemon();
        Container container =
            remote
                ? workshop.fetchingContainer(daemon, step.id(), run)
                : workshop.container(daemon, step.id(), run)) {
      DnfRepositories dnf = new DnfRepositories(repositories, workshop.choices(), remote);
      IsoTree tree = dnf.tree(step.lock().policy());
      packages.nodes().forEach((path, node) -> add(tree, path, node));
      container.put(DnfRepositories.FOLDER, tree, Instant.EPOCH, run.progress());
      container.put(FETCHED, new IsoTree(), Instant.EPOCH, run.progress());
      workshop.run(container, command(wanted, workshop), run);
      Path fetched = Files.createDirectory(run.scratch().resolve(FETCHED));
      container.take(PLACE, fetched, run.progress());
      keep(wanted, fetched);
    }
  }

  private static void add(IsoTree tree, String path, IsoTree.Node node) {
    if (node instanceof IsoTree.Node.File file) {
      tree.file(path, file.content());
    }
  }

  private Command command(List<LockedPackage> wanted, Workshop workshop) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "dnf-3",
                "--quiet",
                "--assumeyes",
                "--config=" + DnfRepositories.CONFIGURATION,
                "--releasever=" + workshop.choices().release(),
                "--forcearch=" + step.lock().arch(),
                "download",
                "--downloaddir=" + PLACE));
    wanted.forEach(locked -> words.add(locked.nevra().toString()));
    return Command.of(PLACE, words).with(workshop.choices().proxyVariables());
  }

  private void keep(List<LockedPackage> wanted, Path fetched) throws IOException {
    for (LockedPackage locked : wanted) {
      Path file = fetched.resolve(locked.nevra().fileName());
      if (!Files.isRegularFile(file)) {
        continue;
      }
      Digest digest = locked.digest().algorithm().of(file);
      if (!digest.equals(locked.digest())) {
        throw Fault.world(
            "cannot use " + locked.nevra().fileName(),
            "what dnf fetched has " + digest + ", not the promised " + locked.digest(),
            "look at its mirror, or type `lock resolve`");
      }
      step.downloader().store().adopt(file, digest);
    }
  }
}
