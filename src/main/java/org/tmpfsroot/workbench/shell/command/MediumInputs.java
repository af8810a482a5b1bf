package org.tmpfsroot.workbench.shell.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;

/**
 * What went into an image, as its {@code inputs.json} says.
 *
 * @param base the digest of the installer image
 * @param packages their digests, by what they are called
 * @param files all other files, by their paths
 */
record MediumInputs(
    String base, SortedMap<String, String> packages, SortedMap<String, File> files) {
  /**
   * A file that is neither the installer image's nor a package.
   *
   * @param size in bytes
   * @param digest with its algorithm
   */
  record File(long size, String digest) {
    @Override
    public String toString() {
      return size + " bytes, " + digest;
    }
  }

  private static final String PATH = "inputs.json";
  private static final int LARGEST = 64 << 20;
  private static final List<String> ALGORITHMS = List.of("sha256", "sha512", "sha384", "sha224");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Empty where it does not say so, or not so that it can be understood. */
  static Optional<MediumInputs> of(IsoImage image) throws IOException {
    Optional<IsoEntry> entry = image.find(PATH).filter(IsoEntry::isFile);
    if (entry.isEmpty() || entry.get().size() > LARGEST) {
      return Optional.empty();
    }
    JsonNode root;
    try (InputStream in = image.open(entry.get())) {
      root = MAPPER.readTree(in.readAllBytes());
    } catch (JsonProcessingException | CharConversionException e) {
      return Optional.empty();
    }
    SortedMap<String, String> packages = new TreeMap<>();
    for (JsonNode each : root.path("packages")) {
      packages.put(each.path("nevra").asText(), digest(each));
    }
    SortedMap<String, File> files = new TreeMap<>();
    for (JsonNode each : root.path("files")) {
      long size = Math.max(0, each.path("size").asLong());
      files.put(each.path("path").asText(), new File(size, digest(each)));
    }
    return Optional.of(new MediumInputs(digest(root.path("base")), packages, files));
  }

  private static String digest(JsonNode node) {
    return ALGORITHMS.stream()
        .filter(node::has)
        .map(name -> name + ":" + node.path(name).asText())
        .findFirst()
        .orElse("");
  }

  /** What {@code now} has otherwise: base, packages, files. */
  List<IsoDifference> differencesFrom(MediumInputs now) {
    List<IsoDifference> found = new ArrayList<>();
    IsoDifference.compare(
        "base", Map.of("installer image", base), Map.of("installer image", now.base), found);
    IsoDifference.compare("packages", packages, now.packages, found);
    IsoDifference.compare("files", words(files), words(now.files), found);
    return List.copyOf(found);
  }

  private static Map<String, String> words(Map<String, File> files) {
    Map<String, String> words = new TreeMap<>();
    files.forEach((path, file) -> words.put(path, file.toString()));
    return words;
  }
}
