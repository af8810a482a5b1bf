package org.tmpfsroot.workbench.overlay;

import org.tmpfsroot.workbench.fault.Check;
import org.tmpfsroot.workbench.fault.Finding.Severity;

/** What is looked for in hooks and in trees that are laid over the root. */
public enum OverlayCheck implements Check {
  HOOK_NOT_RUNNABLE(Severity.ERROR, "a hook has no run bit, or is no file"),
  HOOK_WITHOUT_INTERPRETER(Severity.ERROR, "a hook's first line names no interpreter"),
  HOOK_LINE_ENDS(Severity.ERROR, "a hook has Windows line ends"),
  HOOK_NAME(Severity.ERROR, "a program in a hook folder is not run, for its name"),
  HOOK_ORDER(Severity.WARNING, "hooks run in another order than their numbers say"),
  HOOK_SYNTAX(Severity.ERROR, "a hook is no shell that bash understands"),
  TREE_UNREADABLE(Severity.ERROR, "a tree holds what cannot be copied"),
  RUNTIME_REPLACED(Severity.WARNING, "a tree replaces a file that makes the boot safe");

  private final Severity severity;
  private final String about;

  OverlayCheck(Severity severity, String about) {
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
