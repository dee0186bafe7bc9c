package dev.icl.core.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The meaning of a setting, as the reference of keys prints it: a phrase without a full stop. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Doc {
  /** The phrase, in Markdown. */
  String value();

  /** The allowed values in words; empty to derive them from the type and the other annotations. */
  String range() default "";
}
