package dev.icl.modules.train;

import java.util.List;

/**
 * A step whose batch was left out because it gave numbers that are not finite.
 *
 * @param number how many steps of the training were skipped, this one included
 * @param limit how many may be
 * @param reason what was not finite, as {@code the loss term 'ce' became NaN}
 * @param cases what the batch was made of
 */
public record SkippedStep(int number, int limit, String reason, List<String> cases) {
  /** Copies the cases. */
  public SkippedStep {
    cases = List.copyOf(cases);
  }
}
