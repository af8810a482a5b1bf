package org.tmpfsroot.workbench.kickstart;

/** What every script section begins with: its options and the telling of failures. */
record Shell(KickstartInputs inputs) {
  static final String OPTIONS = " --erroronfail --interpreter=/usr/bin/bash";

  /** The serial line's device without its speed, empty for none. */
  private String serialDevice() {
    String console = inputs.system().serialConsole();
    int comma = console.indexOf(',');
    return comma < 0 ? console : console.substring(0, comma);
  }

  void preamble(KickstartWriter writer, String section) {
    writer.own("section=" + section);
    writer.assign("serial-console", "serial", serialDevice());
    writer.shell("tell.sh");
  }

  /** The variables and the function that reach the medium. */
  void medium(KickstartWriter writer) {
    writer.assign("volume-id", "volume_id", inputs.volumeId());
    httpAddress(writer);
    writer.shell("medium.sh");
  }

  /** The variable with the address that serves the medium; empty where it is never served. */
  void httpAddress(KickstartWriter writer) {
    writer.assign("http-url", "http_url", inputs.httpAddress());
    if (inputs.httpUrl().isPresent()) {
      writer.shell("medium-address.sh");
    }
  }
}
