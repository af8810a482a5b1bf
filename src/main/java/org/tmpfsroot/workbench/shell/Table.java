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
 * JSON), lists of these, or an {@link Optional} of one.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int NARROWEST = 8;

  private final List<String> keys;
  private final int shown;
  private final List<List<Object>> rows = new ArrayList<>();
  private final List<Style> styles = new ArrayList<>();

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
    return new Table(all, shown);
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
      text.add(row.subList(0, shown).stream().map(Table::text).toList());
    }
    int[] widths = new int[shown];
    for (List<String> row : text) {
      for (int i = 0; i < shown; i++) {
        widths[i] = Math.max(widths[i], Visible.width(row.get(i)));
      }
    }
    fit(widths, width);
    List<Styled> lines = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      lines.add(Styled.of(i == 0 ? Style.STRONG : styles.get(i - 1), line(text.get(i), widths)));
    }
    return lines;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      String cell = Visible.cut(row.get(i), widths[i]);
      String padding = " ".repeat(widths[i] - Visible.width(cell));
      line.append(i == 0 ? "" : GAP).append(isNumeric(i) ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private static void fit(int[] widths, int width) {
    long excess = -width + (long) GAP.length() * (widths.length - 1);
    for (int column : widths) {
      excess += column;
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
