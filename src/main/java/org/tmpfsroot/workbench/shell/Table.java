package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Size;

/**
 * Rows under named columns: aligned for people, an array of objects for programs. A column's key is
 * its JSON key and, in capitals, its title. Cells are text, numbers, booleans, sizes (bytes in
 * JSON), lists of these, {@link Bar}s for people, or an {@link Optional} of one.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int NARROWEST = 8;
  private static final int NARROWEST_IN_FULL = 12;

  private final List<String> keys;
  private final int shown;
  private final List<List<Object>> rows = new ArrayList<>();
  private final List<Style> styles = new ArrayList<>();
  private boolean inFull;

  private Table(List<String> keys, int shown) {
    this.keys = List.copyOf(keys);
    this.shown = shown;
  }

  /** An empty table with these columns. */
  public static Table of(String... keys) {
    return new Table(List.of(keys), keys.length);
  }

  /** The same with columns that only programs see; their cells come last in each row. */
  public Table andForPrograms(String... moreKeys) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(List.of(moreKeys));
    Table more = new Table(all, shown);
    more.inFull = inFull;
    return more;
  }

  /**
   * Has cells that are too wide go on below instead of being cut, and on a very narrow terminal one
   * below the other: for sentences, of which every word counts.
   */
  public Table inFull() {
    inFull = true;
    return this;
  }

  /** Adds a row: a cell for each column. */
  public Table row(Object... cells) {
    return styled(Style.PLAIN, cells);
  }

  /** Adds a row of that style. */
  public Table styled(Style style, Object... cells) {
    if (cells.length != keys.size()) {
      throw new IllegalArgumentException(cells.length + " cells for the columns " + keys);
    }
    rows.add(List.of(cells));
    styles.add(style);
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** As a tree for {@link Json}. */
  List<Map<String, Object>> tree() {
    List<Map<String, Object>> tree = new ArrayList<>();
    for (List<Object> row : rows) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        object.put(keys.get(i), row.get(i));
      }
      tree.add(object);
    }
    return tree;
  }

  /** Title and rows as lines no wider than {@code width} columns, where that can be done. */
  public List<Styled> lines(int width) {
    List<List<String>> text = new ArrayList<>();
    text.add(keys.subList(0, shown).stream().map(Table::title).toList());
    for (List<Object> row : rows) {
      text.add(new ArrayList<>(row.subList(0, shown).stream().map(Table::text).toList()));
    }
    int[] widths = new int[shown];
    for (List<String> row : text) {
      for (int i = 0; i < shown; i++) {
        widths[i] = Math.max(widths[i], Visible.width(row.get(i)));
      }
    }
    int[] wanted = widths.clone();
    fit(widths, width);
    if (inFull && isTooNarrow(widths, wanted)) {
      return blocks(text, width);
    }
    List<Styled> lines = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      Style style = i == 0 ? Style.STRONG : styles.get(i - 1);
      if (i > 0) {
        redraw(text.get(i), rows.get(i - 1), widths);
      }
      for (List<String> each : fitted(text.get(i), widths)) {
        lines.add(Styled.of(style, line(each, widths)));
      }
    }
    return lines;
  }

  private static boolean isTooNarrow(int[] widths, int[] wanted) {
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] < wanted[i] && widths[i] < NARROWEST_IN_FULL) {
        return true;
      }
    }
    return false;
  }

  /** Each row as lines of title and cell. */
  private List<Styled> blocks(List<List<String>> text, int width) {
    List<String> titles = text.get(0);
    int widest = titles.stream().mapToInt(Visible::width).max().orElse(0);
    String indent = " ".repeat(widest) + GAP;
    List<Styled> lines = new ArrayList<>();
    for (int at = 1; at < text.size(); at++) {
      List<String> row = text.get(at);
      Style style = styles.get(at - 1);
      if (!lines.isEmpty()) {
        lines.add(Styled.EMPTY);
      }
      for (int i = 0; i < shown; i++) {
        String title = titles.get(i) + indent.substring(Visible.width(titles.get(i)));
        List<String> cell = Visible.wrapped(row.get(i), width - indent.length(), "");
        for (int n = 0; n < cell.size(); n++) {
          lines.add(Styled.of(Style.STRONG, n == 0 ? title : indent).and(style, cell.get(n)));
        }
      }
    }
    return lines;
  }

  /** Bars are as long as their column allows. */
  private static void redraw(List<String> text, List<Object> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      if (row.get(i) instanceof Bar bar) {
        text.set(i, bar.drawn(widths[i]));
      }
    }
  }

  /** The lines that a row takes. */
  private List<List<String>> fitted(List<String> row, int[] widths) {
    List<List<String>> cells = new ArrayList<>();
    int most = 1;
    for (int i = 0; i < shown; i++) {
      cells.add(
          inFull
              ? Visible.wrapped(row.get(i), widths[i], "")
              : List.of(Visible.cut(row.get(i), widths[i])));
      most = Math.max(most, cells.get(i).size());
    }
    List<List<String>> lines = new ArrayList<>();
    for (int n = 0; n < most; n++) {
      int at = n;
      lines.add(cells.stream().map(each -> at < each.size() ? each.get(at) : "").toList());
    }
    return lines;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      String cell = row.get(i);
      String padding = " ".repeat(widths[i] - Visible.width(cell));
      line.append(i == 0 ? "" : GAP).append(isNumeric(i) ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private void fit(int[] widths, int width) {
    long excess = -width + (long) GAP.length() * (widths.length - 1);
    for (int column : widths) {
      excess += column;
    }
    for (int i = 0; i < widths.length; i++) {
      // a bar says the same when it is short
      long less = isDrawn(i) ? Math.min(Math.max(0, excess), widths[i] - NARROWEST) : 0;
      widths[i] -= (int) Math.max(0, less);
      excess -= Math.max(0, less);
    }
    while (excess > 0) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
      excess--;
    }
  }

  private boolean isDrawn(int column) {
    return rows.stream().anyMatch(row -> row.get(column) instanceof Bar);
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell instanceof Number || cell instanceof Size);
  }

  private static String title(String key) {
    return key.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
  }

  static String text(Object cell) {
    if (cell instanceof List<?> list) {
      return String.join(", ", list.stream().map(Table::text).toList());
    }
    if (cell instanceof Optional<?> optional) {
      return optional.map(Table::text).orElse("");
    }
    if (cell instanceof Boolean yes) {
      return yes ? "yes" : "no";
    }
    return Visible.safe(cell.toString());
  }
}
