package org.tmpfsroot.workbench.io;

import java.util.Map;
import java.util.TreeMap;

/** Variables of the environment that are for this program alone, and not for what it starts. */
public final class PrivateVariables {
  /** The passphrase of the key that images are signed with. */
  public static final String PASSPHRASE = "WORKBENCH_SIGN_PASSWORD";

  private PrivateVariables() {}

  /** Keeps them from another program, which might print or keep its environment. */
  public static ProcessBuilder withheldFrom(ProcessBuilder builder) {
    builder.environment().remove(PASSPHRASE);
    return builder;
  }

  /** The environment without them. */
  public static Map<String, String> withoutThem(Map<String, String> environment) {
    Map<String, String> rest = new TreeMap<>(environment);
    rest.remove(PASSPHRASE);
    return rest;
  }
}
