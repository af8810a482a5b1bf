package org.tmpfsroot.workbench.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.tmpfsroot.workbench.openpgp.SigningKey;
import org.tmpfsroot.workbench.rpm.ChangelogEntry;
import org.tmpfsroot.workbench.rpm.Nevra;
import org.tmpfsroot.workbench.rpm.RpmBuilder;

/** A package that stands for the real one of its name. Put together by its methods, then made. */
final class StandIn {
  /** When everything in the sample was made. */
  static final Instant MADE = Instant.parse("2026-04-21T00:00:00Z");

  private static final String PROGRAM =
      "#!/usr/bin/sh\necho \"$0: a stand-in of the sample mirror\" >&2\nexit 1\n";

  private final Nevra nevra;
  private final RpmBuilder builder;

  private StandIn(Nevra nevra, String summary) {
    this.nevra = nevra;
    this.builder =
        RpmBuilder.of(nevra, MADE)
            .summary(summary)
            .changelog(
                new ChangelogEntry(
                    MADE,
                    "Sample mirror <sample@example.org> - " + nevra.evr(),
                    "- Stand in for the real package"));
  }

  static StandIn of(String nevra, String summary) {
    return new StandIn(Nevra.parse(nevra).orElseThrow(), summary);
  }

  Nevra nevra() {
    return nevra;
  }

  StandIn requires(String... dependencies) {
    builder.requires(dependencies);
    return this;
  }

  StandIn requiresFirst(String... dependencies) {
    builder.requiresFirst(dependencies);
    return this;
  }

  StandIn provides(String... capabilities) {
    builder.provides(capabilities);
    return this;
  }

  StandIn conflicts(String... dependencies) {
    builder.conflicts(dependencies);
    return this;
  }

  StandIn obsoletes(String... dependencies) {
    builder.obsoletes(dependencies);
    return this;
  }

  StandIn recommends(String... dependencies) {
    builder.recommends(dependencies);
    return this;
  }

  StandIn suggests(String... dependencies) {
    builder.suggests(dependencies);
    return this;
  }

  /** Adds programs that say that they are none. */
  StandIn programs(String... paths) {
    for (String path : paths) {
      builder.file(path, 0755, PROGRAM.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Adds a systemd service that starts {@code program}. */
  StandIn service(String name, String program) {
    return text(
        "/usr/lib/systemd/system/" + name + ".service",
        "[Unit]\nDescription=Stand-in for %s\n\n[Service]\nExecStart=%s\n\n"
                .formatted(name, program)
            + "[Install]\nWantedBy=multi-user.target\n");
  }

  StandIn text(String path, String text) {
    builder.file(path, 0644, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  StandIn configuration(String path, String text) {
    builder.configuration(path, text);
    return this;
  }

  /** Adds a file only root may read. */
  StandIn secret(String path, String text) {
    builder.file(path, 0600, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  StandIn directories(String... paths) {
    for (String path : paths) {
      builder.directory(path, path.equals("/tmp") || path.equals("/var/tmp") ? 01777 : 0755);
    }
    return this;
  }

  StandIn link(String path, String target) {
    builder.link(path, target);
    return this;
  }

  byte[] bytes(SigningKey key) {
    return builder.bytes(key);
  }
}
