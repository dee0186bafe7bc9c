package dev.icl.data.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A paired comparison among the others of its family, with the verdict.
 *
 * @param comparison of B with A
 * @param holmP the p-value of its Wilcoxon test after Holm's correction over the family
 * @param family the number of tests that the correction counts: those that have a p-value
 * @param outcome the verdict on B
 */
public record JudgedComparison(
    PairedComparison comparison, double holmP, int family, Outcome outcome) {
  /**
   * Judges the comparisons of a family.
   *
   * @param family every comparison that is looked at together
   * @param higherIsBetter whether larger values are the better ones, by the place in the list
   * @return in the order given
   */
  public static List<JudgedComparison> family(
      List<PairedComparison> family, IntPredicate higherIsBetter) {
    double[] p = Holm.adjust(family.stream().mapToDouble(PairedComparison::wilcoxonP).toArray());
    double[] least = Outcome.leastP(family);
    int tests = (int) Arrays.stream(p).filter(value -> !Double.isNaN(value)).count();
    List<JudgedComparison> judged = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      PairedComparison comparison = family.get(i);
      Outcome outcome = Outcome.of(comparison, p[i], least[i], higherIsBetter.test(i));
      judged.add(new JudgedComparison(comparison, p[i], tests, outcome));
    }
    return judged;
  }
}
