package org.tmpfsroot.workbench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.disk.Fit;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.kickstart.Kickstart;
import org.tmpfsroot.workbench.lock.Lock;

/**
 * What is told of a build.
 *
 * @param session its name
 * @param facts what the user chose, each with what it is called, in the order they are shown
 * @param run what the steps did
 * @param logs what they said, by their ids
 * @param lock the packages
 * @param fit the partitions and what has to fit where
 * @param kickstart every line with its origin
 * @param findings of the checks
 * @param checks how many things were looked for
 * @param inputs what went in but for the packages
 * @param outputs what came out
 */
public record BuildReport(
    String session,
    Map<String, String> facts,
    RunRecord run,
    Map<String, List<String>> logs,
    Lock lock,
    Fit fit,
    Kickstart kickstart,
    List<Judged> findings,
    int checks,
    List<Part> inputs,
    List<Part> outputs) {

  /**
   * A finding and what comes of it.
   *
   * @param stops whether nothing is built because of it
   */
  public record Judged(Finding finding, boolean stops) {}

  /**
   * Something that went in or came out.
   *
   * @param size for people; empty when it is not known
   * @param digest with its algorithm; empty when it is not known
   */
  public record Part(String what, String size, String digest) {}

  public BuildReport {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
    findings = List.copyOf(findings);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The page; of the same build the same text. */
  public String html() {
    return new Page(this).text();
  }
}
