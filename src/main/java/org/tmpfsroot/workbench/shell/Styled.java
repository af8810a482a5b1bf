package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A line of text whose pieces are of one {@link Style} each. */
public record Styled(List<Piece> pieces) {
  /** Nothing. */
  public static final Styled EMPTY = new Styled(List.of());

  /** Some characters of one style. */
  public record Piece(Style style, String text) {}

  public Styled {
    pieces = List.copyOf(pieces);
  }

  /** One piece. */
  public static Styled of(Style style, String text) {
    return EMPTY.and(style, text);
  }

  /** One piece that is nothing special. */
  public static Styled plain(String text) {
    return of(Style.PLAIN, text);
  }

  /** With a further piece behind it. */
  public Styled and(Style style, String text) {
    List<Piece> more = new ArrayList<>(pieces);
    more.add(new Piece(style, text));
    return new Styled(more);
  }

  /** The characters alone. */
  public String text() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }

  /** As a terminal takes it; control characters are written out. */
  String shown(boolean colour) {
    return pieces.stream()
        .map(piece -> (colour ? piece.style() : Style.PLAIN).on(piece.text()))
        .collect(Collectors.joining());
  }
}
