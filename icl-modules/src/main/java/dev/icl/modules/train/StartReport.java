package dev.icl.modules.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;

/**
 * The fit of the weights that a training started with: {@code from} in {@code summary.json}.
 *
 * @param file path of the weights
 * @param matched variables that took a tensor of the file
 * @param missing variables of the network that found none, which have fresh values
 * @param missingOfMethod how many variables of the method's own found none
 * @param unused tensors of the file that nothing took
 * @param otherShape variables whose tensor has another shape, which have fresh values
 */
@JsonPropertyOrder({"file", "matched", "missing", "missing_of_method", "unused", "other_shape"})
public record StartReport(
    String file,
    int matched,
    List<String> missing,
    @JsonProperty("missing_of_method") int missingOfMethod,
    List<String> unused,
    @JsonProperty("other_shape") List<String> otherShape) {
  private static final int LISTED = 5;

  /** Copies the lists. */
  public StartReport {
    missing = List.copyOf(missing);
    unused = List.copyOf(unused);
    otherShape = List.copyOf(otherShape);
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
    append(text, missing, "of the network missing there");
    append(text, otherShape, "of another shape");
    append(text, unused, "of the file not used");
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
    String first = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
    return names.size() <= LISTED ? first : first + " and " + (names.size() - LISTED) + " more";
  }
}
