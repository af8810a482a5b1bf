package org.tmpfsroot.workbench.app;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;

/** The program speaks one language and has no messages by code. */
final class NoMessages implements MessageSource {
  @Override
  public @Nullable String getMessage(
      String code,
      Object @Nullable [] arguments,
      @Nullable String defaultMessage,
      @Nullable Locale locale) {
    return defaultMessage;
  }

  @Override
  public String getMessage(String code, Object @Nullable [] arguments, @Nullable Locale locale) {
    throw new NoSuchMessageException(code);
  }

  @Override
  public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
    return Optional.ofNullable(resolvable.getDefaultMessage())
        .orElseThrow(() -> new NoSuchMessageException("none"));
  }
}
