package org.tmpfsroot.workbench.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.shell.core.command.CommandRegistry;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.CommandClass;
import org.tmpfsroot.workbench.shell.CommandHistory;
import org.tmpfsroot.workbench.shell.Commands;
import org.tmpfsroot.workbench.shell.Manual;
import org.tmpfsroot.workbench.shell.Screen;
import org.tmpfsroot.workbench.shell.Shell;
import org.tmpfsroot.workbench.shell.ShellState;

/**
 * Which object gets which. Every bean is made when it is first used. Written out instead of
 * annotated: reading annotations would cost more than half of the time to start.
 */
final class Wiring {
  private final GenericApplicationContext beans = new GenericApplicationContext();

  private Wiring(Preferences preferences, Screen screen) {
    bean(Preferences.class, () -> preferences);
    bean(Screen.class, () -> screen);
    bean(RunFolder.class, RunFolder::new);
    bean(CommandRegistry.class, CommandRegistry::new);
    bean(Commands.class, () -> new Commands(get(CommandRegistry.class), commandClasses()));
    bean(Manual.class, () -> new Manual(get(Commands.class)));
    bean(Variables.class, () -> new Variables(System.getenv(), () -> get(RunFolder.class).path()));
    bean(CommandHistory.class, () -> new CommandHistory(preferences.state().resolve("history")));
    bean(Workspace.class, () -> new Workspace(preferences.settings()));
    bean(State.class, () -> () -> state(get(Workspace.class)));
    bean(
        Shell.class,
        () ->
            new Shell(
                get(Commands.class),
                screen,
                get(Variables.class),
                preferences.state().resolve("crashes"),
                preferences.debug()));
    CommandClasses.ALL.forEach(this::byConstructor);
  }

  private static ShellState state(Workspace workspace) {
    return new ShellState(
        workspace.current().map(ImageSession::name).orElse(""), workspace.unsaved());
  }

  /** What the prompt asks before each line. */
  interface State extends Supplier<ShellState> {}

  /** The objects of one run, none made yet; closing it closes those that were made. */
  static GenericApplicationContext of(Preferences preferences, Screen screen) {
    GenericApplicationContext beans = new Wiring(preferences, screen).beans;
    beans.refresh();
    return beans;
  }

  private <T> void bean(Class<T> type, Supplier<T> maker) {
    beans.registerBean(type, maker, definition -> definition.setLazyInit(true));
  }

  /** A bean whose one constructor takes beans by type. */
  private void byConstructor(Class<?> type) {
    RootBeanDefinition definition = new RootBeanDefinition(type);
    definition.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
    definition.setLazyInit(true);
    beans.registerBeanDefinition(type.getName(), definition);
  }

  private <T> T get(Class<T> type) {
    return beans.getBean(type);
  }

  private List<CommandClass<?>> commandClasses() {
    List<CommandClass<?>> classes = new ArrayList<>();
    CommandClasses.ALL.forEach(type -> classes.add(lazily(type)));
    return classes;
  }

  private <T> CommandClass<T> lazily(Class<T> type) {
    return new CommandClass<>(type, () -> get(type));
  }
}
