package org.tmpfsroot.workbench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.build.StepState;
import org.tmpfsroot.workbench.disk.Fit;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.kickstart.KickstartLine;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.LockedRepository;

/** The page from its head to its foot. */
final class Page {
  /** Nothing is fetched and nothing runs, whatever a name in it looks like. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  private final BuildReport report;
  private final Markup page = new Markup();

  Page(BuildReport report) {
    this.report = report;
  }

  String text() {
    page.own("<!DOCTYPE html>\n");
    page.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    page.open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", report.session() + ", run " + report.run().id());
    page.open("style").own("\n" + style()).close();
    page.closeLine();
    page.open("body").own("\n");
    head();
    chosen();
    packages();
    partitions();
    steps();
    checks();
    digests();
    kickstart();
    page.closeLine().closeLine();
    return page.toString();
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("/report/report.css")) {
      return new String(
          Objects.requireNonNull(in, "the page's style").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void head() {
    RunRecord run = report.run();
    page.open("header");
    page.element("h1", report.session());
    page.open("p", "class", "state s-" + run.state());
    page.text("run " + run.id() + ": " + run.state()).closeLine();
    if (!run.failure().isEmpty()) {
      page.element("p", run.failure(), "class", "failure");
    }
    page.open("ul", "class", "figures");
    figure(report.lock().packages().size(), "packages");
    figure(new Size(report.lock().downloadSize()), "to download");
    figure(new Size(report.lock().installedSize()), "installed");
    figure(report.fit().layout().total(), "of partitions");
    figure(seconds(run.took()), "to build");
    page.closeLine();
    page.closeLine();
  }

  private void figure(Object value, String what) {
    page.open("li").element("strong", value.toString()).text(" " + what).close();
  }

  private void section(String id, String title) {
    page.open("section", "id", id);
    page.element("h2", title).own("\n");
  }

  private void chosen() {
    section("chosen", "What was chosen");
    page.open("dl");
    report.facts().forEach((name, value) -> page.element("dt", name).element("dd", value));
    page.closeLine().closeLine();
  }

  private void packages() {
    section("packages", "Packages");
    page.open("p", "class", "legend");
    for (LockedRepository repository : report.lock().repositories()) {
      String id = repository.id();
      List<LockedPackage> of =
          report.lock().packages().stream().filter(each -> each.repository().equals(id)).toList();
      long bytes = of.stream().mapToLong(LockedPackage::installedSize).sum();
      page.element("i", "", "class", Drawings.colour(report.lock(), id)).own(" ");
      page.element("span", id + ": " + of.size() + ", " + new Size(bytes)).own(" ");
    }
    page.element("span", "bold: asked for", "class", "note").closeLine();
    Drawings.packages(report.lock(), page);
    page.open("details").element("summary", "all " + report.lock().packages().size());
    table("lock", "package", "repository", "download", "installed", "because", "digest");
    for (LockedPackage each : report.lock().packages()) {
      row(
          each.nevra(),
          each.repository(),
          new Size(each.size()),
          new Size(each.installedSize()),
          because(each),
          each.digest());
    }
    page.close().closeLine().closeLine().closeLine();
  }

  private static String because(LockedPackage locked) {
    return locked.requested()
        ? "asked for"
        : locked.neededBy().stream()
            .findFirst()
            .map(need -> need.by() + " needs " + need.capability())
            .orElse("");
  }

  private void partitions() {
    section("partitions", "Partitions");
    Fit fit = report.fit();
    Drawings.disk(fit, page);
    table("places", "mount", "fs", "begins", "ends", "size", "options");
    int number = 0;
    for (Fit.Place place : fit.places()) {
      page.open("tr").open("td");
      page.element("i", "", "class", Drawings.colour(number++));
      page.text(" " + place.partition().mount()).close();
      cells(
          place.partition().filesystem().typed(),
          place.start(),
          place.end(),
          place.partition().size(),
          place.partition().options());
      page.closeLine();
    }
    page.close().closeLine();
    if (!fit.rooms().isEmpty()) {
      table("rooms", "what has to hold it", "room", "needed", "left");
      for (Fit.Room room : fit.rooms()) {
        String left =
            room.left() < 0 ? "-" + new Size(-room.left()) : new Size(room.left()).toString();
        row(room.what(), room.room(), room.needed(), left);
      }
      page.close().closeLine();
    }
    page.closeLine();
  }

  private void steps() {
    section("steps", "Steps");
    RunRecord run = report.run();
    page.element("p", "began " + run.began() + ", took " + seconds(run.took()), "class", "note");
    table("times", "step", "state", "time", "gave", "when, of the whole run");
    for (RunRecord.StepRecord step : run.steps()) {
      page.open("tr").element("td", step.id());
      page.element("td", step.state().toString(), "class", "s-" + step.state());
      boolean idle = step.state() == StepState.WAITING || step.state() == StepState.REUSED;
      cells(idle ? "" : seconds(step.time()), step.bytes() > 0 ? new Size(step.bytes()) : "");
      page.open("td", "class", "when");
      Drawings.bar(step, run, page);
      page.close().closeLine();
    }
    page.close().closeLine();
    page.element("h3", "of each step, what its output depends on and what it said");
    for (RunRecord.StepRecord step : run.steps()) {
      page.open("details").element("summary", step.id());
      page.element("h4", "depends on");
      page.element("pre", String.join("\n", step.key().lines()));
      List<String> log = report.logs().getOrDefault(step.id(), List.of());
      if (!log.isEmpty()) {
        page.element("h4", "said");
        page.element("pre", String.join("\n", log));
      }
      page.closeLine();
    }
    page.closeLine();
  }

  private void checks() {
    section("checks", "Checks");
    String found = report.findings().isEmpty() ? "nothing was found" : "these were found";
    page.element("p", report.checks() + " things were looked for; " + found, "class", "note");
    if (!report.findings().isEmpty()) {
      table("findings", "severity", "id", "where", "what", "what to do");
      for (BuildReport.Judged each : report.findings()) {
        page.open("tr", "class", each.stops() ? "stops" : "allowed");
        cells(
            each.finding().severity() + (each.stops() ? "" : " (allowed)"),
            each.finding().id(),
            each.finding().place(),
            each.finding().text(),
            each.finding().next());
        page.closeLine();
      }
      page.close().closeLine();
    }
    page.closeLine();
  }

  private void digests() {
    section("digests", "What went in and came out");
    page.element("h3", "came out");
    parts("outputs", report.outputs());
    page.element("h3", "went in, beside the packages");
    parts("inputs", report.inputs());
    page.closeLine();
  }

  private void parts(String id, List<BuildReport.Part> parts) {
    if (parts.isEmpty()) {
      page.element("p", "the run did not come so far, or it is no longer kept", "class", "note");
      return;
    }
    table(id, "what", "size", "digest");
    parts.forEach(each -> row(each.what(), each.size(), each.digest()));
    page.close().closeLine();
  }

  private void kickstart() {
    section("kickstart", "Kickstart");
    String section = "";
    int number = 0;
    for (KickstartLine line : report.kickstart().lines()) {
      if (!line.section().equals(section)) {
        if (number > 0) {
          page.close().close().closeLine();
        }
        section = line.section();
        page.open("details");
        page.element("summary", section.equals("root") ? "commands" : "%" + section);
        page.open("table", "class", "code").open("tbody");
      }
      number++;
      page.open("tr");
      page.element("td", String.valueOf(number), "class", "number");
      page.element("td", line.text(), "class", "line");
      page.element("td", line.origin().shown(), "class", "origin").closeLine();
    }
    if (number > 0) {
      page.close().close().closeLine();
    }
    page.closeLine();
  }

  /** Begins a table; its body and itself are to be closed. */
  private void table(String id, String... columns) {
    page.open("table", "id", id).open("thead").open("tr");
    for (String column : columns) {
      page.element("th", column);
    }
    page.close().close().open("tbody").own("\n");
  }

  private void row(Object... values) {
    page.open("tr");
    cells(values);
    page.closeLine();
  }

  private void cells(Object... values) {
    for (Object value : values) {
      if (value instanceof Size) {
        page.element("td", value.toString(), "class", "amount");
      } else {
        page.element("td", value.toString());
      }
    }
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
