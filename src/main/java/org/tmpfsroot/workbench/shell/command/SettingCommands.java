package org.tmpfsroot.workbench.shell.command;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.SettingKey;
import org.tmpfsroot.workbench.session.SettingKeys;
import org.tmpfsroot.workbench.session.Settings;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** What can be set by name. */
@Noun(value = "setting", about = "how the image and its installation are set up")
public final class SettingCommands {
  private final Workspace workspace;

  public SettingCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"setting", "set"},
      description = "give a setting a value",
      help =
          """
          setting list shows the keys and what each takes. Several words are one value.

          > setting set timezone Asia/Tokyo
          > setting set required-services sshd docker
          """)
  public void set(
      @Argument(index = 0, description = "a key") @Values("keys") String key,
      @Argument(index = 1, description = "its value") @Values("values") String value,
      @Argument(index = 2, description = "more words of it") @Values("values") List<String> more,
      Output output) {
    SettingKey<?> known = SettingKeys.of(key);
    List<String> words = new ArrayList<>(more);
    words.add(0, value);
    String text = String.join(" ", words);
    new Editing(workspace)
        .change(
            output,
            "setting set " + key + " " + (known.secret() ? "…" : text),
            session -> session.withSettings(settings -> settings.with(key, text)),
            session -> key + " is " + shown(session, known));
  }

  @Command(
      name = {"setting", "unset"},
      description = "go back to a setting's default",
      help =
          """
          > setting unset timezone
          > setting unset hostname
          """)
  public void unset(
      @Argument(index = 0, description = "a key") @Values("keys") String key, Output output) {
    SettingKey<?> known = SettingKeys.of(key);
    new Editing(workspace)
        .change(
            output,
            "setting unset " + key,
            session -> session.withSettings(settings -> settings.without(key)),
            session -> key + " is " + shown(session, known));
  }

  @Command(
      name = {"setting", "list"},
      description = "list the settings with their values and where these come from",
      help =
          """
          JSON: an array of objects with key, value, default (null where there is none), origin,
          allowed, description.

          > setting list
          """)
  public void list(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Settings settings =
        workspace
            .current()
            .map(ImageSession::settings)
            .orElseGet(() -> Settings.of(workspace.machine()));
    Table table =
        Table.of("key", "value", "default", "origin", "description")
            .andForPrograms("allowed")
            .inFull();
    for (Settings.Entry entry : settings.list()) {
      SettingKey<?> key = entry.key();
      table.row(
          key.name(),
          entry.text().isPresent()
              ? java.util.Optional.of(entry.shown())
              : java.util.Optional.empty(),
          key.defaultText(),
          entry.text().isPresent() ? entry.origin() : "",
          key.description(),
          key.allowed());
    }
    output.show(table, format);
  }

  private static String shown(ImageSession session, SettingKey<?> key) {
    Settings.Entry entry = session.settings().entry(key);
    return entry.text().isEmpty()
        ? "not set"
        : entry.shown() + (entry.origin().equals("session") ? "" : " (" + entry.origin() + ")");
  }

  /** Completes a key. */
  public List<CompletionProposal> keys() {
    return SettingKeys.all().stream()
        .map(key -> new CompletionProposal(key.name()).description(key.description()))
        .toList();
  }

  /** Completes a value of the key that was typed before it. */
  public List<CompletionProposal> values(String begun, List<String> before) {
    if (before.isEmpty()) {
      return List.of();
    }
    SettingKey<?> key = SettingKeys.of(before.get(0));
    List<CompletionProposal> values = new ArrayList<>();
    key.choices().forEach(choice -> values.add(new CompletionProposal(choice)));
    if (key.name().equals(SettingKeys.TIMEZONE.name())) {
      ZoneId.getAvailableZoneIds().stream()
          .sorted()
          .forEach(zone -> values.add(new CompletionProposal(zone)));
    }
    if (values.isEmpty()) {
      key.defaultText()
          .ifPresent(
              text ->
                  values.add(
                      new CompletionProposal(text).description("the default; " + key.allowed())));
    }
    return values;
  }
}
