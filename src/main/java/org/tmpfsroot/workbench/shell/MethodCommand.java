package org.tmpfsroot.workbench.shell;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ExitStatus;
import org.springframework.shell.core.command.ParsedInput;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Rethrown;

/**
 * A method that is a command. Stands in for Spring Shell's own adapter, which ignores what it does
 * not know and cannot take several words for one parameter.
 */
final class MethodCommand implements Command {
  private final String name;
  private final org.springframework.shell.core.command.annotation.Command described;
  private final Method method;
  private final Supplier<?> instance;
  private @Nullable List<Parameter> parameters;

  private MethodCommand(
      org.springframework.shell.core.command.annotation.Command described,
      Method method,
      Supplier<?> instance) {
    this.name = String.join(" ", described.name());
    this.described = described;
    this.method = method;
    this.instance = instance;
  }

  /** Read when they are first asked for: reading those of all would take a fifth of the start. */
  private synchronized List<Parameter> parameters() {
    List<Parameter> known = parameters;
    if (known == null) {
      known =
          Arrays.stream(method.getParameters())
              .filter(parameter -> parameter.getType() != Output.class)
              .map(Parameter::of)
              .toList();
      parameters = known;
    }
    return known;
  }

  /** The commands of a class, in no order. */
  static <T> List<MethodCommand> of(CommandClass<T> commands) {
    List<MethodCommand> found = new ArrayList<>();
    for (Method method : commands.type().getDeclaredMethods()) {
      var described =
          method.getAnnotation(org.springframework.shell.core.command.annotation.Command.class);
      if (described != null) {
        found.add(new MethodCommand(described, method, commands.instance()));
      }
    }
    return found;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getDescription() {
    return described.description();
  }

  @Override
  public String getHelp() {
    return described.help();
  }

  @Override
  public String getGroup() {
    int space = name.indexOf(' ');
    return space < 0 ? "" : name.substring(0, space);
  }

  @Override
  public boolean isHidden() {
    return described.hidden();
  }

  @Override
  public List<String> getAliases() {
    return List.of(described.alias());
  }

  @Override
  public List<CommandOption> getOptions() {
    return parameters().stream()
        .filter(Parameter::option)
        .map(
            option ->
                CommandOption.with()
                    .longName(option.name())
                    .shortName(option.shortName())
                    .description(option.description())
                    .required(option.required())
                    .defaultValue(option.fallback())
                    .build())
        .toList();
  }

  List<Parameter> options() {
    return parameters().stream().filter(Parameter::option).toList();
  }

  List<Parameter> positionals() {
    return parameters().stream().filter(parameter -> !parameter.option()).toList();
  }

  Optional<Parameter> option(String typed) {
    return options().stream()
        .filter(
            option ->
                typed.equals(option.shown())
                    || (option.shortName() != ' ' && typed.equals("-" + option.shortName())))
        .findFirst();
  }

  /** Whether it is run even where a file is only checked. */
  boolean isPartOfLanguage() {
    return method.isAnnotationPresent(PartOfLanguage.class);
  }

  /** The name's last word. */
  String verb() {
    return name.substring(name.indexOf(' ') + 1);
  }

  /** {@code partition set MOUNT SIZE [--fs FS]}. */
  String usage() {
    StringBuilder usage = new StringBuilder(name);
    positionals().forEach(parameter -> usage.append(' ').append(parameter.usage()));
    options().forEach(parameter -> usage.append(' ').append(parameter.usage()));
    return usage.toString();
  }

  @Override
  public ExitStatus execute(CommandContext context) {
    ExitCode code = run(context.parsedInput(), Output.to(context.outputWriter()));
    return new ExitStatus(code.number(), code.name());
  }

  /**
   * Converts every word, without running anything.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) when one cannot be converted
   */
  List<Object> convert(ParsedInput input) {
    List<String> left =
        new ArrayList<>(input.arguments().stream().map(CommandArgument::value).toList());
    List<Object> values = new ArrayList<>();
    for (Parameter parameter : parameters()) {
      if (parameter.option()) {
        values.add(
            parameter.value(
                input.options().stream()
                    .filter(option -> parameter.name().equals(option.longName()))
                    .map(CommandOption::value)
                    .toList()));
      } else {
        int most = parameter.arity() == Parameter.Arity.MANY ? left.size() : 1;
        List<String> typed = left.subList(0, Math.min(most, left.size()));
        values.add(parameter.value(List.copyOf(typed)));
        typed.clear();
      }
    }
    return values;
  }

  /** Runs the method; what it throws comes out as it is. */
  ExitCode run(ParsedInput input, Output output) {
    List<Object> converted = new ArrayList<>(convert(input));
    Object[] arguments =
        Arrays.stream(method.getParameters())
            .map(parameter -> parameter.getType() == Output.class ? output : converted.remove(0))
            .toArray();
    try {
      return method.invoke(instance.get(), arguments) instanceof ExitCode code
          ? code
          : ExitCode.DONE;
    } catch (InvocationTargetException e) {
      throw Rethrown.unchecked(e.getCause() == null ? e : e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " is not public", e);
    }
  }

  /**
   * What can be typed for {@code parameter}, where its class knows.
   *
   * @param begun the word as far as it is typed
   * @param before the arguments that are typed already
   */
  @SuppressWarnings("unchecked")
  List<CompletionProposal> values(Parameter parameter, String begun, List<String> before) {
    if (parameter.values().isEmpty()) {
      return parameter.conversion().choices().stream().map(CompletionProposal::new).toList();
    }
    try {
      Method source =
          Arrays.stream(method.getDeclaringClass().getMethods())
              .filter(each -> each.getName().equals(parameter.values()))
              .filter(each -> each.getReturnType() == List.class)
              .findFirst()
              .orElseThrow(() -> new NoSuchMethodException(parameter.values()));
      Object[] known = {begun, before};
      return (List<CompletionProposal>)
          source.invoke(instance.get(), Arrays.copyOf(known, source.getParameterCount()));
    } catch (InvocationTargetException e) {
      throw Rethrown.unchecked(e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method + ": cannot ask " + parameter.values(), e);
    }
  }
}
