package dev.icl.core.settings;

import dev.icl.core.error.UserException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of plugins, whose jar may be made badly or for another release. */
public final class PluginCalls {
  private PluginCalls() {}

  /**
   * A fact that a plugin says of itself, which it must know at once.
   *
   * @param kind of the plugin, for error messages, as {@code method}
   * @param plugin that is asked
   * @param call as {@code name()}
   * @param answer asks it
   * @throws UserException if it gives null or fails
   */
  public static <T> T fact(String kind, Object plugin, String call, Supplier<T> answer) {
    try {
      return asked(kind, plugin, call, answer);
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failing(kind, plugin, call, e);
    }
  }

  /**
   * A thing that a plugin makes. Sentences for users pass, and so does any failure of what comes
   * with the program, which is no plugin.
   *
   * @param kind of the plugin, for error messages
   * @param plugin that is asked
   * @param call as {@code create()}
   * @param answer asks it
   * @throws UserException if it gives null or fails, or a class or a method that it needs is
   *     missing
   */
  public static <T> T made(String kind, Object plugin, String call, Supplier<T> answer) {
    return isBuiltIn(plugin.getClass())
        ? asked(kind, plugin, call, answer)
        : fact(kind, plugin, call, answer);
  }

  private static <T> T asked(String kind, Object plugin, String call, Supplier<T> answer) {
    T given;
    try {
      given = answer.get();
    } catch (LinkageError e) {
      throw broken(kind, plugin, reason(e), e);
    }
    if (given == null) {
      throw broken(kind, plugin, call + " gives nothing", null);
    }
    return given;
  }

  /** Whether a class is from the jar of an interface of providers that it has. */
  private static boolean isBuiltIn(Class<?> plugin) {
    String place = Origin.of(plugin);
    for (Class<?> type = plugin; type != null; type = type.getSuperclass()) {
      for (Class<?> each : type.getInterfaces()) {
        if (Provider.class.isAssignableFrom(each) && Origin.of(each).equals(place)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The thing that the provider makes which a configuration names; it has the provider's name.
   *
   * @param kind of the provider, and the section that names it, as {@code method}
   * @param provider that is asked
   * @param create asks it
   * @param name the name of what it makes
   * @throws UserException if it gives null or something of another name, or fails, or a class or a
   *     method that it needs is missing
   */
  public static <T> T named(
      String kind, Provider<?> provider, Supplier<T> create, Function<T, String> name) {
    T given = made(kind, provider, "create()", create);
    String called = fact(kind, given, "name()", () -> name.apply(given));
    if (!called.equals(provider.name())) {
      throw new UserException(
          "%1$s.name: the plugin of the %1$s %2$s, %3$s, makes one that calls itself '%4$s'; mend its jar, or use another %1$s."
              .formatted(kind, provider.name(), Origin.described(provider), called));
    }
    return given;
  }

  /**
   * Uses what a provider makes.
   *
   * @param kind of the provider, for error messages
   * @param provider that has made it
   * @param use of it
   * @throws UserException if it fails and comes from a plugin, or a class or a method that it needs
   *     is missing
   */
  public static void used(String kind, Provider<?> provider, Runnable use) {
    told(kind, provider, "what it makes", use);
  }

  /**
   * Tells a provider something, or what belongs to it.
   *
   * @param kind of the provider, for error messages
   * @param provider that is told
   * @param call as {@code check()}
   * @param telling tells it
   * @throws UserException if it fails and comes from a plugin, or a class or a method that it needs
   *     is missing
   */
  public static void told(String kind, Provider<?> provider, String call, Runnable telling) {
    boolean unused =
        made(
            kind,
            provider,
            call,
            () -> {
              telling.run();
              return true;
            });
  }

  /** The reason for which classes do not go together. */
  static String reason(LinkageError e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof ExceptionInInitializerError initial) {
      return "a class of it cannot be initialised: " + initial.getCause();
    }
    if (e instanceof NoClassDefFoundError && e.getCause() instanceof ExceptionInInitializerError) {
      return "a class of it cannot be initialised: " + e.getCause().getMessage(); // once more
    }
    return e instanceof NoClassDefFoundError && message.matches("\\S+")
        ? "the class %s is missing".formatted(message.replace('/', '.'))
        : "it does not go with this release: " + message;
  }

  private static UserException failing(
      String kind, Object plugin, String call, RuntimeException e) {
    String failure = e.toString().lines().findFirst().orElse("");
    return broken(kind, plugin, "%s fails with %s".formatted(call, failure), e);
  }

  /** A plugin that is of no use, and why. */
  static UserException broken(String kind, Object plugin, String reason, @Nullable Throwable e) {
    return new UserException(
        "A plugin on the class path, of the kind %s, cannot be used (%s: %s): mend its jar, or leave it off the class path."
            .formatted(kind, Origin.described(plugin), reason),
        e);
  }
}
