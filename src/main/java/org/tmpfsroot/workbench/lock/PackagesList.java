package org.tmpfsroot.workbench.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * A list of wanted packages in a file: a name or NVR a line; {@code -x NAME} excludes NAME. Empty
 * lines, and what follows a {@code #}, say nothing.
 *
 * @param wanted in the file's order
 * @param excludes in the file's order
 */
public record PackagesList(List<PackageSpec> wanted, List<String> excludes) {
  private static final long LARGEST = 4 << 20;
  private static final Pattern EXCLUDE = Pattern.compile("-x\\s*(\\S+)");

  public PackagesList {
    wanted = List.copyOf(wanted);
    excludes = List.copyOf(excludes);
  }

  /**
   * Reads a file.
   *
   * @throws Fault (usage) when there is no such file, or a line of it cannot be a package, naming
   *     file and line; (world) when it cannot be read
   */
  public static PackagesList read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Fault.usage(
          "cannot read " + file,
          Files.exists(file) ? "it is not a file" : "there is no such file",
          "name a file with a package a line");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw Fault.usage(
            "cannot read " + file,
            "it is too large for a list",
            "name a file with a package a line");
      }
      byte[] bytes = Files.readAllBytes(file);
      return parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
          file.toString());
    } catch (CharacterCodingException e) {
      throw Fault.usage("cannot read " + file, "it is not UTF-8", "save it as UTF-8").causedBy(e);
    } catch (IOException e) {
      throw Fault.world("cannot read " + file, IoReason.of(e), "name a file that can be read")
          .causedBy(e);
    }
  }

  /** Like {@link #read}, from text; {@code document} is what messages call it. */
  public static PackagesList parse(String text, String document) {
    List<PackageSpec> wanted = new ArrayList<>();
    List<String> excludes = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String content = line.replaceFirst("#.*", "").strip();
      Matcher exclude = EXCLUDE.matcher(content);
      try {
        if (exclude.matches()) {
          excludes.add(PackageSpec.parse(exclude.group(1)).toString());
        } else if (!content.isEmpty()) {
          wanted.add(PackageSpec.parse(content));
        }
      } catch (Fault e) {
        throw e.within(document + ":" + number);
      }
    }
    return new PackagesList(wanted, excludes);
  }
}
