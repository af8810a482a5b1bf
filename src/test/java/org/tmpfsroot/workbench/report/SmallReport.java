package org.tmpfsroot.workbench.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepState;
import org.tmpfsroot.workbench.disk.Fit;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.kickstart.Kickstart;
import org.tmpfsroot.workbench.kickstart.KickstartLine;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockPolicy;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.LockedRepository;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;

/** A report on a build that never was, with everything in it that could break a page. */
final class SmallReport {
  static final int PACKAGES = 140;
  static final String HOSTILE = "</title><script>alert('1')</script><img src=x onerror=\"x\">";
  static final String HASH =
      "$6$saltsalt$Yjk3MzQ2NzIwYTk5.ZDQ0/abcdefghijklmnopqrstuvwxyz0123456789";
  private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");
  private static final Digest SOME = Digest.sha256("ab".repeat(32));

  private SmallReport() {}

  static BuildReport of() {
    return new BuildReport(
        "gateway",
        Map.of("release", "44", "settings", "hostname=gateway, kernel-options=" + HOSTILE),
        run(),
        Map.of(
            "pack-overlay",
            List.of("03:04:05.000 packing the overlay", "03:04:05.100 done"),
            "run-build-hooks",
            List.of(
                "03:04:20.000 10-brand.sh: \u001b[31m" + HOSTILE + "\u0000\u202e\ufffe",
                "03:04:20.100 10-brand.sh: rootpw --iscrypted " + HASH,
                "03:04:20.200 10-brand.sh: https://user:secret@mirror.example/fedora")),
        lock(),
        new Fit(
            Layout.standard(),
            new Size(0),
            Optional.of(Size.parse("64G")),
            Optional.of(Size.parse("1500M")),
            Optional.empty(),
            Optional.of(Size.parse("2G")),
            Optional.of(Size.parse("4G"))),
        kickstart(),
        List.of(
            new BuildReport.Judged(
                new Finding(
                    Finding.Severity.WARNING,
                    "no-remote-access",
                    "nobody can log in from elsewhere: " + HOSTILE,
                    "session",
                    "type `user add NAME --key FILE`"),
                false)),
        120,
        List.of(new BuildReport.Part("ks.cfg", "18.7 KiB", SOME.toString())),
        List.of(new BuildReport.Part("the image", "812.4 MiB", SOME.toString())));
  }

  private static RunRecord run() {
    List<String> steps =
        List.of(
            "pack-overlay",
            "fetch-base",
            "fetch-packages",
            "stage-tree",
            "run-build-hooks",
            "write-iso");
    List<Integer> begins = List.of(0, 180, 4_200, 15_000, 15_400, 0);
    List<Integer> took = List.of(180, 4_020, 10_800, 400, 2_600, 0);
    List<StepState> states =
        List.of(
            StepState.DONE,
            StepState.DONE,
            StepState.DONE,
            StepState.REUSED,
            StepState.FAILED,
            StepState.WAITING);
    List<RunRecord.StepRecord> records = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      records.add(
          new RunRecord.StepRecord(
              steps.get(i),
              states.get(i),
              Duration.ofMillis(begins.get(i)),
              Duration.ofMillis(states.get(i) == StepState.REUSED ? 0 : took.get(i)),
              i * 12_345_678L,
              Optional.empty(),
              Path.of("log"),
              StepKey.of(steps.get(i), 1).with("file", HOSTILE)));
    }
    return new RunRecord(
        "20260102-030405-000",
        BEGAN,
        Duration.ofSeconds(18),
        StepState.FAILED,
        records,
        "the build hook 10-brand.sh failed: it ended with status 1: " + HOSTILE,
        Optional.empty(),
        Optional.empty());
  }

  private static Lock lock() {
    List<LockedPackage> packages = new ArrayList<>();
    for (int i = 0; i < PACKAGES; i++) {
      String name = i == 3 ? HOSTILE : String.format(Locale.ROOT, "package-%03d", i);
      packages.add(
          new LockedPackage(
              new Nevra(name, Evr.parse("1." + i + "-1.fc44"), "x86_64"),
              i % 5 == 0 ? "updates" : "fedora",
              "Packages/p/" + i + ".rpm",
              30_000_000L / (i + 2),
              i == PACKAGES - 1 ? 0 : 120_000_000L / (i + 1),
              SOME,
              "",
              i % 20 == 0,
              i % 20 == 0
                  ? List.of()
                  : List.of(
                      new LockedPackage.Need(
                          "package-000", DependencyKind.REQUIRES, "lib" + i + ".so()(64bit)"))));
    }
    return new Lock(
        packages,
        List.of(),
        List.of(),
        "x86_64",
        List.of(
            new LockedRepository("fedora", "1", SOME), new LockedRepository("updates", "2", SOME)),
        LockPolicy.STANDARD);
  }

  private static Kickstart kickstart() {
    List<KickstartLine> lines = new ArrayList<>();
    lines.add(line("text", "root", new KickstartLine.Template("root.ks", 1)));
    lines.add(
        line("rootpw --iscrypted " + HASH, "root", new KickstartLine.Setting("root-password")));
    lines.add(
        line(
            "user --name=ops --iscrypted --password='" + HASH + "'",
            "root",
            new KickstartLine.Setting("user")));
    lines.add(
        line(
            "bootloader --password=grub.pbkdf2.sha512.10000.0123ABCD.4567EF",
            "root",
            new KickstartLine.UserFile("/home/me/" + HOSTILE + "/my.ks", 3)));
    for (int i = 1; i <= 40; i++) {
      lines.add(
          line(
              "echo '" + "long ".repeat(i) + "' > /etc/x",
              "post",
              new KickstartLine.Template("post.sh", i)));
    }
    return new Kickstart(lines);
  }

  private static KickstartLine line(String text, String section, KickstartLine.Origin origin) {
    return new KickstartLine(text, section, origin);
  }
}
