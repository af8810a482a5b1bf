package org.tmpfsroot.workbench.app;

import java.util.List;
import org.tmpfsroot.workbench.shell.command.BuildCommands;
import org.tmpfsroot.workbench.shell.command.BuildDebugCommands;
import org.tmpfsroot.workbench.shell.command.BuildHistoryCommands;
import org.tmpfsroot.workbench.shell.command.BuildReportCommands;
import org.tmpfsroot.workbench.shell.command.BuildVerifyCommands;
import org.tmpfsroot.workbench.shell.command.DiskCommands;
import org.tmpfsroot.workbench.shell.command.EngineCommands;
import org.tmpfsroot.workbench.shell.command.FileCommands;
import org.tmpfsroot.workbench.shell.command.FileListCommands;
import org.tmpfsroot.workbench.shell.command.GeneralCommands;
import org.tmpfsroot.workbench.shell.command.ImageCommands;
import org.tmpfsroot.workbench.shell.command.ImageCutCommands;
import org.tmpfsroot.workbench.shell.command.IsoBootCommands;
import org.tmpfsroot.workbench.shell.command.IsoCheckCommands;
import org.tmpfsroot.workbench.shell.command.IsoCommands;
import org.tmpfsroot.workbench.shell.command.IsoServeCommands;
import org.tmpfsroot.workbench.shell.command.IsoWriteCommands;
import org.tmpfsroot.workbench.shell.command.KickstartCommands;
import org.tmpfsroot.workbench.shell.command.LockAuditCommands;
import org.tmpfsroot.workbench.shell.command.LockBillCommands;
import org.tmpfsroot.workbench.shell.command.LockCommands;
import org.tmpfsroot.workbench.shell.command.LockViewCommands;
import org.tmpfsroot.workbench.shell.command.MirrorCommands;
import org.tmpfsroot.workbench.shell.command.PackageCommands;
import org.tmpfsroot.workbench.shell.command.PackageLookupCommands;
import org.tmpfsroot.workbench.shell.command.PartitionCommands;
import org.tmpfsroot.workbench.shell.command.ReleaseCommands;
import org.tmpfsroot.workbench.shell.command.RepositoryCommands;
import org.tmpfsroot.workbench.shell.command.RepositoryRefreshCommands;
import org.tmpfsroot.workbench.shell.command.SampleCommands;
import org.tmpfsroot.workbench.shell.command.ScriptCommands;
import org.tmpfsroot.workbench.shell.command.SessionCommands;
import org.tmpfsroot.workbench.shell.command.SessionRecoverCommands;
import org.tmpfsroot.workbench.shell.command.SessionTransferCommands;
import org.tmpfsroot.workbench.shell.command.SettingCommands;
import org.tmpfsroot.workbench.shell.command.StatusCommands;
import org.tmpfsroot.workbench.shell.command.UserCommands;

/** Every class of commands, one line each. */
final class CommandClasses {
  static final List<Class<?>> ALL =
      List.of(
          GeneralCommands.class,
          ScriptCommands.class,
          SessionCommands.class,
          SessionTransferCommands.class,
          SessionRecoverCommands.class,
          ReleaseCommands.class,
          MirrorCommands.class,
          RepositoryCommands.class,
          RepositoryRefreshCommands.class,
          PackageCommands.class,
          PackageLookupCommands.class,
          LockCommands.class,
          LockAuditCommands.class,
          LockViewCommands.class,
          LockBillCommands.class,
          DiskCommands.class,
          PartitionCommands.class,
          UserCommands.class,
          SettingCommands.class,
          FileCommands.class,
          FileListCommands.class,
          KickstartCommands.class,
          EngineCommands.class,
          BuildCommands.class,
          BuildDebugCommands.class,
          BuildHistoryCommands.class,
          BuildVerifyCommands.class,
          BuildReportCommands.class,
          IsoCommands.class,
          IsoCheckCommands.class,
          IsoWriteCommands.class,
          IsoBootCommands.class,
          ImageCommands.class,
          ImageCutCommands.class,
          IsoServeCommands.class,
          StatusCommands.class,
          SampleCommands.class);

  private CommandClasses() {}
}
