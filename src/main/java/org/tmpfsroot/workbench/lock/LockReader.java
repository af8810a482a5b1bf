package org.tmpfsroot.workbench.lock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.lock.LockedPackage.Need;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * Reads what {@link LockWriter} writes, and nothing else: a lock decides what is installed, so what
 * is not understood is refused. Names and places become parts of paths, so nothing that could lead
 * elsewhere passes.
 */
final class LockReader {
  private static final int MOST_PACKAGES = 500_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,255}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._+~^]{1,255}");
  private static final Pattern ARCH = Pattern.compile("[A-Za-z0-9_]{1,32}");
  private static final Pattern WAY_OUT = Pattern.compile("(^|.*/)\\.\\.(/.*|$)");

  private LockReader() {}

  static Lock read(JsonNode root, String document) {
    LockFields fields = new LockFields(document, "$", root);
    int schema = (int) fields.number("schema", Integer.MAX_VALUE);
    if (schema != LockJson.SCHEMA) {
      throw fields.wrong("schema", "this program reads schema 1, not " + schema);
    }
    LockFields policy = fields.object("policy");
    Lock lock =
        new Lock(
            packages(fields),
            requests(fields),
            fields.texts("excludes"),
            fields.matching("arch", ARCH),
            repositories(fields),
            new LockPolicy(
                policy.flag("weakDependencies"), policy.flag("best"), policy.flag("closure")));
    policy.refuseOthers();
    fields.refuseOthers();
    return lock;
  }

  private static List<LockRequest.Wanted> requests(LockFields fields) {
    List<LockRequest.Wanted> requests = new ArrayList<>();
    for (LockFields each : fields.objects("requests")) {
      try {
        requests.add(
            new LockRequest.Wanted(PackageSpec.parse(each.text("spec")), each.text("reason")));
      } catch (Fault unreadable) {
        throw each.wrong("spec", unreadable.why()).causedBy(unreadable);
      }
      each.refuseOthers();
    }
    return requests;
  }

  private static List<LockedRepository> repositories(LockFields fields) {
    List<LockedRepository> repositories = new ArrayList<>();
    for (LockFields each : fields.objects("repositories")) {
      repositories.add(
          new LockedRepository(
              each.text("id"), each.text("revision"), digest(each, "repomd", each.text("repomd"))));
      each.refuseOthers();
    }
    return repositories;
  }

  private static List<LockedPackage> packages(LockFields fields) {
    List<LockFields> objects = fields.objects("packages");
    if (objects.size() > MOST_PACKAGES) {
      throw fields.wrong("packages", "there are more than " + MOST_PACKAGES);
    }
    List<LockedPackage> packages = new ArrayList<>(objects.size());
    Set<Nevra> seen = new HashSet<>();
    for (LockFields each : objects) {
      LockedPackage locked = lockedPackage(each);
      if (!seen.add(locked.nevra())) {
        throw each.wrong("name", locked.nevra() + " is there twice");
      }
      packages.add(locked);
    }
    return packages;
  }

  private static LockedPackage lockedPackage(LockFields each) {
    Nevra nevra =
        new Nevra(
            each.matching("name", NAME),
            new Evr(
                (int) each.number("epoch", Integer.MAX_VALUE),
                each.matching("version", VERSION),
                each.matching("release", VERSION)),
            each.matching("arch", ARCH));
    LockedPackage locked =
        new LockedPackage(
            nevra,
            each.text("repository"),
            location(each),
            each.number("size", Long.MAX_VALUE),
            each.number("installedSize", Long.MAX_VALUE),
            each.has("sha256")
                ? digest(each, "sha256", "sha256:" + each.text("sha256"))
                : digest(each, "digest", each.text("digest")),
            each.text("sourceRpm"),
            each.flag("requested"),
            needs(each));
    each.refuseOthers();
    return locked;
  }

  private static String location(LockFields each) {
    String location = each.text("location");
    if (location.isEmpty()
        || location.startsWith("/")
        || location.indexOf('\0') >= 0
        || WAY_OUT.matcher(location).matches()) {
      throw each.wrong("location", "'" + location + "' is not a path below a repository");
    }
    return location;
  }

  private static Digest digest(LockFields each, String key, String text) {
    int colon = text.indexOf(':');
    Optional<Digest> digest =
        colon < 0
            ? Optional.empty()
            : Digest.parse(text.substring(0, colon), text.substring(colon + 1));
    return digest
        .filter(known -> known.algorithm().isStrong())
        .orElseThrow(() -> each.wrong(key, "'" + text + "' is not a digest that proves anything"));
  }

  private static List<Need> needs(LockFields each) {
    List<String> by = each.texts("neededBy");
    List<String> what = each.texts("neededFor");
    if (by.size() != what.size()) {
      throw each.wrong("neededFor", "it must be as long as neededBy");
    }
    List<Need> needs = new ArrayList<>(by.size());
    for (int i = 0; i < by.size(); i++) {
      needs.add(need(by.get(i), what.get(i)));
    }
    return needs;
  }

  private static Need need(String by, String what) {
    for (DependencyKind kind : List.of(DependencyKind.RECOMMENDS, DependencyKind.SUPPLEMENTS)) {
      String prefix = kind.name().toLowerCase(Locale.ROOT) + " ";
      if (what.startsWith(prefix)) {
        return new Need(by, kind, what.substring(prefix.length()));
      }
    }
    return new Need(by, DependencyKind.REQUIRES, what);
  }
}
