package org.tmpfsroot.workbench.engine.docker;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.lock.LockPolicy;
import org.tmpfsroot.workbench.repository.RepositoryFiles;
import org.tmpfsroot.workbench.repository.RepositorySource;

/**
 * Repositories for dnf in a container: their metadata as it was read and checked here, so that dnf
 * decides on the same and needs no network for it.
 *
 * @param fetching whether dnf may ask the mirrors for packages that are not in the container
 */
record DnfRepositories(
    List<RepositoryFiles> repositories, ContainerChoices choices, boolean fetching) {
  /** Where they are in the container. */
  static final String FOLDER = "dnf";

  static final String CONFIGURATION = "/" + Container.WORK + "/" + FOLDER + "/dnf.conf";

  /** The files, and the configuration for dnf. */
  IsoTree tree(LockPolicy policy) {
    IsoTree tree = new IsoTree();
    for (RepositoryFiles each : repositories) {
      tree.file(path(each.source(), RepositoryFiles.REPOMD), IsoContent.ofBytes(each.repomd()));
      each.files()
          .forEach((path, file) -> tree.file(path(each.source(), path), IsoContent.ofFile(file)));
    }
    tree.file(
        "dnf.conf", IsoContent.ofBytes(configuration(policy).getBytes(StandardCharsets.UTF_8)));
    return tree;
  }

  /** Where a file of a repository is in the tree. */
  static String path(RepositorySource source, String location) {
    return source.id() + "/" + location;
  }

  /** A package's place on this machine, where a repository is a folder of it. */
  static java.util.Optional<Path> local(RepositoryFiles files, String location) {
    return files.mirrors().stream()
        .filter(mirror -> "file".equals(mirror.getScheme()))
        .map(mirror -> Path.of(mirror).resolve(location))
        .filter(java.nio.file.Files::isRegularFile)
        .findFirst();
  }

  private String configuration(LockPolicy policy) {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("[main]").add("reposdir=/nonexistent").add("cachedir=/" + Container.WORK + "/cache");
    // signatures are checked where the packages come out
    lines.add("gpgcheck=0").add("plugins=1").add("deltarpm=0").add("zchunk=0");
    lines.add("module_platform_id=platform:f" + choices.release());
    lines.add("install_weak_deps=" + policy.weakDependencies()).add("best=" + policy.best());
    choices.proxy().ifPresent(proxy -> lines.add("proxy=" + proxy));
    for (RepositoryFiles each : repositories) {
      RepositorySource source = each.source();
      lines.add("[" + source.id() + "]").add("name=" + source.id());
      lines.add("baseurl=" + String.join(" ", bases(each)));
      lines.add("priority=" + source.priority()).add("cost=" + source.cost());
      lines.add("enabled=1");
    }
    return lines.toString();
  }

  /** What is in the container comes first, and is asked for the metadata only. */
  private List<String> bases(RepositoryFiles files) {
    java.util.List<String> bases = new java.util.ArrayList<>();
    bases.add("file:///" + Container.WORK + "/" + FOLDER + "/" + files.source().id() + "/");
    if (fetching) {
      files.mirrors().stream()
          .filter(mirror -> !"file".equals(mirror.getScheme()))
          .map(URI::toString)
          .forEach(bases::add);
    }
    return bases;
  }
}
