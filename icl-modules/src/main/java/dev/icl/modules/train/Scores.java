package dev.icl.modules.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * The agreement of label maps with the truth over a set of cases.
 *
 * @param mean Dice coefficient averaged over cases and foreground classes, 0 to 1
 * @param perClass averaged over cases, one a foreground class
 * @param std standard deviation over patients of the mean over a patient's cases
 */
@JsonPropertyOrder({"mean", "per_class", "std"})
public record Scores(double mean, @JsonProperty("per_class") List<Double> perClass, double std) {
  /** Keeps its own copy of the list. */
  public Scores {
    perClass = List.copyOf(perClass);
  }
}
