package org.tmpfsroot.workbench.session;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.lock.LockJson;

/**
 * The file form of a session: JSON with {@code "schema": 1}, keys in one order, only what differs
 * from a new session, paths relative to the file. The lock stands beside it, as {@code
 * NAME.rpms.lock.json}.
 */
public final class SessionJson {
  static final int SCHEMA = 1;
  private static final long LARGEST = 16 << 20;
  private static final String LOCK_SUFFIX = ".rpms.lock.json";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.ALLOW_COMMENTS)
          .build();

  private SessionJson() {}

  /**
   * Reads a session and its lock. What it names need not be there.
   *
   * @throws Fault (usage) when there is no such file; (world) when it cannot be read or is not
   *     JSON; (session) when its schema, a key or a value is not known, naming the JSON path
   */
  public static ImageSession read(Path file, MachineDefaults machine) {
    JsonFields fields = JsonFields.root(file.toString(), tree(file));
    Path folder = folderOf(file);
    return fields.readBy(
        root -> {
          int schema = root.required("schema", root.number("schema"));
          if (schema != SCHEMA) {
            throw root.wrong("schema", "this program reads schema " + SCHEMA + ", not " + schema);
          }
          return new SessionReader(folder, machine).read(root);
        });
  }

  /**
   * Writes a session and, where it has one, its lock. Each file is there whole, old or new, at any
   * time.
   *
   * @throws Fault (world) when it cannot be written
   */
  public static void write(ImageSession session, Path file) {
    // first: a session without the lock it names could not be opened
    session.lock().ifPresent(lock -> LockJson.write(lock, lockBeside(file)));
    byte[] bytes = text(session, file).getBytes(StandardCharsets.UTF_8);
    boolean secret =
        session.settings().list().stream()
            .anyMatch(
                entry ->
                    entry.key().secret()
                        && session.settings().chosen().containsKey(entry.key().name()));
    if (secret) {
      AtomicFile.writeForOwner(file, bytes);
    } else {
      AtomicFile.write(file, bytes);
    }
  }

  /** What {@link #write} would write into {@code file}. */
  public static String text(ImageSession session, Path file) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", SCHEMA);
    new SessionWriter(folderOf(file), lockBeside(file)).write(session, root);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always written", e);
    }
  }

  /** Whether it is a file, and none that is far too large: what else is there may never end. */
  static boolean canBeOne(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) <= LARGEST;
  }

  private static JsonNode tree(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Fault.usage(
          "cannot open " + file,
          Paths.whyNot(file, "file", "there is no such file"),
          "name a session file, or type `session new NAME`");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw Fault.world(
            "cannot open " + file, "it is too large for a session", "name a session file");
      }
      return MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw Fault.world(
              "cannot open " + file,
              IoReason.of(e),
              "name a session file, or restore it from a copy")
          .causedBy(e);
    } catch (IOException e) {
      throw Fault.world("cannot open " + file, IoReason.of(e), "name a file that can be read")
          .causedBy(e);
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw Fault.usage("cannot use " + file, "it is not a file name", "name a file");
    }
    return folder;
  }

  /** Where the lock of the session in {@code file} is kept. */
  public static Path lockBeside(Path file) {
    String name = String.valueOf(file.getFileName());
    String stem =
        name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
    return folderOf(file).resolve(stem + LOCK_SUFFIX);
  }
}
