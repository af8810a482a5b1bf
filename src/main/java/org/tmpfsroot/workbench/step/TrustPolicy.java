package org.tmpfsroot.workbench.step;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tmpfsroot.workbench.session.SettingKey;
import org.tmpfsroot.workbench.session.SettingKeys;
import org.tmpfsroot.workbench.session.Settings;

/** What is done with a package whose signatures do not prove who made it, as the settings say. */
public record TrustPolicy(Map<Doubt, Reaction> reactions) {

  /** Why a signature proves nothing. */
  public enum Doubt {
    UNSIGNED,
    UNKNOWN,
    EXPIRED,
    REVOKED,
    WEAK;

    String setting() {
      return key().name();
    }

    private SettingKey<String> key() {
      return switch (this) {
        case UNSIGNED -> SettingKeys.TRUST_UNSIGNED;
        case UNKNOWN -> SettingKeys.TRUST_UNKNOWN;
        case EXPIRED -> SettingKeys.TRUST_EXPIRED;
        case REVOKED -> SettingKeys.TRUST_REVOKED;
        case WEAK -> SettingKeys.TRUST_WEAK;
      };
    }
  }

  /** What comes of a doubt, the mildest first. */
  public enum Reaction {
    ACCEPT,
    WARN,
    REFUSE
  }

  public TrustPolicy {
    reactions = Collections.unmodifiableMap(new EnumMap<>(reactions));
  }

  public static TrustPolicy of(Settings settings) {
    Map<Doubt, Reaction> reactions = new EnumMap<>(Doubt.class);
    for (Doubt doubt : Doubt.values()) {
      String value = settings.value(doubt.key());
      reactions.put(doubt, Reaction.valueOf(value.toUpperCase(Locale.ROOT)));
    }
    return new TrustPolicy(reactions);
  }

  Reaction reaction(Doubt doubt) {
    return reactions.getOrDefault(doubt, Reaction.REFUSE);
  }

  /** For a key. */
  List<String> lines() {
    return Arrays.stream(Doubt.values())
        .map(doubt -> doubt.setting() + " " + reaction(doubt).name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
