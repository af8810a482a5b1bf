package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** Seconds: about twenty, and ninety more for the first image of tools. */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"docker", "debootstrap", "openssl"})
class CertificatesMachineTest {
  private static final String NOT_TRUSTED = "ended with status 60";

  @TempDir Path folder;

  @Test
  void makeProgramsInContainersTrustAnAuthority() throws IOException {
    TestCertificates certificates = TestCertificates.in(folder.resolve("certificates"));
    Path server = certificates.issue("server", "serverAuth", "rsa:2048");
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(new ClientTls(server).getSSLContext()));
    https.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] answer = "trusted\n".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    https.start();
    String address = "https://127.0.0.1:" + https.getAddress().getPort() + "/";
    try (Daemon daemon = ContainerMachineTest.daemon()) {
      TestImages.tools(daemon);
      ImageSession session =
          BothEngines.inContainers(TinyMirror.in(folder.resolve("mirror")).session())
              .withSettings(
                  settings ->
                      settings
                          .with("docker.network", "host")
                          .with("docker.certificates", certificates.authority().toString()));
      String image = new ToolsImage(ContainerChoices.of(session)).on(daemon, Progress.SILENT);
      try {
        List<String> said = new ArrayList<>();
        assertTrue(curl(daemon, image, address, said).isGood(), said.toString());
        assertEquals(List.of("trusted"), said);
        Ending without = curl(daemon, TestImages.TOOLS, address, new ArrayList<>());
        assertTrue(without.inWords().startsWith(NOT_TRUSTED), without.inWords());
      } finally {
        daemon.client().removeImageCmd(image).withForce(true).exec();
      }
    } finally {
      https.stop(0);
    }
  }

  private static Ending curl(Daemon daemon, String image, String address, List<String> said) {
    try (Container container = Container.start(daemon, image, Labels.ofContainer("test"), "host")) {
      return container.run(
          Command.of("/", List.of("curl", "--silent", "--show-error", address))
              .with(Map.of("no_proxy", "*")),
          (type, line) -> said.add(line));
    }
  }
}
