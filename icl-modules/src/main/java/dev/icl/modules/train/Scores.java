package dev.icl.modules.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * The agreement of label maps with the truth over a set of cases.
 *
 * @param mean over the foreground classes of {@code perClass}, 0 to 1
 * @param perClass mean over the cases in which a class counts, one a foreground class
 * @param std standard deviation over patients of the mean over a patient's cases; 0 for one patient
 */
@JsonPropertyOrder({"mean", "per_class", "std"})
public record Scores(double mean, @JsonProperty("per_class") List<Double> perClass, double std) {
  /** Keeps its own copy of the list. */
  public Scores {
    perClass = List.copyOf(perClass);
  }
}
