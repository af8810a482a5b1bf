package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.Optional;

/**
 * One thing that can be set by name. Values are typed as text, refused when they are not of the
 * key's form, and kept in one canonical spelling.
 *
 * @param <T> what a value means
 */
public final class SettingKey<T> {
  private final String name;
  private final String description;
  private final ValueForm<T> form;
  private final Optional<String> defaultText;

  private SettingKey(
      String name, String description, ValueForm<T> form, Optional<String> defaultText) {
    this.name = name;
    this.description = description;
    this.form = form;
    this.defaultText = defaultText;
    defaultText.ifPresent(this::parse);
  }

  static <T> SettingKey<T> of(
      String name, ValueForm<T> form, String defaultText, String description) {
    return new SettingKey<>(name, description, form, Optional.of(defaultText));
  }

  static <T> SettingKey<T> withoutDefault(String name, ValueForm<T> form, String description) {
    return new SettingKey<>(name, description, form, Optional.empty());
  }

  /** As typed: {@code volume-id}, {@code trim.docs}. */
  public String name() {
    return name;
  }

  /** What it does, in one sentence without a full stop. */
  public String description() {
    return description;
  }

  /** What a value looks like, for people. */
  public String allowed() {
    return form.allowed();
  }

  /** The values there are, where they can be listed; else empty. */
  public List<String> choices() {
    return form.choices();
  }

  /** Whether its values are kept off the screen. */
  public boolean secret() {
    return form.secret();
  }

  /** Empty when nothing is done unless it is set. */
  public Optional<String> defaultText() {
    return defaultText;
  }

  /**
   * Reads a typed value.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) when it is not of this key's form
   */
  public T parse(String text) {
    return form.read(name, text);
  }

  /** The one spelling under which a value is kept. */
  String canonical(String text) {
    return form.write(parse(text));
  }

  @Override
  public String toString() {
    return name;
  }
}
