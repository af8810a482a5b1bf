package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/** What a user's own file or folder is for. */
public enum FileKind {
  KS_ROOT("ks.root", Form.TEXT, "commands for the kickstart's root section"),
  KS_PRE("ks.pre", Form.TEXT, "script lines for %pre"),
  KS_PRE_INSTALL("ks.pre-install", Form.TEXT, "script lines for %pre-install"),
  KS_POST_NOCHROOT("ks.post-nochroot", Form.TEXT, "script lines for %post --nochroot"),
  KS_POST("ks.post", Form.TEXT, "script lines for %post"),
  BUILD_HOOKS("build-hooks", Form.FOLDER, "scripts run on this machine over the disk's tree"),
  HOOKS("hooks", Form.FOLDER, "scripts run in the target at the end of its installation"),
  ISO_ROOT("iso-root", Form.FOLDER, "a tree laid over the installer disk's"),
  ROOT("root", Form.FOLDER, "a tree laid over the installed root"),
  INSTALLFS("installfs", Form.FOLDER, "a tree laid over the installer's own root");

  /** What a path of that kind must be. */
  public enum Form {
    TEXT,
    FOLDER
  }

  private final String typed;
  private final Form form;
  private final String description;

  FileKind(String typed, Form form, String description) {
    this.typed = typed;
    this.form = form;
    this.description = description;
  }

  /**
   * The kind of that name.
   *
   * @throws Fault (usage) when there is none, with the nearest names
   */
  public static FileKind parse(String name) {
    List<String> names = names();
    return Stream.of(values())
        .filter(kind -> kind.typed.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.usage(
                    "there is no kind of file '" + name + "'",
                    Nearest.sentence(name, names, "the kinds are " + String.join(", ", names)),
                    "type `file list`"));
  }

  /** All names that can be typed. */
  public static List<String> names() {
    return Stream.of(values()).map(FileKind::toString).toList();
  }

  public Form form() {
    return form;
  }

  /** In one sentence without a full stop. */
  public String description() {
    return description;
  }

  /** As typed. */
  @Override
  public String toString() {
    return typed;
  }
}
