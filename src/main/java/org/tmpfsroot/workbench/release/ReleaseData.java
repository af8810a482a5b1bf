package org.tmpfsroot.workbench.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A release's data file, read. */
record ReleaseData(
    int number,
    List<String> arches,
    List<String> keyNames,
    BaseImage baseImage,
    BootKind bootKind,
    List<ReleaseRepository> repositories,
    List<OfferedRepository> offered,
    List<String> installerPackages,
    Map<String, List<String>> uefiPackages,
    Map<String, List<String>> biosPackages,
    KickstartDialect kickstart) {

  static ReleaseData read(int number) {
    String name = number + ".json";
    JsonNode root;
    try {
      root = JsonMapper.builder().build().readTree(Resources.bytes(name));
    } catch (IOException e) {
      throw new IllegalStateException("data file release/" + name + " is no JSON", e);
    }
    JsonNode image = root.required("baseImage");
    JsonNode packages = root.required("installerPackages");
    JsonNode kickstart = root.required("kickstart");
    return new ReleaseData(
        root.required("release").asInt(),
        texts(root.required("arches")),
        texts(root.required("keys")),
        new BaseImage(text(image, "folder"), text(image, "file"), text(image, "checksum")),
        BootKind.named(text(root, "boot")),
        repositories(root.required("repositories")),
        offered(root.required("offered")),
        texts(packages.required("any")),
        textsByArch(packages.required("uefi")),
        textsByArch(packages.required("bios")),
        new KickstartDialect(
            text(kickstart, "authselectProfile"),
            text(kickstart, "grubLinuxCommand"),
            kickstart.required("kdumpAddon").asBoolean()));
  }

  private static List<ReleaseRepository> repositories(JsonNode nodes) {
    List<ReleaseRepository> repositories = new ArrayList<>();
    for (JsonNode node : nodes) {
      repositories.add(
          new ReleaseRepository(text(node, "id"), text(node, "path"), text(node, "metalink")));
    }
    return List.copyOf(repositories);
  }

  private static List<OfferedRepository> offered(JsonNode nodes) {
    List<OfferedRepository> offered = new ArrayList<>();
    for (JsonNode node : nodes) {
      offered.add(
          new OfferedRepository(text(node, "id"), text(node, "baseurl"), text(node, "key")));
    }
    return List.copyOf(offered);
  }

  private static Map<String, List<String>> textsByArch(JsonNode node) {
    Map<String, List<String>> byArch = new LinkedHashMap<>();
    node.properties().forEach(field -> byArch.put(field.getKey(), texts(field.getValue())));
    return Map.copyOf(byArch);
  }

  private static List<String> texts(JsonNode nodes) {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : nodes) {
      texts.add(node.asText());
    }
    return List.copyOf(texts);
  }

  private static String text(JsonNode node, String key) {
    return node.required(key).asText();
  }
}
