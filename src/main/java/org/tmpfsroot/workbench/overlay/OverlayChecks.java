package org.tmpfsroot.workbench.overlay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.io.BashSyntax;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Folder;

/** Looks into hook folders and trees, so that nothing in them is first found by an installation. */
public final class OverlayChecks {
  private static final Pattern INTERPRETER = Pattern.compile("#! */\\S+.*");
  private static final Pattern SHELL = Pattern.compile("#! */\\S*?(?:env +)?(?:ba)?sh(?: .*)?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final int ANY_RUN_BIT = 0111;
  private static final int LONGEST_SCRIPT = 1 << 20;

  private OverlayChecks() {}

  /** What is wrong with a folder of hooks. */
  public static List<Finding> ofHooks(Path folder) {
    return readable(folder, () -> ofHooks(folder, FolderReader.read(folder)));
  }

  /** What is wrong with a tree that is laid over the installed root. */
  public static List<Finding> ofRootTree(Path folder) {
    return readable(
        folder,
        () -> {
          Set<String> runtime = new TreeSet<>();
          for (OverlayEntry entry : RuntimeOverlay.entries()) {
            if (!(entry.content() instanceof Folder)) {
              runtime.add(entry.path());
            }
          }
          return FolderReader.read(folder).stream()
              .map(OverlayEntry::path)
              .filter(runtime::contains)
              .map(
                  path ->
                      OverlayCheck.RUNTIME_REPLACED.at(
                          folder.resolve(path).toString(),
                          "/" + path + " is the program's own and makes the boot safe",
                          "remove it, or change it with a drop-in of another name"))
              .toList();
        });
  }

  /** What is wrong with a tree that goes anywhere else. */
  public static List<Finding> ofTree(Path folder) {
    return readable(
        folder,
        () -> {
          FolderReader.read(folder);
          return List.of();
        });
  }

  static List<Finding> ofHooks(Path root, List<OverlayEntry> entries) {
    List<Finding> findings = new ArrayList<>();
    List<String> scripts = HookFolder.names(entries);
    for (OverlayEntry entry : entries) {
      if (scripts.contains(entry.path())) {
        script(root.resolve(entry.path()), findings);
      } else if (!entry.path().contains("/")
          && (entry.mode() & ANY_RUN_BIT) != 0
          && entry.content() instanceof OverlayEntry.Regular) {
        findings.add(
            OverlayCheck.HOOK_NAME.at(
                root.resolve(entry.path()).toString(),
                entry.path() + " can be run but its name does not end in " + HookFolder.SCRIPT,
                "rename it, or take its run bit away"));
      }
    }
    order(root, scripts, findings);
    return findings;
  }

  /** Names are sorted letter by letter, so that 10 comes before 9. */
  private static void order(Path root, List<String> scripts, List<Finding> findings) {
    String before = "";
    long highest = -1;
    for (String name : scripts) {
      Matcher number = NUMBER.matcher(name);
      if (!number.lookingAt()) {
        continue;
      }
      long value = Long.parseLong(number.group());
      if (value < highest) {
        findings.add(
            OverlayCheck.HOOK_ORDER.at(
                root.resolve(name).toString(),
                name + " runs after " + before + ", since names are sorted letter by letter",
                "give all numbers in these names equally many digits, as in 0" + name));
      } else {
        highest = value;
        before = name;
      }
    }
  }

  private static void script(Path script, List<Finding> findings) {
    String name = String.valueOf(script.getFileName());
    String place = script.toString();
    if (!Files.isRegularFile(script)) {
      findings.add(OverlayCheck.HOOK_NOT_RUNNABLE.at(place, name + " is not a file", "remove it"));
      return;
    }
    if (!Files.isExecutable(script)) {
      findings.add(
          OverlayCheck.HOOK_NOT_RUNNABLE.at(
              place, name + " has no run bit (chmod +x)", "give it its run bit"));
    }
    String text = text(script);
    String first = text.lines().findFirst().orElse("");
    if (!INTERPRETER.matcher(first).matches()) {
      findings.add(
          OverlayCheck.HOOK_WITHOUT_INTERPRETER.at(
              place + ":1",
              name + " does not begin with #! and the path of an interpreter",
              "begin it with #!/bin/bash"));
    }
    if (text.contains("\r\n")) {
      findings.add(
          OverlayCheck.HOOK_LINE_ENDS.at(
              place, name + " has Windows line ends", "save it with Unix line ends"));
    } else if (SHELL.matcher(first).matches()) {
      for (BashSyntax.Mistake mistake : BashSyntax.mistakes(text)) {
        findings.add(
            OverlayCheck.HOOK_SYNTAX.at(
                place + ":" + mistake.line(),
                name + ", line " + mistake.line() + ": " + mistake.text(),
                "correct the script"));
      }
    }
  }

  private static String text(Path script) {
    try (InputStream in = Files.newInputStream(script)) {
      return new String(in.readNBytes(LONGEST_SCRIPT), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Fault.world("cannot read the hook " + script, IoReason.of(e), "make it readable")
          .causedBy(e);
    }
  }

  private interface Reading {
    List<Finding> findings();
  }

  private static List<Finding> readable(Path folder, Reading reading) {
    try {
      return reading.findings();
    } catch (Fault e) {
      return List.of(
          OverlayCheck.TREE_UNREADABLE.at(folder.toString(), e.what() + ": " + e.why(), e.next()));
    }
  }
}
