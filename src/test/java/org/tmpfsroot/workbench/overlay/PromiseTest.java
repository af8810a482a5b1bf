package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.AnnotationSupport;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Regular;

/** What is said to keep and to prove a promise is there. */
class PromiseTest {
  private static final String ROOT = "org.tmpfsroot.workbench.";

  static List<Promise> promises() {
    return Promise.all();
  }

  @ParameterizedTest
  @MethodSource("promises")
  void isKeptBySomethingThatIsThere(Promise promise) throws ClassNotFoundException {
    assertFalse(promise.keptBy().isEmpty());
    Set<String> files = files();
    for (String by : promise.keptBy()) {
      if (by.startsWith("kickstart/")) {
        assertTrue(Promise.class.getResource("/" + by) != null, by);
      } else if (by.contains("/")) {
        assertTrue(files.contains(by), by);
      } else {
        Class.forName(ROOT + by);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("promises")
  void isProvenByTestsThatAreThere(Promise promise) throws ClassNotFoundException {
    assertFalse(promise.provenBy().isEmpty());
    for (String test : promise.provenBy()) {
      int dot = test.lastIndexOf('.');
      Method[] methods = Class.forName(ROOT + test.substring(0, dot)).getDeclaredMethods();
      assertTrue(
          Stream.of(methods)
              .filter(method -> method.getName().equals(test.substring(dot + 1)))
              .anyMatch(PromiseTest::isTest),
          test);
    }
  }

  private static boolean isTest(Method method) {
    return AnnotationSupport.isAnnotated(method, Test.class)
        || AnnotationSupport.isAnnotated(method, ParameterizedTest.class);
  }

  @Test
  void eachIsMadeOnceAndEveryScriptServesOne() {
    List<Promise> all = Promise.all();
    assertEquals(all.size(), new HashSet<>(all.stream().map(Promise::text).toList()).size());
    Set<String> scripts = new TreeSet<>(files());
    scripts.removeIf(
        path -> !path.startsWith("usr/bin/") && !path.startsWith("usr/libexec/tmpfsroot/"));
    all.forEach(promise -> scripts.removeAll(promise.keptBy()));
    assertEquals(Set.of(), scripts);
  }

  private static Set<String> files() {
    Set<String> files = new TreeSet<>();
    RuntimeOverlay.entries().stream()
        .filter(entry -> entry.content() instanceof Regular)
        .forEach(entry -> files.add(entry.path()));
    return files;
  }
}
