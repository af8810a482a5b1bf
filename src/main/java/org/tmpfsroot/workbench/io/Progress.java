package org.tmpfsroot.workbench.io;

/**
 * Where work that lasts tells how far it is. Implementations must accept calls from several
 * threads. Amounts are bytes unless the task's caller says otherwise.
 */
public interface Progress {
  /** Tells nobody. */
  Progress SILENT =
      new Progress() {
        @Override
        public Task begin(String title, long total) {
          return done -> {};
        }

        @Override
        public void note(String line) {}
      };

  /**
   * Begins a task.
   *
   * @param title what is being done, a few words in the present tense
   * @param total the amount to do in bytes, or -1 when unknown
   */
  Task begin(String title, long total);

  /** One line worth keeping: a retry, a warning. Shown at once and never overwritten. */
  void note(String line);

  /** One running task. */
  interface Task extends AutoCloseable {
    /** {@code amount} more is done. */
    void advance(long amount);

    /** It has turned out how much there is to do: where {@link #begin} was told -1. */
    default void expect(long total) {}

    /** The task has ended, well or not. */
    @Override
    default void close() {}
  }
}
