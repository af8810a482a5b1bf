package org.tmpfsroot.workbench.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.tmpfsroot.workbench.lock.TextCase.Listed;
import org.tmpfsroot.workbench.lock.TextCase.Repo;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.testing.Peer;

/** Repositories of a page, of real packages: made by rpmbuild and createrepo_c. */
final class BuiltRepositories {
  private final Path folder;
  private final Map<String, Path> built = new HashMap<>();

  private BuiltRepositories(Path folder) {
    this.folder = folder;
  }

  /** Folders 0, 1 … in {@code folder}, one for each of the repositories. */
  static LoadedRepositories make(List<Repo> repos, Path folder) throws IOException {
    BuiltRepositories maker = new BuiltRepositories(folder);
    List<RepositorySource> sources = new ArrayList<>();
    for (Repo repo : repos) {
      Path place = folder.resolve(String.valueOf(sources.size()));
      maker.make(repo, Files.createDirectories(place));
      sources.add(
          new RepositorySource(
              repo.id(),
              Baseurl.of(place.toUri()),
              List.of(),
              repo.priority(),
              repo.cost(),
              true,
              false));
    }
    return Repositories.read(sources);
  }

  private void make(Repo repo, Path place) throws IOException {
    build(repo.packages());
    for (Listed pkg : repo.packages()) {
      Path rpm = Objects.requireNonNull(built.get(pkg.nevra().toString()));
      Files.createLink(place.resolve(rpm.getFileName()), rpm);
    }
    List<String> command = new ArrayList<>(List.of("createrepo_c", "-q", place.toString()));
    if (!repo.groups().isEmpty()) {
      Path groups = place.resolveSibling(repo.id() + "-comps.xml");
      Files.write(groups, repo.comps().write());
      command.addAll(List.of("-g", groups.toString()));
    }
    Peer.runIn(place, Map.of(), command).ok();
  }

  private record Spec(String target, int round) {}

  /** One specification makes many packages, but only one of each name and for one machine. */
  private void build(List<Listed> packages) throws IOException {
    Map<Spec, List<Listed>> specs = new LinkedHashMap<>();
    Map<String, Integer> versions = new HashMap<>();
    for (Listed pkg : packages) {
      if (!built.containsKey(pkg.nevra().toString())) {
        String target = pkg.nevra().arch().equals("i686") ? "i686" : "x86_64";
        int round = versions.getOrDefault(pkg.nevra().name() + target, 0) + 1;
        versions.put(pkg.nevra().name() + target, round);
        specs.computeIfAbsent(new Spec(target, round), any -> new ArrayList<>()).add(pkg);
      }
    }
    for (Map.Entry<Spec, List<Listed>> entry : specs.entrySet()) {
      Path out = Files.createTempDirectory(folder, "rpms");
      Path spec = Files.writeString(out.resolve("many.spec"), spec(entry.getValue()));
      Peer.runIn(
              out,
              Map.of("HOME", out.toString()),
              List.of(
                  "rpmbuild",
                  "-bb",
                  "--quiet",
                  "--target=" + entry.getKey().target(),
                  "--define=_topdir " + out,
                  "--define=_rpmdir " + out,
                  "--define=_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
                  "--define=debug_package %{nil}",
                  spec.toString()))
          .ok();
      for (Listed pkg : entry.getValue()) {
        built.put(pkg.nevra().toString(), out.resolve(pkg.nevra().fileName()));
      }
    }
  }

  private static String spec(List<Listed> packages) {
    StringBuilder spec =
        new StringBuilder("Name: many\nVersion: 1\nRelease: 1\nSummary: s\nLicense: MIT\n");
    spec.append("%description\nmany\n");
    StringBuilder install = new StringBuilder("%install\n");
    for (Listed pkg : packages) {
      String name = pkg.nevra().name();
      spec.append("%package -n ").append(name).append('\n');
      spec.append("Summary: s\nAutoReqProv: no\n");
      spec.append("Epoch: ").append(pkg.nevra().evr().epoch()).append('\n');
      spec.append("Version: ").append(pkg.nevra().evr().version()).append('\n');
      spec.append("Release: ").append(pkg.nevra().evr().release()).append('\n');
      spec.append(pkg.nevra().arch().equals("noarch") ? "BuildArch: noarch\n" : "");
      pkg.dependencies().forEach((kind, all) -> all.forEach(each -> spec.append(tag(kind, each))));
      spec.append("%description -n ").append(name).append("\n.\n%files -n ").append(name);
      for (String file : pkg.files()) {
        spec.append('\n').append(file);
        install.append("install -D /dev/null %{buildroot}").append(file).append('\n');
      }
      spec.append('\n');
    }
    return spec.append(install).toString();
  }

  /** {@code Requires: a >= 1}. */
  private static String tag(DependencyKind kind, Dependency dependency) {
    String name = kind.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + ": " + dependency + "\n";
  }
}
