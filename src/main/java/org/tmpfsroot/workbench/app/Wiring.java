package org.tmpfsroot.workbench.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.shell.core.command.CommandRegistry;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.shell.CommandClass;
import org.tmpfsroot.workbench.shell.CommandHistory;
import org.tmpfsroot.workbench.shell.Commands;
import org.tmpfsroot.workbench.shell.Manual;
import org.tmpfsroot.workbench.shell.Screen;
import org.tmpfsroot.workbench.shell.Shell;
import org.tmpfsroot.workbench.shell.ShellState;

/** Which object gets which: every bean is made when it is first used, by its constructor. */
@Configuration(proxyBeanMethods = false)
@Lazy
class Wiring {

  @Bean
  CommandRegistry commandRegistry() {
    return new CommandRegistry();
  }

  @Bean
  Commands commands(CommandRegistry registry, BeanFactory beans) {
    List<CommandClass<?>> classes = new ArrayList<>();
    CommandClasses.ALL.forEach(type -> classes.add(lazily(type, beans)));
    return new Commands(registry, classes);
  }

  private static <T> CommandClass<T> lazily(Class<T> type, BeanFactory beans) {
    Supplier<T> instance = () -> beans.getBean(type);
    return new CommandClass<>(type, instance);
  }

  @Bean
  Manual manual(Commands commands) {
    return new Manual(commands);
  }

  @Bean
  RunFolder runFolder() {
    return new RunFolder();
  }

  @Bean
  Variables variables(RunFolder folder) {
    return new Variables(System.getenv(), folder::path);
  }

  @Bean
  CommandHistory commandHistory(Preferences preferences) {
    return new CommandHistory(preferences.state().resolve("history"));
  }

  @Bean
  Supplier<ShellState> shellState() {
    return () -> ShellState.EMPTY;
  }

  @Bean
  Shell shell(Commands commands, Screen screen, Variables variables, Preferences preferences) {
    return new Shell(
        commands, screen, variables, preferences.state().resolve("crashes"), preferences.debug());
  }
}
