package org.tmpfsroot.workbench.shell;

/**
 * The prompt: {@code gateway 44* [lock and build stale]> }. The star is for unsaved changes. Where
 * the window is narrow only the name, the star and a mark for what is stale are left.
 */
final class PromptText {
  private static final int NARROW = 60;
  private static final int MOST_OF_NAME = 24;

  private PromptText() {}

  static Styled of(ShellState state, int columns) {
    if (state.label().isEmpty()) {
      return Styled.of(Style.STRONG, "workbench").and(Style.PLAIN, "> ");
    }
    boolean narrow = columns < NARROW;
    String name = narrow ? Visible.cut(state.label(), MOST_OF_NAME) : state.label();
    Styled text = Styled.of(Style.STRONG, name);
    if (!narrow) {
      text = text.and(Style.FAINT, " " + state.release());
    }
    if (state.unsaved()) {
      text = text.and(Style.CHANGED, "*");
    }
    if (!state.stale().isEmpty()) {
      text =
          text.and(
              Style.CHANGED, narrow ? "!" : " [" + String.join(" and ", state.stale()) + " stale]");
    }
    return text.and(Style.PLAIN, "> ");
  }
}
