package org.tmpfsroot.workbench.lock;

import java.util.List;

/**
 * What is to be locked.
 *
 * @param wanted in the order asked, which is the order dnf marks them in
 * @param excludes names, globs or NEVRAs that must not be chosen, whoever needs them
 * @param arch of the image: {@code x86_64} or {@code aarch64}
 * @param policy how to choose
 */
public record LockRequest(
    List<Wanted> wanted, List<String> excludes, String arch, LockPolicy policy) {

  /**
   * One thing asked for.
   *
   * @param reason why it is asked for: {@link #USER}, or the word shown to the user for what asks
   *     ({@code installer})
   */
  public record Wanted(PackageSpec spec, String reason) {
    /** The reason of what the user typed. */
    public static final String USER = "user";

    public static Wanted byUser(PackageSpec spec) {
      return new Wanted(spec, USER);
    }
  }

  public LockRequest {
    wanted = List.copyOf(wanted);
    excludes = List.copyOf(excludes);
  }

  public LockRequest withPolicy(LockPolicy other) {
    return new LockRequest(wanted, excludes, arch, other);
  }
}
