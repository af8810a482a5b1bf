package org.tmpfsroot.workbench.kickstart;

/**
 * A kickstart text of the user's.
 *
 * @param kind where it goes
 * @param fileName what its lines are called by in messages
 * @param text its content
 */
public record UserPart(Kind kind, String fileName, String text) {

  /** The places for texts of the user's. */
  public enum Kind {
    /** Commands, and whole sections such as {@code %addon}. */
    ROOT("ks.root"),
    PRE("ks.pre"),
    PRE_INSTALL("ks.pre-install"),
    POST_NOCHROOT("ks.post-nochroot"),
    POST("ks.post");

    private final String typed;

    Kind(String typed) {
      this.typed = typed;
    }

    /** The word a user names it by: {@code ks.post-nochroot}. */
    public String typed() {
      return typed;
    }
  }
}
