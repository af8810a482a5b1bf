package org.tmpfsroot.workbench.sample;

import java.util.List;

/** Stand-ins for what every installation has: accounts, folders, the C library, a shell. */
final class BaseSystem {
  private static final String DIST = ".fc44";
  private static final String RELEASE = "44-11";
  private static final String GLIBC = "2.43-2" + DIST;

  private static final String PASSWD =
      """
      root:x:0:0:Super User:/root:/bin/bash
      bin:x:1:1:bin:/bin:/usr/sbin/nologin
      daemon:x:2:2:daemon:/sbin:/usr/sbin/nologin
      adm:x:3:4:adm:/var/adm:/usr/sbin/nologin
      lp:x:4:7:lp:/var/spool/lpd:/usr/sbin/nologin
      sync:x:5:0:sync:/sbin:/bin/sync
      shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown
      halt:x:7:0:halt:/sbin:/sbin/halt
      mail:x:8:12:mail:/var/spool/mail:/usr/sbin/nologin
      operator:x:11:0:operator:/root:/usr/sbin/nologin
      games:x:12:100:games:/usr/games:/usr/sbin/nologin
      ftp:x:14:50:FTP User:/var/ftp:/usr/sbin/nologin
      nobody:x:65534:65534:Kernel Overflow User:/:/usr/sbin/nologin
      """;

  private static final String GROUP =
      """
      root:x:0:
      bin:x:1:
      daemon:x:2:
      sys:x:3:
      adm:x:4:
      tty:x:5:
      disk:x:6:
      lp:x:7:
      mem:x:8:
      kmem:x:9:
      wheel:x:10:
      cdrom:x:11:
      mail:x:12:
      man:x:15:
      dialout:x:18:
      floppy:x:19:
      games:x:20:
      tape:x:33:
      video:x:39:
      ftp:x:50:
      lock:x:54:
      audio:x:63:
      users:x:100:
      nobody:x:65534:
      """;

  private BaseSystem() {}

