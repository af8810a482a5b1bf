package org.tmpfsroot.workbench.kickstart;

import java.util.regex.Pattern;

/**
 * Password hashes in a kickstart. Who has one can try passwords against it at leisure, so it stands
 * in files for their owner alone and never on a screen.
 */
public final class PasswordHashes {
  /** The modular crypt format of crypt(5), without what tells the method. */
  private static final Pattern HASH =
      Pattern.compile("\\$(1|5|6|y|gy|7|2[abxy])\\$[./A-Za-z0-9$=,]{8,200}");

  private PasswordHashes() {}

  /** Whether there is one. */
  public static boolean areIn(String text) {
    return HASH.matcher(text).find();
  }

  /** The text with {@code $6$(hidden)} in the place of each. */
  public static String hidden(String text) {
    return HASH.matcher(text).replaceAll("\\$$1\\$(hidden)");
  }
}
