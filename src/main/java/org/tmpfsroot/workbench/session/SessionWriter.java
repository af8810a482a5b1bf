package org.tmpfsroot.workbench.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Metalink;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Mirrorlist;
import org.tmpfsroot.workbench.repository.RepositorySource;

/** Puts what differs from a new session into a JSON tree, for a file in {@code folder}. */
record SessionWriter(Path folder, Path lockFile) {

  void write(ImageSession session, ObjectNode root) {
    root.put("name", session.name());
    release(session.release(), root);
    mirror(session.mirror(), root);
    repositories(session.repositories(), root);
    texts(root, "packages", session.packages().requests());
    texts(root, "excludes", session.packages().excludes());
    LayoutJson.write(session.disks(), root);
    if (!session.settings().chosen().isEmpty()) {
      ObjectNode settings = root.putObject("settings");
      session.settings().chosen().forEach(settings::put);
    }
    users(session, root);
    if (!session.files().paths().isEmpty()) {
      ObjectNode files = root.putObject("files");
      session.files().paths().forEach((kind, path) -> files.put(kind.toString(), shown(path)));
    }
    if (!session.engine().equals(EngineChoice.EMBEDDED)) {
      ObjectNode engine = root.putObject("engine");
      engine.put("kind", session.engine().kind().toString());
      session.engine().host().ifPresent(host -> engine.put("host", host));
    }
    session.lock().ifPresent(lock -> root.put("lock", shown(lockFile)));
  }

  private void release(ReleaseChoice release, ObjectNode root) {
    root.put("release", release.number());
    if (!release.arch().equals(ReleaseChoice.USUAL_ARCH)) {
      root.put("arch", release.arch());
    }
    place(root, "base", release.image());
    place(root, "checksum", release.checksum());
  }

  private void mirror(MirrorChoice mirror, ObjectNode root) {
    if (mirror.equals(MirrorChoice.FEDORA)) {
      return;
    }
    ObjectNode node = root.putObject("mirror");
    place(node, "use", mirror.use());
    texts(node, "gpgkeys", mirror.gpgKeys().stream().map(this::shown).toList());
    place(node, "archive", mirror.archive());
    place(node, "koji", mirror.koji());
  }

  private void repositories(RepositoryChoices repositories, ObjectNode root) {
    if (repositories.equals(RepositoryChoices.RELEASE)) {
      return;
    }
    ObjectNode node = root.putObject("repositories");
    texts(node, "removed", repositories.removed());
    if (!repositories.added().isEmpty()) {
      ArrayNode added = node.putArray("added");
      repositories.added().forEach(source -> repository(source, added.addObject()));
    }
  }

  private void repository(RepositorySource source, ObjectNode node) {
    node.put("id", source.id());
    if (source.location() instanceof Baseurl base) {
      texts(node, "baseurl", base.uris().stream().map(this::shown).toList());
    } else if (source.location() instanceof Metalink metalink) {
      node.put("metalink", shown(metalink.uri()));
    } else if (source.location() instanceof Mirrorlist list) {
      node.put("mirrorlist", shown(list.uri()));
    }
    texts(node, "gpgkeys", source.gpgKeys().stream().map(this::shown).toList());
    if (source.priority() != RepositorySource.USUAL_PRIORITY) {
      node.put("priority", source.priority());
    }
    if (source.cost() != RepositorySource.USUAL_COST) {
      node.put("cost", source.cost());
    }
    if (!source.signed()) {
      node.put("signed", false);
    }
    if (source.metadataSigned()) {
      node.put("metadataSigned", true);
    }
  }

  private void users(ImageSession session, ObjectNode root) {
    if (session.users().isEmpty()) {
      return;
    }
    ArrayNode users = root.putArray("users");
    for (UserChoice user : session.users()) {
      ObjectNode node = users.addObject();
      node.put("name", user.name());
      texts(node, "keys", user.keyFiles().stream().map(this::shown).toList());
      texts(node, "groups", user.groups());
      user.passwordHashFile().ifPresent(path -> node.put("password-hash-file", shown(path)));
    }
  }

  private void place(ObjectNode node, String name, Optional<Location> place) {
    place.ifPresent(location -> node.put(name, shown(location.uri())));
  }

  private String shown(URI uri) {
    return new Location(uri).path().map(this::shown).orElseGet(uri::toString);
  }

  private String shown(Path path) {
    return Paths.relative(folder, path);
  }

  private static void texts(ObjectNode node, String name, Collection<?> items) {
    if (!items.isEmpty()) {
      ArrayNode array = node.putArray(name);
      items.forEach(item -> array.add(item.toString()));
    }
  }
}
