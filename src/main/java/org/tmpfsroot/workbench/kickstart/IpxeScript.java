package org.tmpfsroot.workbench.kickstart;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What iPXE runs to install from a served medium: the medium's own boot menu entry, with everything
 * it finds by the medium's label found by address instead.
 *
 * @param title what is started
 * @param options the kernel's, but for those that name the medium
 */
public record IpxeScript(String title, List<String> options) {
  /** The kernel in the medium's tree. */
  public static final String KERNEL = "images/pxeboot/vmlinuz";

  /** The initial RAM disk in the medium's tree. */
  public static final String INITRD = "images/pxeboot/initrd.img";

  private static final Pattern ENTRY =
      Pattern.compile("(?m)^\\s*linux(?:efi)?\\s+/images/pxeboot/vmlinuz\\s+(.*)$");
  private static final List<String> OF_THE_MEDIUM =
      List.of("inst.stage2=", "inst.ks=", "inst.repo=");
  // what iPXE takes for its own: expansion, comments, quotes, and joins of commands
  private static final Pattern PLAIN = Pattern.compile("[^\\s$#'\"\\\\|&;]+");

  public IpxeScript {
    options = List.copyOf(options);
  }

  /**
   * The same as the entry of a GRUB menu that starts {@value #KERNEL}; without such an entry the
   * kernel gets no options but what names the medium.
   *
   * @param volumeId for the title
   */
  public static IpxeScript of(String grubCfg, String volumeId) {
    Matcher entry = ENTRY.matcher(grubCfg);
    Stream<String> words =
        entry.find() ? Arrays.stream(entry.group(1).strip().split("\\s+")) : Stream.empty();
    return new IpxeScript(
        volumeId.replaceAll("[^A-Za-z0-9._-]", "_"),
        words
            .map(word -> word.replace("'", ""))
            .filter(word -> OF_THE_MEDIUM.stream().noneMatch(word::startsWith))
            .filter(word -> PLAIN.matcher(word).matches())
            .toList());
  }

  /**
   * The script.
   *
   * @param base where the medium's tree is served, without a slash at its end
   */
  public String text(String base) {
    return String.join(
        "\n",
        "#!ipxe",
        "echo Installing from " + title + " (erases the disk)",
        // EFI firmware hands the initial RAM disk over by this name
        "kernel "
            + base
            + "/"
            + KERNEL
            + " initrd=initrd.img inst.stage2="
            + base
            + " inst.ks="
            + base
            + "/ks.cfg"
            + (options.isEmpty() ? "" : " " + String.join(" ", options)),
        "initrd " + base + "/" + INITRD,
        "boot",
        "");
  }
}
