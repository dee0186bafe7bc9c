package dev.icl.bench.run;

import java.util.List;

/**
 * How well one case was segmented.
 *
 * @param name of the case
 * @param slices how many it has
 * @param dice Dice coefficient of each foreground class, 0 to 1; NaN where neither map has it
 */
public record CaseScore(String name, int slices, List<Double> dice) {
  /** Keeps its own copy of the list. */
  public CaseScore {
    dice = List.copyOf(dice);
  }
}
