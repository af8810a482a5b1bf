package org.tmpfsroot.workbench.kickstart;

import java.util.List;
import java.util.TreeSet;
import org.tmpfsroot.workbench.fault.Fault;

/** The commands about the system itself, and what is installed. */
final class RootCommands {
  private static final String DOCKER = "docker";
  private static final int DOCKER_GROUP = 999;

  /** The first release that tells a user's keys apart. */
  private static final int KEYS_TOLD_APART = 38;

  private final KickstartInputs inputs;
  private final SystemSettings system;
  private final Provided provided;

  RootCommands(KickstartInputs inputs) {
    this.inputs = inputs;
    this.system = inputs.system();
    this.provided = inputs.provided();
  }

  void write(KickstartWriter writer) {
    writer.setting(
        "release",
        "# installs a system whose root lives in RAM: Fedora "
            + inputs.release().number()
            + " for "
            + inputs.arch());
    writer.own("text --non-interactive");
    writer.own("skipx");
    writer.own("firstboot --disable");
    writer.own("reboot");
    source(writer);
    locale(writer);
    accounts(writer);
    services(writer);
    packages(writer);
  }

  private void source(KickstartWriter writer) {
    if (inputs.httpUrl().isPresent()) {
      writer.setting("http-url", "%include /tmp/tmpfsroot-source.ks");
    } else {
      writer.own("url --url=file:///run/install/repo");
    }
  }

  private void locale(KickstartWriter writer) {
    setting(writer, "language", "lang ", system.language());
    setting(writer, "keyboard", "keyboard --vckeymap=", system.keyboard());
    writer.setting(
        "timezone", "timezone " + Quoting.kickstart("timezone", system.timezone()) + " --utc");
    if (system.ntpServers().isEmpty()) {
      writer.setting("ntp", "timesource --ntp-disable");
    }
    for (String server : system.ntpServers()) {
      setting(writer, "ntp", "timesource --ntp-server=", server);
    }
    if (!system.hostname().isEmpty()) {
      hostname(writer);
    }
    writer.setting("selinux", "selinux --" + system.selinux().typed());
  }

  private void hostname(KickstartWriter writer) {
    String command = "network --hostname=" + Quoting.kickstart("hostname", system.hostname());
    if (UserParts.nameNetworkOfNoDevice(inputs.parts())) {
      writer.again("hostname", command);
    } else {
      writer.setting("hostname", command);
    }
  }

  private void accounts(KickstartWriter writer) {
    if (provided.mayHaveProgram("authselect")) {
      writer.own("authselect select " + inputs.release().kickstart().authselectProfile());
    }
    system
        .rootPasswordHash()
        .ifPresentOrElse(
            hash -> setting(writer, "root-password", "rootpw --iscrypted ", hash),
            () -> writer.setting("root-password", "rootpw --lock"));
    if (provided.hasService(DOCKER)) {
      writer.own("group --name=" + DOCKER + " --gid=" + DOCKER_GROUP);
    }
    inputs.users().forEach(user -> account(writer, user));
  }

  private void account(KickstartWriter writer, UserAccount user) {
    String key = "user " + user.name();
    StringBuilder command =
        new StringBuilder("user --name=").append(Quoting.kickstart(key, user.name()));
    if (!user.groups().isEmpty()) {
      command.append(" --groups=").append(Quoting.kickstart(key, String.join(",", user.groups())));
    }
    user.passwordHash()
        .ifPresentOrElse(
            hash -> command.append(" --iscrypted --password=").append(Quoting.kickstart(key, hash)),
            () -> command.append(" --lock"));
    writer.setting(key, command.toString());
    for (int i = 0; i < user.sshKeys().size(); i++) {
      String line =
          "sshkey --username="
              + Quoting.kickstart(key, user.name())
              + " "
              + Quoting.kickstart(key, user.sshKeys().get(i));
      if (i == 0 || inputs.release().number() >= KEYS_TOLD_APART) {
        writer.setting(key, line);
      } else {
        writer.again(key, line);
      }
    }
  }

  /** Anaconda ends when it is to enable a service that no package brought. */
  private void services(KickstartWriter writer) {
    boolean firewall = provided.hasService("firewalld");
    writer.own(firewall ? "firewall --enabled --service=ssh" : "firewall --disabled");
    TreeSet<String> enabled = new TreeSet<>();
    for (String service : List.of("chronyd", DOCKER)) {
      if (provided.hasService(service)) {
        enabled.add(service);
      }
    }
    for (String service : system.requiredServices()) {
      requireService(service);
      enabled.add(
          service.endsWith(".service") ? service.substring(0, service.length() - 8) : service);
    }
    if (!enabled.isEmpty()) {
      setting(writer, "required-services", "services --enabled=", String.join(",", enabled));
    }
    if (inputs.release().kickstart().kdumpAddon()) {
      writer.begin("addon", "addon com_redhat_kdump --disable");
      writer.end();
    }
  }

  private void requireService(String service) {
    if (!provided.units().isEmpty() && !provided.hasService(service)) {
      throw Fault.session(
          "required service " + service + " is in no locked package",
          "the installer ends when it is to enable a service that is not there",
          "add the package that brings it and type `lock resolve`, or change `setting set"
              + " required-services SERVICES`");
    }
  }

  private void packages(KickstartWriter writer) {
    StringBuilder header = new StringBuilder("packages --exclude-weakdeps --inst-langs=");
    header.append(Quoting.kickstart("language", languages()));
    if (inputs.trims().contains(Trim.DOCS)) {
      header.append(" --excludedocs");
    }
    writer.begin("packages", header.toString());
    writer.own("@^custom-environment");
    writer.end();
  }

  private String languages() {
    String own = inputs.languageCode();
    return own.equals("en") || own.equals("C") ? "en" : "en:" + own;
  }

  private static void setting(KickstartWriter writer, String key, String command, String value) {
    writer.setting(key, command + Quoting.kickstart(key, value));
  }
}
