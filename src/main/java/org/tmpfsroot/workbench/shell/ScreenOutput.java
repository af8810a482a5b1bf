package org.tmpfsroot.workbench.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Progress;

/** A command's output on the screen. */
final class ScreenOutput implements Output {
  private final Screen screen;
  private final Progress progress;

  ScreenOutput(Screen screen) {
    this.screen = screen;
    this.progress = new LiveProgress(screen, System::nanoTime);
  }

  @Override
  public void line(Styled text) {
    screen.line(text.shown(screen.hasColour()));
  }

  @Override
  public void line(String text) {
    Visible.wrapped(text, screen.width(), "").forEach(each -> line(Styled.plain(each)));
  }

  @Override
  public void page(List<Styled> lines) {
    screen.page(lines.stream().map(line -> line.shown(screen.hasColour())).toList());
  }

  @Override
  public Optional<String> ask(String question) {
    return screen.ask(question);
  }

  @Override
  public int width() {
    return screen.width();
  }

  @Override
  public Optional<LentTerminal> lend() {
    return screen.lend();
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public int handOver(List<String> command, Path folder, Map<String, String> environment) {
    if (!screen.isTerminal()) {
      throw Handover.noTerminal();
    }
    screen.flush();
    return Handover.run(command, folder, environment);
  }
}
