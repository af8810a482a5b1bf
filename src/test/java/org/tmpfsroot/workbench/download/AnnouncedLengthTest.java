package org.tmpfsroot.workbench.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.testing.FaultyServer;

/** Of a file whose size nobody promised the server says how much there is to come. */
class AnnouncedLengthTest extends ServedDownloads {
  private static String announced(long bytes) {
    return "fetching thing of " + bytes + ", done " + bytes;
  }

  @Test
  void isWhatProgressIsMeasuredBy() {
    URI uri = server.serve("/big", BIG);
    Counting counting = new Counting();
    downloader().fetch(Download.unpinned("thing", List.of(uri)), counting);
    assertEquals(List.of(announced(BIG.length)), counting.lines());
  }

  @Test
  void isThatOfTheWholeWhereARestIsFetched() {
    URI uri = server.serve("/big", BIG, FaultyServer.Misbehaviour.HALF_A_BODY);
    Counting counting = new Counting();
    downloader().fetch(Download.unpinned("thing", List.of(uri)), counting);
    assertEquals(List.of(announced(BIG.length)), counting.lines());
  }
}
