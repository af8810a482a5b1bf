package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoServer;
import org.tmpfsroot.workbench.kickstart.IpxeScript;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;

/** Installer images for machines that start over the network. */
@Noun(value = "iso", about = "installer images, looked at without mounting them")
public final class IsoServeCommands {
  private static final String SCRIPT = "boot.ipxe";
  private static final int LARGEST_TEXT = 1 << 20;
  private static final int LAST_PORT = 65535;

  /** What a kickstart says that can be installed over the network. */
  private static final Pattern SERVED = Pattern.compile("(?m)^http_url=.?http");

  @Command(
      name = {"iso", "serve"},
      description = "serve an image's files over HTTP, with a script for iPXE",
      help =
          """
          Until Ctrl-C, on every address of this machine. iPXE starts the installation from
          /boot.ipxe; give it there by DHCP, or type at its prompt: dhcp, then chain
          http://ADDRESS:PORT/boot.ipxe. Nothing is unpacked. The image's kickstart takes packages
          over the network only when it was built after setting set http-url. Each answer is
          printed: who asked, for what, status, bytes. Port 0 is any that is free.

          > iso serve fedora-custom.iso
          > iso serve fedora-custom.iso --port 8080
          """)
  public void serve(
      @Argument(index = 0, description = "an image") Path file,
      @Option(longName = "port", defaultValue = "8000", description = "the port to listen on")
          int port,
      Output output) {
    if (port < 0 || port > LAST_PORT) {
      throw Fault.usage(
          port + " is no port", "ports go from 1 to 65535", "0 takes any port that is free");
    }
    try (IsoImage image = IsoImage.open(Editing.absolute(file))) {
      for (String needed : List.of(IpxeScript.KERNEL, IpxeScript.INITRD, "ks.cfg")) {
        if (image.find(needed).filter(IsoEntry::isFile).isEmpty()) {
          throw Fault.session(
              "cannot install from " + image.file() + " over the network",
              "there is no " + needed + " in it",
              "serve an image that `build run` made");
        }
      }
      IpxeScript script = IpxeScript.of(text(image, "EFI/BOOT/grub.cfg"), image.volumeId());
      if (!SERVED.matcher(text(image, "ks.cfg")).find()) {
        output.line(
            "its kickstart takes packages from the medium only: build it again after"
                + " setting set http-url http://ADDRESS:PORT");
      }
      BlockingQueue<String> answers = new LinkedBlockingQueue<>();
      Map<String, UnaryOperator<String>> generated = Map.of(SCRIPT, script::text);
      try (IsoServer server = IsoServer.start(image, port, generated, answers::add)) {
        addresses()
            .forEach(
                address -> output.line("http://" + address + ":" + server.port() + "/" + SCRIPT));
        output.line("serving " + image.file().getFileName() + " until Ctrl-C");
        while (true) {
          output.verbatim(answers.take());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    } catch (IOException e) {
      throw Fault.world("cannot read " + file, IoReason.of(e), "check the disk it is on")
          .causedBy(e);
    }
  }

  private static String text(IsoImage image, String path) throws IOException {
    IsoEntry entry = image.find(path).orElse(null);
    if (entry == null) {
      return "";
    }
    try (InputStream in = image.open(entry)) {
      return new String(in.readNBytes(LARGEST_TEXT), StandardCharsets.UTF_8);
    }
  }

  /** This machine's IPv4 addresses, those that others reach first. */
  private static List<String> addresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(each -> isUp(each) ? each.inetAddresses() : Stream.empty())
        .filter(Inet4Address.class::isInstance)
        .sorted(Comparator.comparing(address -> address.isLoopbackAddress()))
        .map(address -> address.getHostAddress())
        .toList();
  }

  private static boolean isUp(NetworkInterface each) {
    try {
      return each.isUp();
    } catch (IOException e) {
      return false;
    }
  }
}
