package org.tmpfsroot.workbench.step;

import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.SignatureVerdict;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.rpm.Integrity;
import org.tmpfsroot.workbench.step.TrustPolicy.Doubt;
import org.tmpfsroot.workbench.step.TrustPolicy.Reaction;

/** Decides whether a package may go onto a medium: by its digests, and by who signed it. */
final class PackageTrust {
  private static final long LARGEST_KEY = 1 << 20;

  private final KeyRing common;
  private final TrustPolicy policy;
  private final Downloader downloader;
  private final StepRun run;
  private final Map<String, KeyRing> byRepository = new HashMap<>();

  /**
   * @param keys trusted for every repository
   */
  PackageTrust(List<byte[]> keys, TrustPolicy policy, Downloader downloader, StepRun run) {
    this.common = KeyRing.of(keys);
    this.policy = policy;
    this.downloader = downloader;
    this.run = run;
  }

  /**
   * What was found of a package, and what is to be made of it.
   *
   * @param warned whether the user is told
   * @param finding empty where there is nothing to say
   * @param refusal present when it must not be used
   */
  record Verdict(boolean warned, String finding, Optional<Fault> refusal) {}

  /**
   * Reads the package: it is refused when it is not whole, or when no trusted key has signed it
   * although its repository's packages must be and the policy does not let it pass. Several threads
   * may ask at once.
   */
  Verdict judge(LockedPackage locked, RepositorySource source, Path file) {
    Integrity integrity = Integrity.check(file, ring(source));
    if (integrity.signer().isPresent()) {
      return new Verdict(false, "", Optional.empty());
    }
    Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    boolean wrong = !integrity.isWhole();
    for (Integrity.SignatureResult signature : integrity.signatures()) {
      if (!signature.verdict().isGood()) {
        Optional<Doubt> doubt = doubt(signature.verdict());
        doubt.ifPresent(doubts::add);
        wrong |= doubt.isEmpty();
      }
    }
    if (doubts.isEmpty()) {
      doubts.add(integrity.signatures().isEmpty() ? Doubt.UNSIGNED : Doubt.WEAK);
    }
    Reaction reaction =
        source.signed()
            ? doubts.stream().map(policy::reaction).max(Comparator.naturalOrder()).orElseThrow()
            : Reaction.ACCEPT;
    boolean refused = wrong || reaction == Reaction.REFUSE;
    return new Verdict(
        reaction == Reaction.WARN,
        locked.nevra() + ": " + integrity.inWords(),
        refused ? Optional.of(refused(locked, source, integrity)) : Optional.empty());
  }

  /**
   * Acts on a verdict.
   *
   * @throws Fault (world) when the package is refused
   */
  void heed(Verdict verdict) {
    if (verdict.refusal().isPresent()) {
      throw verdict.refusal().get();
    }
    if (verdict.warned()) {
      run.progress().note(verdict.finding());
    } else if (!verdict.finding().isEmpty()) {
      run.log().line(verdict.finding());
    }
  }

  /** Empty for a signature that is wrong, which nothing excuses. */
  private static Optional<Doubt> doubt(SignatureVerdict verdict) {
    if (verdict instanceof SignatureVerdict.Unknown) {
      return Optional.of(Doubt.UNKNOWN);
    }
    if (verdict instanceof SignatureVerdict.Expired) {
      return Optional.of(Doubt.EXPIRED);
    }
    if (verdict instanceof SignatureVerdict.Revoked) {
      return Optional.of(Doubt.REVOKED);
    }
    return verdict instanceof SignatureVerdict.Weak ? Optional.of(Doubt.WEAK) : Optional.empty();
  }

  private static Fault refused(LockedPackage locked, RepositorySource source, Integrity integrity) {
    return Fault.world(
        "cannot trust " + locked.nevra() + " of the repository " + source.id(),
        integrity.inWords(),
        source.gpgKeys().isEmpty()
            ? "name its key: `repository add ID --baseurl URL --gpgkey FILE`"
            : "look for a repository whose packages are signed with its key");
  }

  private synchronized KeyRing ring(RepositorySource source) {
    return byRepository.computeIfAbsent(
        source.id(),
        id -> {
          KeyRing ring = common;
          for (URI key : source.gpgKeys()) {
            ring = ring.plus(fetched(id, key));
          }
          return ring;
        });
  }

  private KeyRing fetched(String id, URI key) {
    if (key.getScheme().equals("http")) {
      throw Fault.session(
          "cannot use the key " + key + " of the repository " + id,
          "anybody on the way could change it",
          "name it by https: or as a file: `repository add ID --baseurl URL --gpgkey FILE`");
    }
    String name = "the key of the repository " + id;
    byte[] bytes = downloader.fetchBytes(name, List.of(key), LARGEST_KEY, run.progress());
    KeyRing ring = KeyRing.of(key.toString(), bytes);
    ring.keys().forEach(info -> run.log().line(name + ": " + info));
    return ring;
  }
}
