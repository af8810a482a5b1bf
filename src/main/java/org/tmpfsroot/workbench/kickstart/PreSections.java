package org.tmpfsroot.workbench.kickstart;

import org.tmpfsroot.workbench.kickstart.UserPart.Kind;

/** What runs before partitions are made, and between that and the packages. */
final class PreSections {
  private static final String PRE = "pre";
  private static final String PRE_INSTALL = "pre-install";

  private final KickstartInputs inputs;
  private final UserParts parts;
  private final Shell shell;

  PreSections(KickstartInputs inputs, UserParts parts) {
    this.inputs = inputs;
    this.parts = parts;
    this.shell = new Shell(inputs);
  }

  void write(KickstartWriter writer) {
    writer.begin(PRE, PRE + Shell.OPTIONS);
    shell.preamble(writer, PRE);
    writer.assign("firmware", "firmware", inputs.firmware().typed());
    writer.shell("pre-firmware.sh");
    writer.assign("volume-id", "volume_id", inputs.volumeId());
    writer.shell("pre-medium.sh");
    new StorageCommands(inputs).writeGuard(writer);
    writer.writeAgain();
    if (inputs.httpUrl().isPresent()) {
      shell.httpAddress(writer);
      writer.shell("pre-source.sh");
    }
    writer.end();
    parts.writeSections(writer, Kind.PRE, PRE, PRE + Shell.OPTIONS, shell);

    writer.begin(PRE_INSTALL, PRE_INSTALL + Shell.OPTIONS);
    shell.preamble(writer, PRE_INSTALL);
    shell.medium(writer);
    writer.shell("pre-install.sh");
    if (inputs.httpUrl().isPresent()) {
      writer.shell("pre-install-http.sh");
    }
    writer.end();
    parts.writeSections(writer, Kind.PRE_INSTALL, PRE_INSTALL, PRE_INSTALL + Shell.OPTIONS, shell);
  }
}
