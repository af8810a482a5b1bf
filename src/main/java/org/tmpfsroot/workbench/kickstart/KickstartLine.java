package org.tmpfsroot.workbench.kickstart;

/**
 * One line of a kickstart.
 *
 * @param text without its line end
 * @param section {@code root}, or the section's name without its percent sign: {@code packages},
 *     {@code pre}, {@code pre-install}, {@code post-nochroot}, {@code post}, {@code onerror}
 * @param origin where it comes from
 */
public record KickstartLine(String text, String section, Origin origin) {

  /** Where a line comes from. */
  public sealed interface Origin {
    /** For people: {@code setting timezone}, {@code template post.sh:12}, {@code my.ks:3}. */
    String shown();
  }

  /** The line says what this setting, or this noun of the session, says. */
  public record Setting(String key) implements Origin {
    @Override
    public String shown() {
      return "setting " + key;
    }
  }

  /** The line is the program's own. */
  public record Template(String file, int line) implements Origin {
    @Override
    public String shown() {
      return "template " + file + ":" + line;
    }
  }

  /** The line stands in a file of the user's. */
  public record UserFile(String file, int line) implements Origin {
    @Override
    public String shown() {
      return file + ":" + line;
    }
  }
}
