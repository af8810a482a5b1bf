package org.tmpfsroot.workbench.report;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.disk.Fit;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.LockedRepository;

/**
 * The drawings, as SVG whose widths are shares of the page's: shapes follow the window, and letters
 * stay as large as they are.
 */
final class Drawings {
  private static final double MAP_WIDTH = 1000;
  private static final double MAP_HEIGHT = 440;
  private static final double WIDE_ENOUGH = 0.055;
  private static final double WIDE_ON_A_PHONE = 0.13;
  private static final double HIGH_ENOUGH = 0.045;
  private static final int COLOURS = 6;

  private Drawings() {}

  /** The colour of a repository, by its place in the lock. */
  static String colour(Lock lock, String repository) {
    List<String> names = lock.repositories().stream().map(LockedRepository::id).toList();
    return colour(Math.max(0, names.indexOf(repository)));
  }

  /** The colour of the first, second … of several things. */
  static String colour(int number) {
    return "c" + number % COLOURS;
  }

  /** The packages, each as large as what it installs. */
  static void packages(Lock lock, Markup page) {
    List<LockedPackage> drawn =
        lock.packages().stream()
            .filter(each -> each.installedSize() > 0)
            .sorted(Comparator.comparingLong(LockedPackage::installedSize).reversed())
            .toList();
    List<Treemap.Piece> pieces =
        Treemap.of(
            drawn.stream().map(LockedPackage::installedSize).toList(), MAP_WIDTH, MAP_HEIGHT);
    page.open(
        "svg",
        "id",
        "packages-map",
        "role",
        "img",
        "aria-label",
        "the packages by their installed sizes");
    for (int i = 0; i < drawn.size(); i++) {
      piece(drawn.get(i), pieces.get(i), lock, page);
    }
    page.closeLine();
  }

  private static void piece(LockedPackage each, Treemap.Piece piece, Lock lock, Markup page) {
    String name = each.nevra().name();
    String asked = each.requested() ? " asked" : "";
    page.open(
        "svg",
        "x",
        Markup.percent(piece.x(), MAP_WIDTH),
        "y",
        Markup.percent(piece.y(), MAP_HEIGHT),
        "width",
        Markup.percent(piece.width(), MAP_WIDTH),
        "height",
        Markup.percent(piece.height(), MAP_HEIGHT));
    page.element("title", each.nevra() + ", " + new Size(each.installedSize()) + " installed");
    page.empty(
        "rect",
        "class",
        colour(lock, each.repository()) + asked,
        "width",
        "100%",
        "height",
        "100%",
        "data-bytes",
        String.valueOf(each.installedSize()));
    double share = piece.width() / MAP_WIDTH;
    if (share >= WIDE_ENOUGH && piece.height() / MAP_HEIGHT >= HIGH_ENOUGH) {
      String where = share >= WIDE_ON_A_PHONE ? "" : "wide";
      page.element("text", name, "x", "6", "y", "16", "class", where + asked);
      if (piece.height() / MAP_HEIGHT >= 2 * HIGH_ENOUGH) {
        String size = new Size(each.installedSize()).toString();
        page.element("text", size, "x", "6", "y", "31", "class", where + " size");
      }
    }
    page.close();
  }

  /** The disk from its beginning to its end. */
  static void disk(Fit fit, Markup page) {
    long end = fit.disk().map(Size::bytes).orElse(0L);
    long whole = Math.max(end, fit.smallestDisk().bytes());
    page.open("svg", "id", "disk-map", "role", "img", "aria-label", "the disk, drawn to scale");
    page.empty("rect", "class", "free", "width", "100%", "height", "100%");
    List<Fit.Place> places = fit.places();
    for (int i = 0; i < places.size(); i++) {
      Fit.Place place = places.get(i);
      long length = place.end().bytes() - place.start().bytes();
      page.open(
          "svg",
          "x",
          Markup.percent(place.start().bytes(), whole),
          "width",
          Markup.percent(length, whole),
          "height",
          "100%");
      page.element("title", place.partition().mount() + ", " + new Size(length));
      page.empty("rect", "class", colour(i), "width", "100%", "height", "100%");
      if ((double) length / whole >= WIDE_ENOUGH) {
        String where = (double) length / whole >= WIDE_ON_A_PHONE ? "" : "wide";
        page.element("text", place.partition().mount(), "x", "6", "y", "20", "class", where);
        page.element(
            "text", new Size(length).toString(), "x", "6", "y", "37", "class", where + " size");
      }
      page.close();
    }
    page.closeLine();
  }

  /** When the step worked, as a bar in the time of the whole run. */
  static void bar(RunRecord.StepRecord step, RunRecord run, Markup page) {
    long whole = length(run).toMillis();
    page.open("svg", "class", "bar", "aria-hidden", "true");
    boolean came = step.state().isEnded() || !step.time().isZero();
    Optional<String> start =
        came ? Optional.of(Markup.percent(step.after().toMillis(), whole)) : Optional.empty();
    start.ifPresent(
        x -> {
          page.empty(
              "rect",
              "class",
              "s-" + step.state(),
              "x",
              x,
              "width",
              Markup.percent(step.time().toMillis(), whole),
              "height",
              "100%");
          page.empty("rect", "class", "s-" + step.state(), "x", x, "width", "2", "height", "100%");
        });
    page.close();
  }

  private static Duration length(RunRecord run) {
    return run.steps().stream()
        .map(step -> step.after().plus(step.time()))
        .filter(end -> end.compareTo(run.took()) > 0)
        .max(Comparator.naturalOrder())
        .orElse(run.took());
  }
}
