package dev.icl.app.config;

import dev.icl.core.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The problems of a configuration, collected to be reported together. */
public final class ConfigDiagnostics {
  private static final Pattern KEY =
      Pattern.compile("\\b(method|network|data|train|session)(\\.[a-z_]+)+|^(engine|device)\\b");

  private final List<String> keys = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();

  /**
   * Notes a problem, once: where, and a sentence without its full stop or with its question mark.
   */
  public void add(String origin, String sentence) {
    String end = sentence.endsWith("?") ? "" : ".";
    String told = (origin.isEmpty() ? "" : origin + ": ") + sentence + end;
    if (!sentences.contains(told)) {
      sentences.add(told);
      keys.add(keyIn(sentence));
    }
  }

  /**
   * Notes what the action refuses, unless there is a problem with the same key already.
   *
   * @param origins where a key was written, or the empty string
   * @return whether it went through
   */
  boolean collect(Runnable action, Function<String, String> origins) {
    try {
      action.run();
      return true;
    } catch (UserException refusal) {
      String key = keyIn(refusal.getMessage());
      if (key.isEmpty() || !keys.contains(key)) {
        String origin = key.isEmpty() ? "" : origins.apply(key);
        sentences.add((origin.isEmpty() ? "" : origin + ": ") + refusal.getMessage());
        keys.add(key);
      }
      return false;
    }
  }

  /** The keys that there are problems with so far. */
  Set<String> keys() {
    return Set.copyOf(keys);
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return sentences.isEmpty();
  }

  /** Whether there is a problem with a key that begins so, as {@code network.} does. */
  boolean concern(String beginning) {
    return keys.stream().anyMatch(key -> key.startsWith(beginning));
  }

  /**
   * Ends the collection.
   *
   * @throws UserException if there is any; with every one of them, a line each
   */
  public void throwIfAny() {
    if (sentences.size() == 1) {
      throw new UserException(sentences.get(0));
    }
    if (sentences.size() > 1) {
      throw new UserException(
          sentences.size()
              + " problems in the configuration:\n  "
              + String.join("\n  ", sentences));
    }
  }

  /** The first key that a sentence names. */
  private static String keyIn(String sentence) {
    Matcher key = KEY.matcher(sentence);
    return key.find() ? key.group() : "";
  }
}
