package dev.icl.core.error;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises that memory ran out, in the words of the JVM and of the native libraries, and says
 * what to reduce.
 */
public final class MemoryShortage {
  private static final Pattern NATIVE =
      Pattern.compile(
          "can't allocate memory|not enough memory|out of memory|OOM when allocating"
              + "|bad_alloc|failed to allocate memory|_ALLOC_FAILED",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern GPU =
      Pattern.compile("CUDA|device:GPU|GPU_|CUBLAS|CUDNN", Pattern.CASE_INSENSITIVE);
  private static final Pattern BYTES =
      Pattern.compile("tried to allocate (\\d+) bytes", Pattern.CASE_INSENSITIVE);
  private static final Pattern AMOUNT =
      Pattern.compile("tried to allocate ([0-9.]+ [KMGT]iB)", Pattern.CASE_INSENSITIVE);
  private static final Pattern SHAPE =
      Pattern.compile("allocating tensor with shape\\s?(\\[[0-9, ]*])", Pattern.CASE_INSENSITIVE);
  private static final String SMALLER =
      "lower train.patch, train.labeled_batch or train.unlabeled_batch, or set method.mixer to axial or low-rank";
  private static final String INTACT = "checkpoints written so far are intact";
  private static final int DEEPEST = 20;

  private MemoryShortage() {}

  /**
   * One sentence for a failure that is a lack of memory, with the failure as its cause; empty for
   * any other.
   */
  public static Optional<UserException> of(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST; depth++, at = at.getCause()) {
      if (at instanceof UserException) {
        return Optional.empty();
      }
      String text = String.valueOf(at.getMessage());
      if (at instanceof OutOfMemoryError) {
        return Optional.of(new UserException(ofJvm(text), failure));
      }
      if (NATIVE.matcher(text).find()) {
        return Optional.of(new UserException(ofLibrary(text), failure));
      }
    }
    return Optional.empty();
  }

  private static String ofJvm(String text) {
    if (text.contains("thread")) {
      return "The system gives this process no more threads (%s); lower threads and data.workers, or raise the limit (ulimit -u); %s."
          .formatted(text, INTACT);
    }
    if (text.contains("direct") || text.contains("Map failed")) {
      return "The memory that Java may take beside its heap is used up (%s); give it more, as with ICL_JAVA_OPTS=-XX:MaxDirectMemorySize=4g in the environment; %s."
          .formatted(text, INTACT);
    }
    return "Java's heap is used up (%s); allow it more, as with ICL_JAVA_OPTS=-Xmx2g in the environment, or lower data.memory_mb; %s."
        .formatted(text, INTACT);
  }

  private static String ofLibrary(String text) {
    boolean gpu = GPU.matcher(text).find();
    return "%s memory is used up%s; %s%s; %s."
        .formatted(
            gpu ? "The GPU's" : "The machine's",
            wanted(text).map(more -> " (a step asked for " + more + " more)").orElse(""),
            SMALLER,
            gpu ? ", or compute with device: cpu" : ", or end other programs",
            INTACT);
  }

  private static Optional<String> wanted(String text) {
    Matcher bytes = BYTES.matcher(text);
    if (bytes.find()) {
      double count = Double.parseDouble(bytes.group(1));
      return Optional.of(
          count < 1 << 30
              ? String.format(Locale.ROOT, "%.1f MiB", count / (1 << 20))
              : String.format(Locale.ROOT, "%.1f GiB", count / (1 << 30)));
    }
    Matcher amount = AMOUNT.matcher(text);
    if (amount.find()) {
      return Optional.of(amount.group(1));
    }
    Matcher shape = SHAPE.matcher(text);
    return shape.find() ? Optional.of("a tensor of " + shape.group(1)) : Optional.empty();
  }
}
