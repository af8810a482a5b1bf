package org.tmpfsroot.workbench.shell;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is found out on a thread of its own while a line is typed, and shown at the right of the
 * prompt. Nobody waits for it. Safe for several threads.
 *
 * @param <T> what it is about
 */
public final class Aside<T> {
  private static final Styled SEARCHING = Styled.of(Style.FAINT, "checking…");

  private final Supplier<Optional<T>> subject;
  private final Function<T, Styled> answer;
  private Optional<T> about = Optional.empty();
  private Optional<Styled> known = Optional.empty();
  private @Nullable Runnable whenKnown;
  private boolean asked;
  private boolean working;

  /**
   * Finds something out about one thing after the other.
   *
   * @param subject what it is about now; empty: there is nothing to tell
   * @param answer what is to be told of it; called on another thread, may take long and fail
   */
  public Aside(Supplier<Optional<T>> subject, Function<T, Styled> answer) {
    this.subject = subject;
    this.answer = answer;
  }

  /** Nothing is ever told. */
  public static Aside<?> none() {
    return new Aside<Object>(Optional::empty, nothing -> Styled.EMPTY);
  }

  /**
   * What is known by now. It is found out anew each time, since an answer may depend on files, too;
   * until it is there, that of last time stands for the same subject.
   *
   * @param whenKnown called on another thread when that has changed
   */
  synchronized Styled look(Runnable whenKnown) {
    Optional<T> now = subject.get();
    if (!now.equals(about)) {
      about = now;
      known = Optional.empty();
    }
    asked = now.isPresent();
    this.whenKnown = whenKnown;
    if (asked && !working) {
      working = true;
      Thread thread = new Thread(this::work, "aside");
      thread.setDaemon(true);
      thread.start();
    }
    return shown();
  }

  /** What is known, without finding out anything. */
  synchronized Styled shown() {
    return about.isEmpty() ? Styled.EMPTY : known.orElse(SEARCHING);
  }

  private void work() {
    for (Optional<T> next = next(); next.isPresent(); next = next()) {
      Styled found = found(next.get());
      take(next, found).ifPresent(Runnable::run);
    }
  }

  private Styled found(T one) {
    try {
      return answer.apply(one);
    } catch (RuntimeException e) {
      // whoever asks with a command is told what is wrong
      return Styled.EMPTY;
    }
  }

  private synchronized Optional<T> next() {
    working = asked;
    asked = false;
    return working ? about : Optional.empty();
  }

  /** Whom to tell; nobody where it is what was known, or of something else by now. */
  private synchronized Optional<Runnable> take(Optional<T> subject, Styled found) {
    if (!subject.equals(about) || known.filter(found::equals).isPresent()) {
      return Optional.empty();
    }
    known = Optional.of(found);
    return Optional.ofNullable(whenKnown);
  }
}
