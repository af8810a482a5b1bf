package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** dnf for Fedora 44, with repositories in folders and nothing of this machine's own settings. */
public final class Dnf {
  private final Path folder;
  private final List<String> options = new ArrayList<>();

  private Dnf(Path folder) {
    this.folder = folder;
  }

  /** Everything it keeps, and the root it installs to, is below {@code parent}. */
  public static Dnf in(Path parent) {
    try {
      Path folder = Files.createTempDirectory(parent, "dnf");
      Dnf dnf = new Dnf(folder);
      dnf.options.addAll(
          List.of(
              "--disableplugin=*",
              "--setopt=plugins=0",
              "--setopt=reposdir=/nonexistent",
              "--setopt=varsdir=/nonexistent",
              "--setopt=module_platform_id=platform:f44",
              "--setopt=install_weak_deps=False",
              "--setopt=tsflags=noscripts",
              "--setopt=cachedir=" + folder.resolve("cache"),
              "--setopt=persistdir=" + folder.resolve("persist"),
              "--setopt=logdir=" + folder,
              "--releasever=44",
              "--forcearch=x86_64",
              "--installroot=" + dnf.root()));
      return dnf;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path root() {
    return folder.resolve("root");
  }

  /** With a repository whose signatures do not count. */
  public Dnf repository(String id, Path place) {
    return with(id, place, "gpgcheck=0");
  }

  /** With a repository whose packages must be signed by the key in that file. */
  public Dnf repository(String id, Path place, Path key) {
    return with(id, place, "gpgcheck=1", "gpgkey=" + key.toUri());
  }

  private Dnf with(String id, Path place, String... settings) {
    options.add("--repofrompath=" + id + "," + place.toUri());
    for (String setting : settings) {
      options.add("--setopt=" + id + "." + setting);
    }
    return this;
  }

  /** Answers yes to every question. */
  public Peer.Result run(String... words) {
    return run(List.of(words));
  }

  public Peer.Result run(List<String> words) {
    List<String> command = new ArrayList<>(List.of("dnf", "-q", "-y"));
    command.addAll(options);
    command.addAll(words);
    return Peer.runIn(folder, Map.of(), command);
  }

  /** The packages that are in the root, as {@code format} says, sorted. */
  public List<String> installed(String format) {
    return Peer.run("rpm", "--root", root().toString(), "-qa", "--qf", format + "\n")
        .ok()
        .lines()
        .sorted()
        .toList();
  }
}
