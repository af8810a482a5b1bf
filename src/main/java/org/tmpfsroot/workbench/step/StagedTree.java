package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoTree;

/**
 * The tree of the new medium between two steps: the text file {@code tree}, a line for each path
 * with where its bytes are: in the base image, in the folder of the packages, or in {@code files}
 * beside it. So what is large is not copied.
 */
public final class StagedTree {
  private static final String LIST = "tree";
  private static final String FILES = "files";

  private StagedTree() {}

  /** Writes {@code tree} into {@code folder}; what is neither of base nor a package is copied. */
  static void write(IsoTree tree, Path folder, Path packages) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, IsoTree.Node> entry : tree.nodes().entrySet()) {
      Cancelled.check();
      String path = plain(entry.getKey());
      IsoTree.Node node = entry.getValue();
      if (node instanceof IsoTree.Node.Link link) {
        lines.add(line("link", path, plain(link.target())));
      } else if (node instanceof IsoTree.Node.File file) {
        lines.add(fileLine(path, file, folder, packages));
      } else {
        lines.add(line("folder", path, ""));
      }
    }
    Files.write(folder.resolve(LIST), lines, StandardCharsets.UTF_8);
  }

  private static String fileLine(String path, IsoTree.Node.File file, Path folder, Path packages)
      throws IOException {
    if (file.content() instanceof IsoContent.OfEntry of) {
      return line(file.executable() ? "base-program" : "base", path, plain(of.entry().path()));
    }
    if (file.content() instanceof IsoContent.OfFile of && packages.equals(of.file().getParent())) {
      return line("package", path, of.file().getFileName().toString());
    }
    Path copy = files(folder).resolve(path);
    Files.createDirectories(copy.resolveSibling("").normalize());
    try (InputStream in = file.content().open()) {
      Files.copy(in, copy);
    }
    return line(file.executable() ? "program" : "file", path, "");
  }

  private static String line(String kind, String path, String from) {
    return kind + "\t" + path + "\t" + from;
  }

  private static String plain(String name) {
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw Fault.session(
          "cannot put '" + name.replaceAll("\\p{Cntrl}", "?") + "' on the medium",
          "its name has a control character",
          "give it another name");
    }
    return name;
  }

  /**
   * Reads what {@link #write} or {@link #list} wrote.
   *
   * @param base must stay open as long as the tree is used
   */
  static IsoTree read(Path folder, IsoImage base, Path packages) throws IOException {
    IsoTree tree = new IsoTree();
    for (String text : Files.readAllLines(folder.resolve(LIST), StandardCharsets.UTF_8)) {
      String[] fields = text.split("\t", -1);
      if (fields.length != 3) {
        throw new IOException("not a line of a tree: " + text);
      }
      String path = fields[1];
      switch (fields[0]) {
        case "folder" -> tree.directory(path);
        case "link" -> tree.link(path, fields[2]);
        case "package" -> tree.file(path, IsoContent.ofFile(packages.resolve(fields[2])));
        case "base" -> tree.file(path, ofBase(base, fields[2]));
        case "base-program" -> tree.program(path, ofBase(base, fields[2]));
        case "file" -> tree.file(path, IsoContent.ofFile(files(folder).resolve(path)));
        case "program" -> tree.program(path, IsoContent.ofFile(files(folder).resolve(path)));
        default -> throw new IOException("not a line of a tree: " + text);
      }
    }
    return tree;
  }

  private static IsoContent ofBase(IsoImage base, String path) throws IOException {
    IsoEntry entry =
        base.find(path).orElseThrow(() -> new IOException(base.file() + " has no " + path));
    return IsoContent.ofEntry(base, entry);
  }

  /** The folder of the files that are not elsewhere. */
  public static Path files(Path folder) {
    return folder.resolve(FILES);
  }

  /** Makes a real tree of copies in {@link #files}: nothing done to it reaches a cache. */
  static void materialise(IsoTree tree, Path folder) throws IOException {
    Path root = Files.createDirectories(files(folder));
    for (Map.Entry<String, IsoTree.Node> entry : tree.nodes().entrySet()) {
      Cancelled.check();
      Path path = root.resolve(entry.getKey());
      if (entry.getValue() instanceof IsoTree.Node.Link link) {
        Files.createSymbolicLink(path, Path.of(link.target()));
      } else if (entry.getValue() instanceof IsoTree.Node.File file) {
        try (InputStream in = file.content().open()) {
          Files.copy(in, path);
        }
        if (file.executable() && !path.toFile().setExecutable(true, false)) {
          throw new IOException("cannot make " + path + " executable");
        }
      } else {
        Files.createDirectories(path);
      }
    }
  }

  /** Writes down the real tree in {@link #files}. */
  public static void list(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, IsoTree.Node> entry :
        new IsoTree().folder(files(folder)).nodes().entrySet()) {
      String path = plain(entry.getKey());
      if (entry.getValue() instanceof IsoTree.Node.Link link) {
        lines.add(line("link", path, plain(link.target())));
      } else if (entry.getValue() instanceof IsoTree.Node.File file) {
        lines.add(line(file.executable() ? "program" : "file", path, ""));
      } else {
        lines.add(line("folder", path, ""));
      }
    }
    Files.write(folder.resolve(LIST), lines, StandardCharsets.UTF_8);
  }
}