  static List<StandIn> packages() {
    return List.of(
        StandIn.of("setup-2.15.0-28" + DIST + ".noarch", "Accounts and their files")
            .requires("system-release")
            .configuration("/etc/passwd", PASSWD)
            .configuration("/etc/group", GROUP)
            .secret("/etc/shadow", "root:!locked::0:99999:7:::\n")
            .secret("/etc/gshadow", "root:::\n")
            .configuration("/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n")
            .configuration("/etc/profile", "PATH=/usr/local/bin:/usr/bin\nexport PATH\n")
            .configuration("/etc/shells", "/bin/sh\n/bin/bash\n/usr/bin/sh\n/usr/bin/bash\n"),
        StandIn.of("filesystem-3.18-52" + DIST + ".x86_64", "The folders of the system")
            .requiresFirst("setup")
            .directories(
                "/boot",
                "/dev",
                "/etc",
                "/home",
                "/opt",
                "/proc",
                "/root",
                "/run",
                "/srv",
                "/sys",
                "/tmp",
                "/usr",
                "/usr/bin",
                "/usr/lib",
                "/usr/lib64",
                "/usr/share",
                "/var",
                "/var/cache",
                "/var/lib",
                "/var/log",
                "/var/tmp")
            .link("/bin", "usr/bin")
            .link("/sbin", "usr/bin")
            .link("/lib", "usr/lib")
            .link("/lib64", "usr/lib64")
            .link("/usr/sbin", "bin")
            .provides("filesystem(merged-sbin)"),
        StandIn.of("basesystem-11-24" + DIST + ".noarch", "What is there before all else")
            .requires("setup", "filesystem"),
        release("fedora-release", "fedora-release-identity-basic"),
        release("fedora-release-server", "fedora-release-identity-server")
            .conflicts("fedora-release"),
        StandIn.of("fedora-release-common-" + RELEASE + ".noarch", "Files of every variant")
            .requires("fedora-release-variant = " + RELEASE, "fedora-repos(44)")
            .suggests("fedora-release")
            .text(
                "/usr/lib/os-release",
                """
                NAME="Fedora Linux"
                ID=fedora
                VERSION_ID=44
                PRETTY_NAME="Fedora Linux 44 (sample)"
                """)
            .link("/etc/os-release", "../usr/lib/os-release"),
        identity("fedora-release-identity-basic"),
        identity("fedora-release-identity-server"),
        StandIn.of("fedora-repos-44-2.noarch", "Where packages come from")
            .provides("fedora-repos(44) = 44-2")
            .requires("system-release(44)"),
        StandIn.of("glibc-" + GLIBC + ".x86_64", "The C library")
            .provides(
                "libc.so.6()(64bit)",
                "libc.so.6(GLIBC_2.34)(64bit)",
                "ld-linux-x86-64.so.2()(64bit)",
                "rtld(GNU_HASH)")
            .requires("basesystem", "glibc-common = " + GLIBC, "glibc-langpack = " + GLIBC)
            .suggests("glibc-minimal-langpack = " + GLIBC)
            .text("/usr/lib64/libc.so.6", "a stand-in of the sample mirror\n"),
        StandIn.of("glibc-common-" + GLIBC + ".x86_64", "Programs and data of the C library")
            .requires("glibc = " + GLIBC)
            .programs("/usr/bin/ldconfig", "/usr/bin/locale"),
        StandIn.of("glibc-minimal-langpack-" + GLIBC + ".x86_64", "The C locale alone")
            .provides("glibc-langpack = " + GLIBC)
            .requires("glibc = " + GLIBC),
        StandIn.of("glibc-langpack-en-" + GLIBC + ".x86_64", "English locales")
            .provides("glibc-langpack = " + GLIBC)
            .requires("glibc = " + GLIBC)
            .text("/usr/lib/locale/en_US.utf8/LC_CTYPE", "en_US\n"),
        StandIn.of("bash-5.3.9-3" + DIST + ".x86_64", "The GNU Bourne Again shell")
            .provides("/bin/sh", "/bin/bash")
            .requires("filesystem >= 3", "libc.so.6(GLIBC_2.34)(64bit)")
            .programs("/usr/bin/bash")
            .link("/usr/bin/sh", "bash"),
        StandIn.of("coreutils-9.10-3" + DIST + ".x86_64", "Basic programs")
            .requires("libc.so.6(GLIBC_2.34)(64bit)")
            .programs("/usr/bin/cat", "/usr/bin/cp", "/usr/bin/ls", "/usr/bin/mkdir"),
        StandIn.of("util-linux-2.42-3" + DIST + ".x86_64", "Programs around disks and terminals")
            .requires("libc.so.6(GLIBC_2.34)(64bit)")
            .programs("/usr/bin/mount", "/usr/bin/findmnt", "/usr/bin/lsblk"),
        StandIn.of("shadow-utils-4.19.3-1" + DIST + ".x86_64", "Programs that make accounts")
            .requires("setup", "libc.so.6(GLIBC_2.34)(64bit)")
            .programs("/usr/bin/useradd", "/usr/bin/groupadd"),
        StandIn.of("busybox-1.37.0-9" + DIST + ".x86_64", "Many small programs in one")
            .programs("/usr/bin/busybox"),
        StandIn.of("rootfiles-8.1-42" + DIST + ".noarch", "Files of root's home")
            .requires("filesystem")
            .configuration("/root/.bashrc", "alias ll='ls -l'\n"));
  }

  private static StandIn release(String name, String identity) {
    return StandIn.of(name + "-" + RELEASE + ".noarch", "Says that this is Fedora")
        .provides("system-release", "system-release(44)", "fedora-release-variant = " + RELEASE)
        .requires("fedora-release-common = " + RELEASE)
        .recommends(identity);
  }

  private static StandIn identity(String name) {
    return StandIn.of(name + "-" + RELEASE + ".noarch", "Says which variant this is")
        .provides("fedora-release-identity = " + RELEASE)
        .conflicts("fedora-release-identity")
        .text("/usr/lib/fedora-release-identity", name + "\n");
  }
}
