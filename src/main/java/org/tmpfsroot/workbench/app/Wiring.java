package org.tmpfsroot.workbench.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.MessageSource;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.shell.core.command.CommandRegistry;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.RunHistory;
import org.tmpfsroot.workbench.build.Runner;
import org.tmpfsroot.workbench.device.BlockDevices;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.Network;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.engine.docker.DockerEngine;
import org.tmpfsroot.workbench.engine.embedded.EmbeddedEngine;
import org.tmpfsroot.workbench.io.PrivateVariables;
import org.tmpfsroot.workbench.lock.Availability;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.machine.CutCampaign;
import org.tmpfsroot.workbench.machine.Qemu;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.session.LastBuilt;
import org.tmpfsroot.workbench.session.UnsavedSessions;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Aside;
import org.tmpfsroot.workbench.shell.CommandClass;
import org.tmpfsroot.workbench.shell.CommandHistory;
import org.tmpfsroot.workbench.shell.Commands;
import org.tmpfsroot.workbench.shell.Manual;
import org.tmpfsroot.workbench.shell.Screen;
import org.tmpfsroot.workbench.shell.Shell;
import org.tmpfsroot.workbench.shell.ShellState;
import org.tmpfsroot.workbench.shell.command.Builds;

/**
 * Which object gets which. Every bean is made when it is first used. Written out instead of
 * annotated: reading annotations would cost more than half of the time to start.
 */
final class Wiring {
  private final GenericApplicationContext beans = new GenericApplicationContext();

  private Wiring(Preferences preferences, Screen screen, List<Class<?>> commandClasses) {
    // Spring's own would look for the machine's locales, which is a sixth of the time to start
    beans.registerBean(
        AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME, MessageSource.class, NoMessages::new);
    bean(Preferences.class, () -> preferences);
    bean(Screen.class, () -> screen);
    bean(RunFolder.class, RunFolder::new);
    bean(CommandRegistry.class, CommandRegistry::new);
    bean(
        Commands.class,
        () -> new Commands(get(CommandRegistry.class), commandClasses(commandClasses)));
    bean(Manual.class, () -> new Manual(get(Commands.class), get(State.class)));
    bean(
        Variables.class,
        () ->
            new Variables(
                PrivateVariables.withoutThem(System.getenv()), () -> get(RunFolder.class).path()));
    bean(CommandHistory.class, () -> new CommandHistory(preferences.state().resolve("history")));
    bean(
        Workspace.class,
        () ->
            new Workspace(
                preferences.settings(),
                LastBuilt.in(preferences.state().resolve("built"), preferences.settings())));
    bean(
        UnsavedSessions.class,
        () -> new UnsavedSessions(preferences.state().resolve("unsaved"), get(Workspace.class)));
    building(preferences);
    bean(Staleness.class, () -> new Staleness(get(Workspace.class)));
    bean(State.class, () -> () -> get(Staleness.class).state());
    bean(Aside.class, () -> new Aside<>(get(Workspace.class)::current, CheckCount::of));
    bean(
        Shell.class,
        () ->
            new Shell(
                get(Commands.class),
                screen,
                get(Variables.class),
                preferences.state().resolve("crashes"),
                preferences.debug()));
    commandClasses.forEach(this::byConstructor);
  }

  /** All that fetches and builds lives in the cache folder. */
  private void building(Preferences preferences) {
    bean(ContentStore.class, () -> new ContentStore(preferences.cache().resolve("content")));
    bean(
        Downloader.class,
        () ->
            new Downloader(
                get(ContentStore.class),
                preferences.offline(),
                RetryPolicy.standard(),
                Network.of(System.getenv(), preferences.certificates())));
    bean(
        RepositoryReader.class,
        () ->
            new RepositoryReader(
                get(Downloader.class), preferences.cache().resolve("repositories")));
    bean(
        Resolvers.class,
        () ->
            new Resolvers(
                get(RepositoryReader.class),
                new RepositoryReader(
                    new Downloader(get(ContentStore.class), true, RetryPolicy.standard()),
                    preferences.cache().resolve("repositories"))));
    bean(Availability.class, () -> new Availability(get(Downloader.class)));
    bean(BlockDevices.class, BlockDevices::ofMachine);
    bean(
        BuildCache.class,
        () ->
            new BuildCache(preferences.cache().resolve("build"), preferences.cacheSize().bytes()));
    bean(RunHistory.class, () -> new RunHistory(get(BuildCache.class)));
    bean(Runner.class, () -> new Runner(get(BuildCache.class), Clock.systemUTC()));
    bean(Qemu.class, () -> new Qemu(preferences.cache().resolve("machine")));
    bean(
        CutCampaign.class,
        () -> new CutCampaign(get(Qemu.class), preferences.cache().resolve("cuts")));
    bean(
        DockerEngine.class,
        () ->
            new DockerEngine(
                new EmbeddedEngine(get(Downloader.class)),
                get(RepositoryReader.class),
                get(Resolvers.class),
                System.getenv(),
                Path.of(System.getProperty("user.home"))));
    bean(
        Builds.class,
        () ->
            new Builds(
                get(Workspace.class),
                get(DockerEngine.class),
                get(Runner.class),
                get(BuildCache.class),
                get(RunHistory.class)));
  }

  /** What the prompt asks before each line. */
  interface State extends Supplier<ShellState> {}

  /** The objects of one run, none made yet; closing it closes those that were made. */
  static GenericApplicationContext of(
      Preferences preferences, Screen screen, List<Class<?>> commandClasses) {
    GenericApplicationContext beans = new Wiring(preferences, screen, commandClasses).beans;
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

  private List<CommandClass<?>> commandClasses(List<Class<?>> types) {
    List<CommandClass<?>> classes = new ArrayList<>();
    types.forEach(type -> classes.add(lazily(type)));
    return classes;
  }

  private <T> CommandClass<T> lazily(Class<T> type) {
    return new CommandClass<>(type, () -> get(type));
  }
}
