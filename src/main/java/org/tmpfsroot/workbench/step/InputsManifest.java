package org.tmpfsroot.workbench.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;

/**
 * The digests of all that went into a medium, on the medium: {@code inputs.json} with {@code base}
 * ({@code sha256}), {@code packages[]} ({@code nevra}, {@code repository}, {@code sha256} or
 * another algorithm's name) and {@code files[]} ({@code path}, {@code size}, {@code sha256}): what
 * is neither of the base image nor a locked package, made by this program, by the user's trees or
 * by hooks.
 */
final class InputsManifest {
  static final String PATH = "inputs.json";
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private InputsManifest() {}

  /**
   * Reads every file it gives a digest of, but for the locked packages.
   *
   * @param base the SHA-256 of the installer image
   * @param packages the folder of the locked packages
   */
  static IsoContent of(IsoTree tree, Digest base, Lock lock, Path packages) throws IOException {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("schema", 1);
    manifest.put("base", Map.of("sha256", base.hex()));
    List<Map<String, Object>> locked = new ArrayList<>();
    for (LockedPackage each : lock.packages()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("nevra", each.nevra().toString());
      one.put("repository", each.repository());
      one.put(each.digest().algorithm().metadataName(), each.digest().hex());
      locked.add(one);
    }
    manifest.put("packages", locked);
    manifest.put("files", files(tree, packages));
    try {
      return IsoContent.ofBytes(
          (WRITER.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always written", e);
    }
  }

  private static List<Map<String, Object>> files(IsoTree tree, Path packages) throws IOException {
    List<Map<String, Object>> files = new ArrayList<>();
    for (Map.Entry<String, IsoTree.Node> entry : tree.nodes().entrySet()) {
      Cancelled.check();
      if (entry.getValue() instanceof IsoTree.Node.File file && isOwn(file.content(), packages)) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("path", entry.getKey());
        one.put("size", file.content().size());
        try (InputStream in = file.content().open()) {
          one.put("sha256", Digest.Algorithm.SHA256.of(in).hex());
        }
        files.add(one);
      }
    }
    return files;
  }

  private static boolean isOwn(IsoContent content, Path packages) {
    return !(content instanceof IsoContent.OfEntry)
        && !(content instanceof IsoContent.OfFile of && packages.equals(of.file().getParent()));
  }
}
