package dev.icl.bench.config;

import dev.icl.core.error.UserException;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a configuration, so that one look mends it all. */
final class Problems {
  private final List<String> sentences = new ArrayList<>();

  /** Notes a problem: where, and a sentence without its full stop or with its question mark. */
  void add(String origin, String sentence) {
    String end = sentence.endsWith("?") ? "" : ".";
    sentences.add((origin.isEmpty() ? "" : origin + ": ") + sentence + end);
  }

  boolean isEmpty() {
    return sentences.isEmpty();
  }

  /**
   * @throws UserException if there is any; with every one of them, a line each
   */
  void throwIfAny() {
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
}
