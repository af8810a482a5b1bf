package org.tmpfsroot.workbench.session;

import java.nio.file.Path;

/** The spellings of values that say how containers are made and used. */
final class ContainerForms {
  static final ValueForm<String> IMAGE =
      ValueForm.shaped(
          "a container image such as fedora:44",
          "[a-z0-9][A-Za-z0-9._/-]*(:[0-9]{1,5}/[A-Za-z0-9._/-]+)?(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?");

  static final ValueForm<String> REGISTRY =
      ValueForm.shaped(
          "a registry such as mirror.example.com:5000, with a path where it has one",
          "[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9._-]+)*");

  static final ValueForm<Path> CERTIFICATES =
      ValueForm.of(
          "the absolute path of a PEM file",
          text -> {
            Path path = Path.of(text);
            if (!path.isAbsolute()) {
              throw new ValueForm.Refused("it is not an absolute path");
            }
            return path.normalize();
          },
          Path::toString);

  static final ValueForm<String> NETWORK =
      ValueForm.shaped(
          "a network of the daemon such as default or host", "[A-Za-z0-9][A-Za-z0-9_.-]*");

  private ContainerForms() {}
}
