package org.tmpfsroot.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Whether a browser makes of the page what is meant, in a wide window and in a narrow one. */
@RequiresPeer("chromium")
class ReportInBrowserTest {
  /** Opens all that is folded, and puts what the browser made of it where it can be read off. */
  private static final String MEASURE =
      """
      <script>
      document.querySelectorAll('details').forEach(each => { each.open = true; });
      const areas = [...document.querySelectorAll('rect[data-bytes]')].map(each => {
        const box = each.getBoundingClientRect();
        return [Number(each.dataset.bytes), box.width * box.height];
      });
      const map = document.getElementById('packages-map').getBoundingClientRect();
      const scripts = document.querySelectorAll('script').length;
      const result = {
        window: window.innerWidth,
        content: document.documentElement.scrollWidth,
        map: map.width * map.height, scripts, areas };
      document.body.innerHTML = '';
      document.title = '';
      const out = document.createElement('output');
      out.textContent = btoa(JSON.stringify(result));
      document.body.append(out);
      </script>
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1200, 500})
  void nothingIsWiderThanTheWindowAndTheAreasAreTheSizes(int width) throws IOException {
    String page = SmallReport.of().html();
    String measured = page.replaceFirst("<meta http-equiv[^>]*>", "").replace("</body>", MEASURE);
    Path file = Files.writeString(folder.resolve("measured.html"), measured);
    String dom =
        Peer.run(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + ",900",
                "--dump-dom",
                file.toUri().toString())
            .ok();
    String encoded = dom.replaceAll("(?s).*<output>([^<]*)</output>.*", "$1");
    JsonNode result = new ObjectMapper().readTree(java.util.Base64.getDecoder().decode(encoded));
    assertEquals(width, result.get("window").asInt());
    assertTrue(result.get("content").asInt() <= width, "it is wider: " + result.get("content"));
    assertEquals(1, result.get("scripts").asInt(), "only what this test put into it");
    long bytes = SmallReport.of().lock().installedSize();
    assertEquals(SmallReport.PACKAGES - 1, result.get("areas").size());
    for (JsonNode each : result.get("areas")) {
      double share = each.get(0).asDouble() / bytes;
      double drawn = each.get(1).asDouble() / result.get("map").asDouble();
      assertEquals(share, drawn, 0.0005, each.toString());
    }
  }
}
