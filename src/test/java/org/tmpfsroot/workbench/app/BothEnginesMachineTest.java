package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.engine.docker.TestImages;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/**
 * The same lines typed for either engine: what a user gets to see of the two. Seconds: about
 * thirty, and ninety more for the first image of tools.
 */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"docker", "debootstrap"})
class BothEnginesMachineTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What the tools cannot help to do in their own way, by part and name. */
  private static final Set<String> OF_THE_TOOLS =
      Set.of(
          "image GPT partition 2",
          "image GPT partition 3",
          "boot images/eltorito.img",
          "boot images/product.img",
          "tree inputs.json",
          "tree repodata/");

  @TempDir Path folder;

  private Path built(String name, String engine) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    Ran ran =
        Ran.program(
            place,
            Map.of(),
            """
            session new robot
            mirror use ../mirror --gpgkey ../mirror/RPM-GPG-KEY-sample
            package add openssh-server NetworkManager sudo
            disk add sda --size 32G
            disk use sda
            file use build-hooks ../hooks
            file use installfs ../installfs
            setting set docker.from %s
            setting set checks.allow usual
            engine use %s
            lock resolve
            lock save rpms.lock
            kickstart save robot.ks
            build run --output robot.iso --events events.jsonl
            """
                .formatted(TestImages.TOOLS, engine),
            List.of("-"));
    assertEquals(0, ran.exit(), ran.errors());
    return place;
  }

  /** What happened, without when, how long it took and how large it is. */
  private static List<String> events(Path place) throws IOException {
    List<String> events = new ArrayList<>();
    for (String line : Files.readAllLines(place.resolve("events.jsonl"))) {
      JsonNode event = MAPPER.readTree(line);
      String kind = event.get("event").asText();
      if (!kind.equals("progress") && !kind.equals("note")) {
        events.add(kind + event.path("step").asText() + event.path("title") + event.path("state"));
      }
    }
    return events;
  }

  @Test
  void differOnlyWhereTheToolsMust() throws IOException {
    TestImages.tools();
    Path hooks = Files.createDirectory(folder.resolve("hooks"));
    Path hook =
        Files.writeString(
            hooks.resolve("30-brand.sh"),
            "#!/bin/sh\necho brand on $WORKBENCH_RELEASE | tee brand\n");
    assertTrue(hook.toFile().setExecutable(true));
    Path motd = Files.createDirectories(folder.resolve("installfs/etc")).resolve("motd");
    Files.writeString(motd, "hello\n");
    Ran.program(folder, Map.of(), "", List.of("-c", "sample create mirror"));

    Path embedded = built("embedded", "embedded");
    Path docker = built("docker", "docker --host unix://" + RequiresDocker.Daemon.socket());
    for (String same : List.of("rpms.lock", "robot.ks")) {
      assertEquals(
          Files.readString(embedded.resolve(same)), Files.readString(docker.resolve(same)), same);
    }
    assertEquals(43, Files.readAllLines(docker.resolve("rpms.lock")).size());
    assertEquals(events(embedded), events(docker));
    assertFalse(events(docker).isEmpty());

    Ran diff =
        Ran.program(
            folder,
            Map.of(),
            "",
            List.of(
                "-c",
                "iso diff "
                    + embedded.resolve("robot.iso")
                    + " "
                    + docker.resolve("robot.iso")
                    + " --format json"));
    Set<String> different = new TreeSet<>();
    for (JsonNode each : MAPPER.readTree(diff.output())) {
      String what = each.get("what").asText().replaceAll("^repodata/.*", "repodata/");
      different.add(each.get("part").asText() + " " + what);
    }
    assertEquals(new TreeSet<>(OF_THE_TOOLS), different);
  }
}
