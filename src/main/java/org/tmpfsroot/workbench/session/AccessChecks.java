package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;

/** Whether anybody can get into the installed system. */
final class AccessChecks {
  static final List<SessionChecks.Looking> ALL =
      List.of(AccessChecks::login, AccessChecks::network);

  private static final List<String> REMOTE = List.of("NetworkManager", "openssh-server");

  private AccessChecks() {}

  private static Stream<Finding> login(ImageSession session) {
    boolean locked = session.settings().value(SettingKeys.ROOT_PASSWORD).equals(SystemForms.LOCKED);
    boolean possible =
        !locked
            || session.files().of(FileKind.KS_ROOT).isPresent()
            || session.users().stream().anyMatch(UserChoice::canLogIn);
    return possible
        ? Stream.empty()
        : Stream.of(
            SessionCheck.NO_LOGIN.at(
                "user",
                "root is locked, no user has a key or password, and there is no ks.root",
                "type `user add NAME --key FILE`"));
  }

  private static Stream<Finding> network(ImageSession session) {
    return session.lock().stream()
        .flatMap(lock -> REMOTE.stream().filter(name -> lock.named(name).isEmpty()))
        .map(
            name ->
                SessionCheck.NO_REMOTE_ACCESS.at(
                    "package " + name,
                    "it is not locked, so the machine may not be reached over the network",
                    "type `package add " + name + "`"));
  }
}
