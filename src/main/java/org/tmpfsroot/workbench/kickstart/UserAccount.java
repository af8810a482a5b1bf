package org.tmpfsroot.workbench.kickstart;

import java.util.List;
import java.util.Optional;

/**
 * An account of the installed system.
 *
 * @param name the login name
 * @param passwordHash a crypted password; none: the password is locked
 * @param groups supplementary groups
 * @param sshKeys lines for its {@code authorized_keys}
 */
public record UserAccount(
    String name, Optional<String> passwordHash, List<String> groups, List<String> sshKeys) {
  public UserAccount {
    groups = List.copyOf(groups);
    sshKeys = List.copyOf(sshKeys);
  }
}
