package org.tmpfsroot.workbench.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.tmpfsroot.workbench.fault.Fault;

/** Files that hold a secret and must not be another user's to read or to change. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /**
   * Refuses a file that others have any right to. File systems without such rights are believed.
   *
   * @param what the file holds, for the message
   * @throws Fault (session) when it is not there, no file, or open to others; (world) when it
   *     cannot be looked at
   */
  public static void require(Path file, String what) {
    try {
      if (!Files.isRegularFile(file)) {
        throw Fault.session(
            "cannot read " + what,
            Files.exists(file) ? file + " is not a file" : "there is no " + file,
            "name the file that holds it");
      }
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      if (!OWNERS.containsAll(rights)) {
        throw Fault.session(
            "cannot use " + what + " in " + file,
            "others may read or change it, its mode is " + PosixFilePermissions.toString(rights),
            "make it its owner's alone: chmod 600 " + file);
      }
    } catch (NoSuchFileException | UnsupportedOperationException e) {
      // gone meanwhile, as reading it will say; or a file system that knows no rights
    } catch (IOException e) {
      throw AtomicFile.cannotRead(file, e);
    }
  }
}
