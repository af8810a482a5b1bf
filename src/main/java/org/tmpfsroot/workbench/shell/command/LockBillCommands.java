package org.tmpfsroot.workbench.shell.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.sbom.Bill;
import org.tmpfsroot.workbench.sbom.CycloneDx;
import org.tmpfsroot.workbench.sbom.Spdx;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;

/** What is in the image, for those who must account for it. */
@Noun(value = "lock", about = "the packages the image is made of, exactly")
public final class LockBillCommands {
  private static final String CYCLONE_DX = ".cdx.json";
  private static final String SPDX = ".spdx.json";

  private final Workspace workspace;
  private final ContentStore store;

  public LockBillCommands(Workspace workspace, ContentStore store) {
    this.workspace = workspace;
    this.store = store;
  }

  @Command(
      name = {"lock", "sbom"},
      description = "write a bill of materials of the locked packages",
      help =
          """
          NAME.cdx.json is CycloneDX 1.6, NAME.spdx.json is SPDX 2.3. Names, versions, digests and
          dependencies are the lock's, licences and suppliers those in the packages' own headers:
          so the packages must have been fetched, as a build does. The same lock gives the same
          file.

          > lock sbom gateway.cdx.json
          > lock sbom gateway.spdx.json
          """)
  public void sbom(@Argument(index = 0, description = "a file") Path file, Output output) {
    ImageSession session = workspace.session();
    Lock lock = LockCommands.lockOf(session);
    Path target = Editing.absolute(file);
    boolean cyclone = target.toString().endsWith(CYCLONE_DX);
    if (!cyclone && !target.toString().endsWith(SPDX)) {
      throw Fault.usage(
          "cannot tell which form " + file + " is to have",
          "CycloneDX is NAME" + CYCLONE_DX + ", SPDX is NAME" + SPDX,
          "type `lock sbom " + session.name() + CYCLONE_DX + "`");
    }
    Bill bill =
        Bill.of(session.name(), session.release().number(), lock, locked -> rpm(lock, locked));
    String text = cyclone ? CycloneDx.text(bill) : Spdx.text(bill);
    AtomicFile.write(target, text.getBytes(StandardCharsets.UTF_8));
    output.line(lock.packages().size() + " packages written to " + target);
  }

  private Path rpm(Lock lock, LockedPackage wanted) {
    return store
        .find(wanted.digest())
        .orElseThrow(
            () -> {
              List<LockedPackage> missing =
                  lock.packages().stream()
                      .filter(locked -> store.find(locked.digest()).isEmpty())
                      .toList();
              return Fault.session(
                  "cannot tell the licences of all packages",
                  missing.size() + " of " + lock.packages().size() + " were not fetched yet",
                  "type `build run --to fetch-packages` first");
            });
  }
}
