package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.session.FileEffect;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** What the user's own files and folders do. */
@Noun(value = "file", about = "your own kickstart parts, scripts and trees")
public final class FileListCommands {
  private final Builds builds;
  private final Resolvers resolvers;

  public FileListCommands(Builds builds, Resolvers resolvers) {
    this.builds = builds;
    this.resolvers = resolvers;
  }

  @Command(
      name = {"file", "list"},
      description = "list the kinds of files, and what each path of yours adds or replaces",
      help =
          """
          Compared with the files of the locked packages and, once it was fetched, with the
          installer image. JSON: an array of objects with kind, path (or null), description,
          entries[], each of these with path, mode, owner, effect.

          > file list
          """)
  public void list(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = builds.session();
    List<FileEffect> effects =
        FileEffect.of(session, new ComparedFiles(builds, resolvers, output).known());
    Table table = Table.of("kind", "path", "description").andForPrograms("entries");
    for (FileKind kind : FileKind.values()) {
      Optional<String> path = session.files().of(kind).map(Path::toString);
      List<Map<String, Object>> entries =
          effects.stream()
              .filter(effect -> effect.kind() == kind)
              .map(FileListCommands::tree)
              .toList();
      table.row(kind.toString(), path, kind.description(), entries);
    }
    output.show(table, format);
    if (format == Format.TABLE && !effects.isEmpty()) {
      Table paths = Table.of("kind", "path", "mode", "owner", "effect");
      for (FileEffect effect : effects) {
        paths.row(
            effect.kind().toString(),
            effect.path(),
            Integer.toOctalString(effect.mode()),
            effect.owner(),
            effect.effect());
      }
      output.line("");
      output.show(paths, format);
    }
  }

  private static Map<String, Object> tree(FileEffect effect) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("path", effect.path());
    tree.put("mode", Integer.toOctalString(effect.mode()));
    tree.put("owner", effect.owner());
    tree.put("effect", effect.effect());
    return tree;
  }
}
