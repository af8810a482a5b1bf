package org.tmpfsroot.workbench.engine.docker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What marks everything of ours on a daemon, and nothing else. */
final class Labels {
  /** On all of it, with what it is: {@code container}, {@code image}. */
  static final String OURS = "org.tmpfsroot.workbench";

  static final String CONTAINER = "container";
  static final String IMAGE = "image";

  /** On a container, the step it works for. */
  static final String STEP = OURS + ".step";

  /** On a container, the program that made it: an {@link Owner}. */
  static final String OWNER = OURS + ".owner";

  /** On a step's container, the file on the owner's machine that says that it is kept. */
  static final String KEPT_BY = OURS + ".kept-by";

  /** On an image, the digest of what it is made from. */
  static final String INPUTS = OURS + ".inputs";

  private Labels() {}

  static Map<String, String> ofContainer(String step) {
    return Map.of(OURS, CONTAINER, STEP, step, OWNER, Owner.current().toString());
  }

  static Map<String, String> ofContainer(String step, Path keptBy) {
    Map<String, String> labels = new TreeMap<>(ofContainer(step));
    labels.put(KEPT_BY, keptBy.toString());
    return labels;
  }

  static Map<String, String> ofImage(String inputs) {
    return Map.of(OURS, IMAGE, INPUTS, inputs);
  }
}
