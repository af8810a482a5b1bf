package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.release.Releases;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.ReleaseChoice;
import org.tmpfsroot.workbench.shell.Output;

/**
 * What a session begins with.
 *
 * @param release the number of one there is
 * @param disks those the installer may erase
 * @param packages what is asked for first
 */
record NewSession(String name, int release, List<String> disks, List<String> packages) {
  private static final String USUAL_NAME = "gateway";
  private static final String USUAL_DISK = "sda";
  private static final String USUAL_PACKAGES = "openssh-server NetworkManager sudo";

  /**
   * Asks for all of it; Enter takes what stands in brackets.
   *
   * @throws Fault (usage) where nobody can be asked
   */
  static NewSession asked(Output output) {
    String name = answer(output, "What is it called?", USUAL_NAME);
    int newest = Releases.newest().number();
    String release = answer(output, "Which Fedora release?", String.valueOf(newest));
    String disks = answer(output, "Which disks may the installer erase?", USUAL_DISK);
    String packages = answer(output, "Which packages to begin with?", USUAL_PACKAGES);
    return new NewSession(name, number(release), words(disks), words(packages));
  }

  private static String answer(Output output, String question, String usual) {
    String typed =
        output
            .ask(question + " [" + usual + "] ")
            .orElseThrow(
                () ->
                    Fault.usage(
                        "NAME is missing",
                        "nobody can be asked for it here",
                        "usage: session new NAME; more with `help session new`"));
    return typed.isEmpty() ? usual : typed;
  }

  private static int number(String typed) {
    if (!typed.matches("\\d{1,4}")) {
      throw Fault.usage(
          "'" + typed + "' is not a release", "it is a number such as 44", "type `release list`");
    }
    return Integer.parseInt(typed);
  }

  private static List<String> words(String typed) {
    return List.of(typed.strip().split("[,\\s]+"));
  }

  ImageSession made(MachineDefaults machine) {
    ImageSession session =
        ImageSession.of(name, Releases.of(release).number(), machine)
            .withRelease(ReleaseChoice.of(release))
            .withPackages(none -> none.plus(PackageCommands.specs(packages)));
    for (String disk : disks) {
      session =
          session.withDisks(
              before -> before.plus(new Disk(disk, Optional.empty(), Optional.empty())));
    }
    return session;
  }
}
