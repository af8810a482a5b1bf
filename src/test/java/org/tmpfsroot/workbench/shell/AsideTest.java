package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AsideTest {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
  private Optional<String> subject = Optional.empty();
  private final Aside<String> aside = new Aside<>(() -> subject, this::answer);

  private Styled answer(String about) {
    try {
      begun.add(about);
      String answer = answers.take();
      if (answer.equals("fail")) {
        throw new IllegalStateException(answer);
      }
      return Styled.plain(about + ": " + answer);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String look() {
    return aside.look(() -> told.add(aside.shown().text())).text();
  }

  private String told() throws InterruptedException {
    return Optional.ofNullable(told.poll(30, TimeUnit.SECONDS)).orElse("nothing");
  }

  @Test
  void hasNothingToSayOfNothing() {
    assertEquals("", look());
  }

  @Test
  void tellsWhenItIsKnownAndKeepsItForTheSameSubject() throws InterruptedException {
    subject = Optional.of("a");
    assertEquals("checking…", look());
    answers.add("1");
    assertEquals("a: 1", told());
    assertEquals("a: 1", look());
    answers.add("2");
    assertEquals("a: 2", told());
    subject = Optional.of("b");
    assertEquals("checking…", look());
    answers.add("3");
    assertEquals("b: 3", told());
    subject = Optional.empty();
    assertEquals("", look());
  }

  @Test
  void dropsWhatIsOfSomethingElseByNow() throws InterruptedException {
    subject = Optional.of("a");
    look();
    assertEquals("a", begun.take());
    subject = Optional.of("b");
    look();
    answers.add("1");
    answers.add("2");
    assertEquals("b: 2", told());
    assertTrue(told.isEmpty());
  }

  @Test
  void saysNothingWhereItFails() throws InterruptedException {
    subject = Optional.of("a");
    look();
    answers.add("fail");
    assertEquals("", told());
  }

  @Test
  void makesNobodyWait() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Aside<String> slow =
        new Aside<>(
            () -> Optional.of("a"),
            about -> {
              begun.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return Styled.EMPTY;
            });
    slow.look(() -> {});
    assertTrue(begun.await(30, TimeUnit.SECONDS));
    assertEquals("checking…", slow.look(() -> {}).text());
    goOn.countDown();
  }
}
