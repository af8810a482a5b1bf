package org.tmpfsroot.workbench.sample;

import java.nio.charset.StandardCharsets;
import org.tmpfsroot.workbench.openpgp.SigningKey;

/** The key of the sample mirror. Its seed is public, so it vouches for nothing else. */
final class SampleKey {
  private static final String SEED = "tmpfsroot workbench: the key of the sample mirror";
  private static final String USER = "tmpfsroot sample mirror <sample@example.org>";

  private SampleKey() {}

  static SigningKey make() {
    return SigningKey.fromSeed(SEED.getBytes(StandardCharsets.UTF_8), USER, StandIn.MADE);
  }
}
