package org.tmpfsroot.workbench.session;

import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;

/** What a repository may be called: dnf's rule. */
public final class RepositoryIds {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

  private RepositoryIds() {}

  /**
   * The id itself.
   *
   * @throws Fault (usage) when no repository may be called so
   */
  public static String checked(String id) {
    if (!SHAPE.matcher(id).matches()) {
      throw Fault.usage(
          "'" + id + "' is no repository id",
          "ids are letters, digits, dots, colons, dashes and underscores",
          "choose an id such as docker-ce");
    }
    return id;
  }
}
