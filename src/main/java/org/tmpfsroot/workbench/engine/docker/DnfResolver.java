package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockRequest;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryFiles;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;

/** Has the image's dnf choose the packages. */
record DnfResolver(RepositoryReader reader, Resolvers resolvers) {
  private static final String RESOLVING = "lock-resolve";
  private static final String SCRIPT = "solve.py";
  private static final String FORMAT = "%{name} %{epoch} %{version} %{release} %{arch} %{repoid}";
  private static final int FIELDS = 6;

  /**
   * The packages dnf would install into an empty root, or for a closure all that its {@code
   * repoquery} finds.
   *
   * @throws Fault (session) with dnf's own words when there is no solution
   */
  Lock resolve(
      LockRequest request, List<RepositorySource> sources, Workshop workshop, Progress progress) {
    List<RepositoryFiles> repositories = reader.files(sources, progress);
    Map<Nevra, String> chosen = new LinkedHashMap<>();
    try (Daemon daemon = workshop.daemon();
        Container container = workshop.container(daemon, RESOLVING, progress)) {
      IsoTree tree =
          new DnfRepositories(repositories, workshop.choices(), false).tree(request.policy());
      tree.file(SCRIPT, IsoContent.ofBytes(script()));
      container.put(DnfRepositories.FOLDER, tree, Instant.EPOCH, progress);
      if (request.policy().closure()) {
        List<String> seeds = request.wanted().stream().map(each -> each.spec().toString()).toList();
        chosen.putAll(ask(container, query(request, workshop, List.of("--latest-limit=1"), seeds)));
        List<String> found = chosen.keySet().stream().map(Nevra::toString).toList();
        chosen.putAll(
            ask(
                container,
                query(
                    request,
                    workshop,
                    List.of("--latest-limit=1", "--requires", "--resolve", "--recursive"),
                    found)));
      } else {
        chosen.putAll(ask(container, solving(request, workshop)));
      }
    }
    return resolvers.of(sources, request.arch(), progress).chosen(request, chosen);
  }

  private static byte[] script() {
    try (InputStream in = DnfResolver.class.getResourceAsStream("/docker/" + SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + SCRIPT);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Command solving(LockRequest request, Workshop workshop) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "/usr/bin/python3",
                "/" + Container.WORK + "/" + DnfRepositories.FOLDER + "/" + SCRIPT,
                DnfRepositories.CONFIGURATION,
                request.arch(),
                String.valueOf(workshop.choices().release())));
    words.addAll(request.excludes());
    words.add("--");
    request.wanted().forEach(wanted -> words.add(wanted.spec().toString()));
    return Command.of("/" + Container.WORK, words);
  }

  private static Command query(
      LockRequest request, Workshop workshop, List<String> options, List<String> packages) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "dnf-3",
                "--quiet",
                "--config=" + DnfRepositories.CONFIGURATION,
                "--releasever=" + workshop.choices().release(),
                "--forcearch=" + request.arch(),
                "repoquery",
                "--arch=" + request.arch() + ",noarch",
                "--queryformat=" + FORMAT));
    request.excludes().forEach(each -> words.add("--exclude=" + each));
    words.addAll(options);
    words.addAll(packages);
    return Command.of("/" + Container.WORK, words);
  }

  private static Map<Nevra, String> ask(Container container, Command command) {
    Map<Nevra, String> packages = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    Ending ending =
        container.run(
            command,
            (type, line) -> {
              String[] fields = line.split(" ", -1);
              if (type == StreamType.STDERR) {
                errors.add(line.strip());
              } else if (fields.length == FIELDS) {
                packages.put(nevra(fields), fields[FIELDS - 1]);
              }
            });
    if (!ending.isGood()) {
      throw Fault.session(
          "dnf finds no packages that fit together",
          errors.isEmpty() ? "it " + ending.inWords() : String.join(" / ", errors),
          "ask for less, or for other versions; `engine use embedded` explains more");
    }
    return packages;
  }

  private static Nevra nevra(String[] fields) {
    return new Nevra(
        fields[0], new Evr(Integer.parseInt(fields[1]), fields[2], fields[3]), fields[4]);
  }
}
