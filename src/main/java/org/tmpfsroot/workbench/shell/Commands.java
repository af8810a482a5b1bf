package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.shell.core.command.CommandRegistry;

/** Every command of the program, by noun: a view of Spring Shell's registry. */
public final class Commands {
  private final CommandRegistry registry;
  private final Map<String, String> nouns = new TreeMap<>();

  /**
   * Registers the commands of {@code classes}.
   *
   * @throws IllegalStateException when a class breaks the pattern (see the package {@code
   *     shell.command}); where a parameter does, its command throws it when it is first looked at
   */
  public Commands(CommandRegistry registry, Collection<CommandClass<?>> classes) {
    this.registry = registry;
    for (CommandClass<?> commands : classes) {
      Noun noun = commands.type().getAnnotation(Noun.class);
      if (noun == null) {
        throw new IllegalStateException(commands.type().getName() + " has no @Noun");
      }
      if (!noun.value().isEmpty()) {
        nouns.put(noun.value(), noun.about());
      }
      MethodCommand.of(commands).forEach(registry::registerCommand);
    }
  }

  /** The nouns, sorted, each with its one line. */
  Map<String, String> nouns() {
    return nouns;
  }

  /** Every command, sorted by name. */
  List<MethodCommand> all() {
    return registry.getCommands().stream()
        .filter(MethodCommand.class::isInstance)
        .map(MethodCommand.class::cast)
        .sorted(Comparator.comparing(MethodCommand::getName))
        .toList();
  }

  Optional<MethodCommand> named(String name) {
    return registry.getCommandByName(name) instanceof MethodCommand command
        ? Optional.of(command)
        : registry.getCommandByAlias(name) instanceof MethodCommand command
            ? Optional.of(command)
            : Optional.empty();
  }

  /** The commands of {@code noun}, sorted; for the empty one, those of a single word. */
  List<MethodCommand> of(String noun) {
    return all().stream().filter(command -> command.getGroup().equals(noun)).toList();
  }

  /** The words a command can begin with, sorted. */
  List<String> firstWords() {
    List<String> words = new ArrayList<>(nouns.keySet());
    of("").forEach(command -> words.add(command.getName()));
    words.sort(Comparator.naturalOrder());
    return words;
  }

  /** The second words of {@code noun}, sorted. */
  List<String> verbs(String noun) {
    return of(noun).stream().map(MethodCommand::verb).toList();
  }
}
