package org.tmpfsroot.workbench.kickstart;

import org.tmpfsroot.workbench.fault.Check;
import org.tmpfsroot.workbench.fault.Finding.Severity;

/** What is looked for in a kickstart's text. */
public enum KickstartCheck implements Check {
  TEXT_CHARACTER(Severity.ERROR, "a character that is no part of a kickstart, such as CR"),
  QUOTE_OPEN(Severity.ERROR, "a quote that is not closed on its line"),

  COMMAND_UNKNOWN(Severity.ERROR, "a word that is no kickstart command"),
  COMMAND_TOO_NEW(Severity.ERROR, "a command that only later releases have"),
  COMMAND_REMOVED(Severity.ERROR, "a command that the release no longer has"),
  COMMAND_DEPRECATED(Severity.WARNING, "a command that the release only warns of"),
  COMMAND_TWICE(
      Severity.WARNING, "a command that counts once, or once for each thing, given twice"),
  COMMAND_MISSING(Severity.ERROR, "a command or section without which the installer asks"),
  COMMANDS_EXCLUSIVE(Severity.ERROR, "commands that are not used together"),

  OPTION_UNKNOWN(Severity.ERROR, "an option that the command has not"),
  OPTION_TOO_NEW(Severity.ERROR, "an option that only later releases have"),
  OPTION_REMOVED(Severity.ERROR, "an option that the release no longer has"),
  OPTION_DEPRECATED(Severity.WARNING, "an option that the release only warns of"),
  OPTION_VALUE(Severity.ERROR, "an option without its value, or with one it does not take"),
  OPTION_NUMBER(Severity.ERROR, "an option whose value is no whole number"),
  OPTION_CHOICE(Severity.ERROR, "an option whose value is none of those there are"),
  OPTION_MISSING(Severity.ERROR, "a command without an option that it needs"),
  OPTION_ALONE(Severity.ERROR, "an option without the one that it belongs to"),
  OPTIONS_EXCLUSIVE(Severity.ERROR, "options that are not used together"),
  OPTIONS_CONTRARY(Severity.WARNING, "options of which only the last counts"),
  ARGUMENT_MISSING(Severity.ERROR, "a command without what it is about"),
  ARGUMENT_EXTRA(Severity.ERROR, "a word too many behind a command"),

  SECTION_UNKNOWN(Severity.ERROR, "a section that the release has not"),
  SECTION_OPEN(Severity.ERROR, "a section without %end"),
  SECTION_NESTED(Severity.ERROR, "a section that begins inside another"),
  END_ALONE(Severity.ERROR, "an %end that ends nothing"),
  INCLUDE_ELSEWHERE(Severity.WARNING, "an included file that is not there when it is read"),
  PACKAGES_LINE(Severity.ERROR, "a line of %packages that is no package and no group"),
  PACKAGES_IGNORED(Severity.WARNING, "missing packages are passed over"),

  MOUNT_TWICE(Severity.ERROR, "two partitions for one place"),
  PART_SIZE_MISSING(Severity.ERROR, "a partition without a size"),
  MEMBER_UNKNOWN(Severity.ERROR, "a volume on a partition that is not made"),
  MEMBER_UNUSED(Severity.WARNING, "a partition for a volume that is not made"),
  ROOT_MISSING(Severity.ERROR, "no partition for the root"),
  LOADER_PARTITION_MISSING(Severity.ERROR, "no partition for the firmware's boot loader"),
  DISK_UNLISTED(Severity.ERROR, "a disk that the installer was told to leave alone"),
  CLEARS_EVERYTHING(Severity.ERROR, "every disk is cleared, the medium too"),

  MEDIUM_BY_DEVICE(Severity.ERROR, "the medium is looked for as a CD only"),
  DEVICE_NAME(Severity.WARNING, "a disk by the kernel's name, which changes"),
  FSTAB_ROOT(Severity.ERROR, "an fstab line for the root, which is memory"),
  SELINUX_DIFFERS(Severity.ERROR, "another SELinux mode than the kernel is started with"),
  BOOTLOADER_IGNORED(Severity.WARNING, "boot loader options that have no effect"),
  REPOSITORY_NOT_LOCKED(Severity.WARNING, "packages from a place that the lock does not know"),
  ASKS_A_PERSON(Severity.WARNING, "the installation waits for a person"),
  PASSWORD_PLAIN(Severity.ERROR, "a password that anybody can read off the medium"),
  PASSWORD_WEAK(Severity.WARNING, "a password hash that is quickly broken"),

  SCRIPT_SYNTAX(Severity.ERROR, "shell that bash does not understand"),
  SCRIPT_INTERPRETER(Severity.WARNING, "an interpreter that the installer has not"),
  SCRIPT_GOES_ON(Severity.WARNING, "a script whose failure is passed over"),
  SCRIPT_RESTARTS(Severity.WARNING, "a script that ends the installation before its end"),
  SCRIPT_BOOT_LOADER(Severity.WARNING, "a script that sets up a boot loader which is replaced"),
  SCRIPT_INSTALLS(Severity.WARNING, "a script that installs packages which nobody locked");

  private final Severity severity;
  private final String about;

  KickstartCheck(Severity severity, String about) {
    this.severity = severity;
    this.about = about;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String about() {
    return about;
  }
}
