package dev.icl.core.error;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises failures of native code that a user can do something about, in the words of libtorch
 * and TensorFlow.
 */
public final class NativeFailure {
  private static final Pattern NOT_DETERMINISTIC =
      Pattern.compile(
          "([\\w:]+) does not have a deterministic implementation"
              + "|[Dd]eterministic GPU implementation of (.{1,80}?) (?:is )?not available"
              + "|[Dd]eterminism is not (?:yet )?supported (?:in|for) (.{1,80}?)[.,]"
              + "|(When determinism is enabled|op determinism|Deterministic behavior was enabled)");
  private static final Pattern NO_KERNEL =
      Pattern.compile("no kernel image is available|CUDA_ERROR_NO_BINARY_FOR_GPU");
  private static final int DEEPEST = 20;

  private NativeFailure() {}

  /**
   * The failure in one sentence where it is a known one, with the failure as its cause; else the
   * failure itself.
   */
  public static RuntimeException told(RuntimeException failure) {
    Optional<UserException> known = MemoryShortage.of(failure).or(() -> other(failure));
    return known.isPresent() ? known.get() : failure;
  }

  private static Optional<UserException> other(RuntimeException failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
      if (at instanceof UserException) {
        return Optional.empty();
      }
      String text = String.valueOf(at.getMessage());
      Matcher operation = NOT_DETERMINISTIC.matcher(text);
      if (operation.find()) {
        return Optional.of(
            new UserException(
                "session.deterministic: a step needs an operation that gives other results every time on this device (%s); set session.deterministic: false, or compute with device: cpu."
                    .formatted(name(operation)),
                failure));
      }
      if (NO_KERNEL.matcher(text).find()) {
        return Optional.of(
            new UserException(
                "This GPU is of another kind than those that the library was built for; compute with device: cpu, or give the engine a library for it (docs/gpu.md).",
                failure));
      }
    }
    return Optional.empty();
  }

  private static String name(Matcher operation) {
    for (int group = 1; group < operation.groupCount(); group++) {
      if (operation.group(group) != null) {
        return operation.group(group);
      }
    }
    return "its library does not say which";
  }
}
