package org.tmpfsroot.workbench.lock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * The full file form of a lock, {@code rpms.lock.json}: JSON with {@code "schema": 1}, UTF-8, two
 * blanks of indentation, keys in one order, packages sorted; the same lock gives the same bytes.
 *
 * <p>Keys: {@code arch}; {@code policy} ({@code weakDependencies}, {@code best}, {@code closure});
 * {@code requests[]} ({@code spec}, {@code reason}); {@code excludes[]}; {@code repositories[]}
 * ({@code id}, {@code revision}, {@code repomd}); {@code packages[]} with {@code name}, {@code
 * epoch} (a number), {@code version}, {@code release}, {@code arch}, {@code repository}, {@code
 * location}, {@code size}, {@code installedSize} (bytes), {@code sha256} (or, where the repository
 * uses another algorithm, {@code digest} as {@code sha512:…}), {@code sourceRpm}, {@code
 * requested}, {@code neededBy[]} (package names, the parent first) and {@code neededFor[]} (in the
 * same order, what each of them needs).
 *
 * <p>The key a package is signed with is not among them: a repository's metadata does not have it,
 * only the package's own header, and a lock is written before packages are fetched. What a lock
 * says must not depend on what happens to be in the cache. The digest stands for the whole file,
 * its signature too, which is verified when the file is fetched, unless its repository's packages
 * need none.
 */
public final class LockJson {
  static final int SCHEMA = 1;
  private static final long LARGEST = 256L << 20;
  private static final int DEEPEST = 16;
  private static final int LONGEST_TEXT = 1 << 16;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_TEXT)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  private LockJson() {}

  /**
   * Reads a lock.
   *
   * @throws Fault (usage) when there is no such file; (world) when it cannot be read or is not
   *     JSON; (session) when a key or value is not known, naming where
   */
  public static Lock read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Fault.usage(
          "cannot read " + file,
          Files.exists(file) ? "it is not a file" : "there is no such file",
          "name a lock that `lock save FILE` has written");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw unreadable(file, "it is too large for a lock");
      }
      return read(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw unreadable(file, IoReason.of(e)).causedBy(e);
    }
  }

  /** Like {@link #read(Path)}, from bytes; {@code document} is what messages call them. */
  public static Lock read(byte[] json, String document) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (IOException e) {
      // not only what is no JSON: bytes that look like UTF-32 are refused before they are parsed
      throw Fault.world(
              "cannot read " + document,
              IoReason.of(e),
              "write it anew with `lock save " + document + "`")
          .causedBy(e);
    }
    return LockReader.read(root, document);
  }

  /**
   * Writes a lock; the file is there whole, old or new, at any time.
   *
   * @throws Fault (world) when it cannot be written
   */
  public static void write(Lock lock, Path file) {
    AtomicFile.write(file, text(lock).getBytes(StandardCharsets.UTF_8));
  }

  /** What {@link #write} writes. */
  public static String text(Lock lock) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      return MAPPER
              .writer(printer)
              .writeValueAsString(new LockWriter(JsonNodeFactory.instance).tree(lock))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always written", e);
    }
  }

  private static Fault unreadable(Path file, String why) {
    return Fault.world("cannot read " + file, why, "name a lock that `lock save FILE` has written");
  }
}
