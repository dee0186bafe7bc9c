package dev.icl.modules.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.icl.core.text.Names;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fit of the weights that a training started with: {@code from} in {@code summary.json}.
 *
 * @param file path of the weights
 * @param matched variables that took a tensor of the file
 * @param missing variables of the network that found none, which have fresh values
 * @param missingOfMethod how many variables of the method's own found none
 * @param unused tensors of the file that nothing took
 * @param otherShape variables whose tensor has another shape, which have fresh values
 * @param prefix the one that the names of the file are read without; mostly empty
 * @param renamed variables that took a tensor of another name, each as {@code variable from tensor}
 * @param leftOut the number of tensors of the file that are no weights, by the reason: {@code
 *     computed} by the network itself, of an {@code optimizer}, or {@code repeated}, other names of
 *     tensors that were taken
 */
@JsonPropertyOrder({
  "file",
  "matched",
  "missing",
  "missing_of_method",
  "unused",
  "other_shape",
  "prefix",
  "renamed",
  "left_out"
})
public record StartReport(
    String file,
    int matched,
    List<String> missing,
    @JsonProperty("missing_of_method") int missingOfMethod,
    List<String> unused,
    @JsonProperty("other_shape") List<String> otherShape,
    @JsonInclude(Include.NON_EMPTY) String prefix,
    @JsonInclude(Include.NON_EMPTY) List<String> renamed,
    @JsonProperty("left_out") @JsonInclude(Include.NON_EMPTY) Map<String, Integer> leftOut) {
  private static final int LISTED = 5;
  private static final Map<String, String> REASONS =
      Map.of(
          UnusedTensors.COMPUTED, "that the network computes itself",
          UnusedTensors.OPTIMIZER, "of an optimiser",
          UnusedTensors.REPEATED, "that are other names of the same");

  /** Copies the lists; those that the JSON of earlier releases lacks are empty. */
  public StartReport(
      String file,
      int matched,
      List<String> missing,
      int missingOfMethod,
      List<String> unused,
      List<String> otherShape,
      @Nullable String prefix,
      @Nullable List<String> renamed,
      @Nullable Map<String, Integer> leftOut) {
    this.file = file;
    this.matched = matched;
    this.missing = List.copyOf(missing);
    this.missingOfMethod = missingOfMethod;
    this.unused = List.copyOf(unused);
    this.otherShape = List.copyOf(otherShape);
    this.prefix = Objects.requireNonNullElse(prefix, "");
    this.renamed = renamed == null ? List.of() : List.copyOf(renamed);
    this.leftOut = leftOut == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(leftOut));
  }

  /** The report in a sentence or two, the first few names of each list in it. */
  public String toSentence() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Starts from %s: %d tensor%s matched",
            file,
            matched,
            matched == 1 ? "" : "s"));
    if (!prefix.isEmpty()) {
      text.append(", the names read without '").append(prefix).append('\'');
    }
    append(text, renamed, "by other names");
    append(text, missing, "of the network missing there");
    append(text, otherShape, "of another shape");
    append(text, unused, "of the file not used");
    leftOut.forEach(
        (reason, count) ->
            text.append("; ")
                .append(count)
                .append(" of the file left out ")
                .append(REASONS.getOrDefault(reason, reason)));
    if (missingOfMethod > 0) {
      text.append("; ").append(missingOfMethod).append(" of the method's own start afresh");
    }
    return text.append('.').toString();
  }

  private static void append(StringBuilder text, List<String> names, String what) {
    if (!names.isEmpty()) {
      text.append("; ").append(names.size()).append(' ').append(what).append(" (");
      text.append(listed(names)).append(')');
    }
  }

  /** The first few, and how many more there are. */
  static String listed(List<String> names) {
    return Names.some(names, LISTED);
  }
}
