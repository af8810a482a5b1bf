package org.tmpfsroot.workbench.sample;

import java.util.List;

/** Stand-ins for the system's services and for some packages a user adds. */
final class ServicePackages {
  private static final String DIST = ".fc44";
  private static final String SYSTEMD = "259.5-1" + DIST;
  private static final String SSH = "10.2p1-7" + DIST;

  private ServicePackages() {}

  static List<StandIn> packages() {
    return List.of(
        StandIn.of("systemd-" + SYSTEMD + ".x86_64", "The system's manager")
            .provides("systemd-units = " + SYSTEMD)
            .obsoletes("systemd-standalone-sysusers < 259")
            .requires("(util-linux-core or util-linux)", "dbus >= 1.9.18", "coreutils")
            .requires("libc.so.6(GLIBC_2.34)(64bit)")
            .programs("/usr/bin/systemctl", "/usr/lib/systemd/systemd")
            .service("systemd-journald", "/usr/lib/systemd/systemd-journald"),
        StandIn.of("systemd-udev-" + SYSTEMD + ".x86_64", "Looks after devices")
            .requires("systemd = " + SYSTEMD, "kmod >= 18")
            .programs("/usr/bin/udevadm"),
        StandIn.of("dbus-broker-37-5" + DIST + ".x86_64", "The message bus")
            .provides("dbus = 1:1.16.2")
            .requires("dbus-common")
            .service("dbus-broker", "/usr/bin/dbus-broker-launch"),
        StandIn.of("dbus-common-1:1.16.2-2" + DIST + ".noarch", "Settings of the message bus")
            .directories("/usr/share/dbus-1", "/usr/share/dbus-1/system.d"),
        StandIn.of("NetworkManager-1:1.56.0-1" + DIST + ".x86_64", "Brings the network up")
            .requires("dbus >= 1.9.18", "systemd")
            .programs("/usr/bin/NetworkManager", "/usr/bin/nmcli")
            .service("NetworkManager", "/usr/bin/NetworkManager"),
        StandIn.of("iproute-6.17.0-2" + DIST + ".x86_64", "Programs for the network")
            .programs("/usr/bin/ip", "/usr/bin/ss"),
        StandIn.of("chrony-4.8-6" + DIST + ".x86_64", "Keeps the clock right")
            .requiresFirst("shadow-utils")
            .configuration("/etc/chrony.conf", "pool 2.fedora.pool.ntp.org iburst\n")
            .programs("/usr/bin/chronyd", "/usr/bin/chronyc")
            .service("chronyd", "/usr/bin/chronyd"),
        StandIn.of("firewalld-2.4.0-2" + DIST + ".noarch", "The firewall")
            .requires("/usr/share/dbus-1/system.d", "/usr/bin/sh")
            .programs("/usr/bin/firewalld", "/usr/bin/firewall-cmd")
            .service("firewalld", "/usr/bin/firewalld"),
        StandIn.of("audit-4.1.4-1" + DIST + ".x86_64", "Records what happens")
            .requires("systemd")
            .programs("/usr/bin/auditd")
            .service("auditd", "/usr/bin/auditd"),
        StandIn.of("openssh-" + SSH + ".x86_64", "Secure shell")
            .requires("libc.so.6(GLIBC_2.34)(64bit)")
            .programs("/usr/bin/ssh-keygen"),
        StandIn.of("openssh-server-" + SSH + ".x86_64", "The secure shell's server")
            .requires("openssh = " + SSH, "systemd")
            .requiresFirst("shadow-utils")
            .obsoletes("openssh-server-sysvinit < 8.6")
            .programs("/usr/bin/sshd")
            .service("sshd", "/usr/bin/sshd -D"),
        StandIn.of("openssh-server-sysvinit-8.5p1-1" + DIST + ".noarch", "Replaced long ago")
            .requires("openssh"),
        StandIn.of("containerd-2.2.2-1" + DIST + ".x86_64", "Runs containers")
            .programs("/usr/bin/containerd", "/usr/bin/ctr")
            .service("containerd", "/usr/bin/containerd"),
        StandIn.of("moby-engine-29.3.1-1" + DIST + ".x86_64", "The container engine")
            .provides("docker-engine = 29.3.1-1" + DIST)
            .requires("containerd", "iproute", "systemd")
            .conflicts("docker-ce")
            .programs("/usr/bin/dockerd")
            .service("docker", "/usr/bin/dockerd"),
        StandIn.of("sudo-1.9.17-8.p2" + DIST + ".x86_64", "Lets users act as root")
            .recommends("system-default-editor")
            .programs("/usr/bin/sudo"),
        StandIn.of("vim-minimal-2:9.2.280-1" + DIST + ".x86_64", "A small editor")
            .programs("/usr/bin/vi"),
        StandIn.of("nano-8.7.1-1" + DIST + ".x86_64", "Another small editor")
            .programs("/usr/bin/nano"),
        StandIn.of("nano-default-editor-8.7.1-1" + DIST + ".noarch", "Makes nano the default")
            .provides("system-default-editor")
            .conflicts("system-default-editor")
            .requires("nano"),
        StandIn.of("vim-default-editor-2:9.2.280-1" + DIST + ".noarch", "Makes vi the default")
            .provides("system-default-editor")
            .conflicts("system-default-editor")
            .requires("vim-minimal"),
        StandIn.of("curl-8.18.0-4" + DIST + ".x86_64", "Fetches by URL").programs("/usr/bin/curl"),
        StandIn.of("libevent-2.1.12-17" + DIST + ".x86_64", "Calls back on events")
            .provides("libevent_core-2.1.so.7()(64bit)")
            .text("/usr/lib64/libevent_core-2.1.so.7", "a stand-in of the sample mirror\n"),
        tmux("3.6-1"));
  }

  /** What came after the release. */
  static List<StandIn> updates() {
    return List.of(tmux("3.6a-2"));
  }

  private static StandIn tmux(String version) {
    return StandIn.of("tmux-" + version + DIST + ".x86_64", "Several terminals in one")
        .requires("libevent_core-2.1.so.7()(64bit)", "libc.so.6(GLIBC_2.34)(64bit)")
        .programs("/usr/bin/tmux");
  }
}
