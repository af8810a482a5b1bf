package org.tmpfsroot.workbench.kickstart;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;

/**
 * The size of the root in RAM: an amount, or a percentage of the machine's RAM.
 *
 * @param kernelValue what stands after {@code tmpfsroot.size=} on the kernel's command line: a
 *     number with one of {@code K M G T} or {@code %}
 */
public record TmpfsSize(String kernelValue) {
  private static final Pattern PERCENT = Pattern.compile("([1-9][0-9]?)%");

  /**
   * Reads {@code 60%} or a size such as {@code 2G} or {@code 3072}.
   *
   * @throws Fault (usage) for anything else, 0 and 100% included
   */
  public static TmpfsSize parse(String text) {
    Matcher percent = PERCENT.matcher(text.strip());
    if (percent.matches()) {
      return new TmpfsSize(text.strip());
    }
    if (text.contains("%")) {
      throw Fault.usage(
          "'" + text + "' is no size for the root in RAM",
          "a percentage of the RAM is a whole number from 1 to 99",
          "write it as 50% or 2G");
    }
    Size size = Size.parse(text);
    if (size.isZero()) {
      throw Fault.usage(
          "the root in RAM cannot be of size 0",
          "the whole root is copied into it",
          "type `setting set tmpfs-size 2G`");
    }
    return new TmpfsSize(size.typed());
  }
}
