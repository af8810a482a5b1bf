package org.tmpfsroot.workbench.rpm;

import java.util.Optional;

/**
 * Epoch, version and release, ordered as rpm orders them. An absent epoch is 0; an absent release
 * is the empty string.
 *
 * @param epoch 0 when absent
 * @param version may hold {@code ~} (sorts before) and {@code ^} (sorts after)
 * @param release empty when absent
 */
public record Evr(int epoch, String version, String release) implements Comparable<Evr> {
  /** No version at all: what an unversioned capability carries. */
  public static final Evr NONE = new Evr(0, "", "");

  /**
   * Reads {@code [epoch:]version[-release]}; an epoch that is no number counts as part of the
   * version, as in rpm.
   */
  public static Evr parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    int epoch = 0;
    String rest = text;
    int colon = text.indexOf(':');
    if (colon >= 0) {
      Optional<Integer> number = epochOf(text.substring(0, colon));
      if (number.isPresent()) {
        epoch = number.get();
        rest = text.substring(colon + 1);
      }
    }
    int dash = rest.lastIndexOf('-');
    return dash < 0
        ? new Evr(epoch, rest, "")
        : new Evr(epoch, rest.substring(0, dash), rest.substring(dash + 1));
  }

  private static Optional<Integer> epochOf(String digits) {
    if (digits.isEmpty()) {
      return Optional.of(0);
    }
    if (digits.length() > 10 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    long value = Long.parseLong(digits);
    return value > Integer.MAX_VALUE ? Optional.empty() : Optional.of((int) value);
  }

  public boolean hasRelease() {
    return !release.isEmpty();
  }

  @Override
  public int compareTo(Evr other) {
    int byEpoch = Integer.compare(epoch, other.epoch);
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byVersion = RpmVersionOrder.compare(version, other.version);
    return byVersion != 0 ? byVersion : RpmVersionOrder.compare(release, other.release);
  }

  /** Compares as a dependency does: a release that is absent on either side equals any. */
  public int compareAsDependency(Evr other) {
    return hasRelease() && other.hasRelease()
        ? compareTo(other)
        : new Evr(epoch, version, "").compareTo(new Evr(other.epoch, other.version, ""));
  }

  /** {@code version-release}, or {@code version} alone: never with an epoch. */
  public String withoutEpoch() {
    return hasRelease() ? version + "-" + release : version;
  }

  /** {@code [epoch:]version[-release]}; epoch 0 is left out. */
  @Override
  public String toString() {
    return epoch == 0 ? withoutEpoch() : epoch + ":" + withoutEpoch();
  }
}
