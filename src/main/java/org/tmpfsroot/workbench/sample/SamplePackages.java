package org.tmpfsroot.workbench.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.openpgp.SigningKey;
import org.tmpfsroot.workbench.repository.Comps;
import org.tmpfsroot.workbench.repository.PackageMetadata;
import org.tmpfsroot.workbench.repository.RepodataWriter;
import org.tmpfsroot.workbench.rpm.RpmFile;

/** Writes a repository of stand-ins: signed packages and metadata. */
final class SamplePackages {
  private static final String UPDATES = "updates";

  private SamplePackages() {}

  static List<StandIn> of(String repositoryId) {
    return repositoryId.equals(UPDATES)
        ? ServicePackages.updates()
        : Stream.of(BaseSystem.packages(), BootPackages.packages(), ServicePackages.packages())
            .flatMap(List::stream)
            .toList();
  }

  static void write(String repositoryId, Path root, SigningKey key, Progress progress)
      throws IOException {
    List<StandIn> standIns = of(repositoryId);
    List<PackageMetadata> metadata = new ArrayList<>();
    try (Progress.Task task = progress.begin("making packages of " + repositoryId, -1)) {
      for (StandIn standIn : standIns) {
        Cancelled.check();
        byte[] bytes = standIn.bytes(key);
        String location = location(standIn);
        Path file = root.resolve(location);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        metadata.add(PackageMetadata.of(RpmFile.read(file), location, Digest.sha256Of(bytes)));
        task.advance(bytes.length);
      }
    }
    RepodataWriter writer = RepodataWriter.at(StandIn.MADE);
    (repositoryId.equals(UPDATES) ? writer : writer.withGroups(groups())).write(metadata, root);
  }

  private static String location(StandIn standIn) {
    String file = standIn.nevra().fileName();
    return "Packages/" + file.substring(0, 1).toLowerCase(Locale.ROOT) + "/" + file;
  }

  private static Comps groups() {
    Comps.Group core =
        group("core", "Core", "What every installation has", "bash", "coreutils", "setup");
    Comps.Group server =
        new Comps.Group(
            "headless-management",
            "Headless Management",
            "Looked after from afar",
            List.of(
                Comps.Member.mandatory("openssh-server"),
                new Comps.Member("firewalld", Comps.MemberKind.DEFAULT, ""),
                new Comps.Member("tmux", Comps.MemberKind.OPTIONAL, ""),
                new Comps.Member("audit", Comps.MemberKind.CONDITIONAL, "systemd")));
    Comps.Group containers =
        group("container-management", "Container Management", "Containers", "moby-engine");
    Comps.Environment environment =
        new Comps.Environment(
            "server-product-environment",
            "Fedora Server Edition",
            "A server",
            List.of(core.id(), server.id()),
            List.of(new Comps.OptionalGroup(containers.id(), false)));
    TreeMap<String, Comps.Group> groups = new TreeMap<>();
    Stream.of(core, server, containers).forEach(group -> groups.put(group.id(), group));
    TreeMap<String, Comps.Environment> environments = new TreeMap<>();
    environments.put(environment.id(), environment);
    return new Comps(groups, environments);
  }

  private static Comps.Group group(String id, String name, String about, String... packages) {
    return new Comps.Group(
        id, name, about, Stream.of(packages).map(Comps.Member::mandatory).toList());
  }
}
