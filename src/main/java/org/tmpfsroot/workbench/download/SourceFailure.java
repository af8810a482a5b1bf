package org.tmpfsroot.workbench.download;

import java.io.Serial;

/** One source did not give the file. Another may; this one only if it is not {@link #isFinal()}. */
final class SourceFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean last;

  private SourceFailure(String reason, boolean last) {
    super(reason);
    this.last = last;
  }

  /** It may work when tried again. */
  static SourceFailure forNow(String reason) {
    return new SourceFailure(reason, false);
  }

  /** Trying this source again is no use. */
  static SourceFailure forGood(String reason) {
    return new SourceFailure(reason, true);
  }

  boolean isFinal() {
    return last;
  }

  /** Why, in words that follow the source's address. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
