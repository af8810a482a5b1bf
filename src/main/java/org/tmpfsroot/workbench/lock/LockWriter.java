package org.tmpfsroot.workbench.lock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.lock.LockedPackage.Need;
import org.tmpfsroot.workbench.repository.DependencyKind;

/** Puts a lock into the shape {@link LockJson} describes. */
record LockWriter(JsonNodeFactory nodes) {

  ObjectNode tree(Lock lock) {
    ObjectNode root = nodes.objectNode();
    root.put("schema", LockJson.SCHEMA);
    root.put("arch", lock.arch());
    root.putObject("policy")
        .put("weakDependencies", lock.policy().weakDependencies())
        .put("best", lock.policy().best())
        .put("closure", lock.policy().closure());
    ArrayNode requests = root.putArray("requests");
    lock.requests()
        .forEach(
            wanted ->
                requests
                    .addObject()
                    .put("spec", wanted.spec().toString())
                    .put("reason", wanted.reason()));
    ArrayNode excludes = root.putArray("excludes");
    lock.excludes().forEach(excludes::add);
    ArrayNode repositories = root.putArray("repositories");
    lock.repositories()
        .forEach(
            repository ->
                repositories
                    .addObject()
                    .put("id", repository.id())
                    .put("revision", repository.revision())
                    .put("repomd", repository.repomd().toString()));
    ArrayNode packages = root.putArray("packages");
    lock.packages().forEach(locked -> packages.add(packageTree(locked)));
    return root;
  }

  private ObjectNode packageTree(LockedPackage locked) {
    ObjectNode node = nodes.objectNode();
    node.put("name", locked.nevra().name());
    node.put("epoch", locked.nevra().evr().epoch());
    node.put("version", locked.nevra().evr().version());
    node.put("release", locked.nevra().evr().release());
    node.put("arch", locked.nevra().arch());
    node.put("repository", locked.repository());
    node.put("location", locked.location());
    node.put("size", locked.size());
    node.put("installedSize", locked.installedSize());
    if (locked.digest().algorithm() == Digest.Algorithm.SHA256) {
      node.put("sha256", locked.digest().hex());
    } else {
      node.put("digest", locked.digest().toString());
    }
    node.put("sourceRpm", locked.sourceRpm());
    node.put("requested", locked.requested());
    ArrayNode by = node.putArray("neededBy");
    ArrayNode what = node.putArray("neededFor");
    for (Need need : locked.neededBy()) {
      by.add(need.by());
      what.add(
          need.kind() == DependencyKind.REQUIRES
              ? need.capability()
              : need.kind().name().toLowerCase(Locale.ROOT) + " " + need.capability());
    }
    return node;
  }
}
