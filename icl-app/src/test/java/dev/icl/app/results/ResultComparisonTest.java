package dev.icl.app.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultComparisonTest {
  /** B is better in all six scans, but they are of three patients: 2 / 2³ is the least p-value. */
  @Test
  void threePatientsOfTwoFramesCannotBeSignificant() {
    ComparisonReport report = compare(frames("a", 0, true), frames("b", 0.05, true));

    ComparisonReport.Row all = report.rows().get(0);
    assertThat(report.patients()).isEqualTo(3);
    assertThat(report.cases()).isEqualTo(6);
    assertThat(report.notes()).isEmpty();
    assertThat(all.patients()).isEqualTo(3);
    assertThat(all.cases()).isEqualTo(6);
    assertThat(all.wilcoxonP()).isEqualTo(0.25);
    assertThat(all.verdict()).isEqualTo("too few");
    assertThat(report.toTable())
        .contains(
            "6 cases of 3 patients in both",
            "No difference in dice is shown",
            "over 6 cases of 3 patients, Wilcoxon p = 0.25. With so few patients none could be shown.");
  }

  /** Eight patients are a little better and one is far worse: ranks and mean disagree. */
  @Test
  void whereTheMeanIsAgainstTheTestThatIsSaid() {
    List<CaseRow> a = new ArrayList<>();
    List<CaseRow> b = new ArrayList<>();
    for (int p = 0; p < 9; p++) {
      Optional<String> patient = Optional.of("p" + p);
      a.add(row("p" + p, patient, 0.7));
      b.add(row("p" + p, patient, p == 8 ? 0.1 : 0.71 + 0.001 * p));
    }

    ComparisonReport report = compare(folder("a", a), folder("b", b));

    ComparisonReport.Row all = report.rows().get(0);
    // ranks 1 to 8 for, 9 against: W = 9, exact two-sided p = 0.1289 by R's wilcox.test
    assertThat(all.meanAgrees()).isFalse();
    assertThat(all.verdict()).isEqualTo("not shown");
    assertThat(all.wilcoxonP()).isEqualTo(0.12890625);

    for (int p = 9; p < 14; p++) {
      Optional<String> patient = Optional.of("p" + p);
      a.add(row("p" + p, patient, 0.7));
      b.add(row("p" + p, patient, 0.71 + 0.001 * p));
    }
    ComparisonReport more = compare(folder("a", a), folder("b", b));

    assertThat(more.rows().get(0).verdict()).isEqualTo("better");
    assertThat(more.toTable())
        .contains("B is better than A in dice by the patients' ranks, though its mean is lower: ");
  }

  @Test
  void patientsThatOneFileTellsServeBoth() {
    ComparisonReport report = compare(frames("a", 0, false), frames("b", 0.05, true));

    assertThat(report.patients()).isEqualTo(3);
    assertThat(report.notes())
        .containsExactly(
            "%s has no patients, as earlier releases wrote it; they are taken from %s."
                .formatted(Path.of("a", "cases.csv"), Path.of("b", "cases.csv")));
  }

  @Test
  void patientsThatNoFileTellsAreReadFromTheNamesAndThatIsSaid() {
    ComparisonReport report = compare(frames("a", 0, false), frames("b", 0.05, false));

    assertThat(report.patients()).isEqualTo(3);
    assertThat(report.notes()).singleElement().asString().startsWith("Neither result tells");
    assertThat(report.toTable()).contains(report.notes().get(0));
  }

  @Test
  void whatOneNetworkWasAppliedWithAndTheOtherWithoutIsSaid() {
    List<CaseRow> rows = List.of(row("x-1", Optional.of("x"), 0.5));

    ComparisonReport report =
        compare(
            applied(
                rows, Map.of("largest_component", true, "overlap", List.of(0.5), "flips", true)),
            applied(rows, Map.of("largest_component", false, "overlap", List.of(0.5))));

    assertThat(report.notes())
        .containsExactly(
            "The networks were not applied alike, which is part of the difference: largest_component"
                + " is true for A and false for B.");
    assertThat(report.toTable()).contains(report.notes().get(0));
    assertThat(compare(applied(rows, Map.of("flips", true)), applied(rows, Map.of())).notes())
        .isEmpty();
  }

  private static ResultFolder applied(List<CaseRow> rows, Map<String, Object> inference) {
    return folder("a", rows, "", inference);
  }

  @Test
  void surfacesWithinTwoTolerancesAreRefused() {
    ResultFolder a = tolerating("a", 2);
    ResultFolder b = tolerating("b", 3);

    assertThatThrownBy(() -> ResultComparison.of(a, b, List.of(Metric.DICE, Metric.NSD)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--metric: nsd of a has a tolerance of 2.0 mm and that of b one of 3.0 mm; evaluate both with the same --tolerance.");
    assertThat(compare(a, b).rows()).isNotEmpty();
  }

  private static ResultFolder tolerating(String name, double millimetres) {
    return new ResultFolder(
        Path.of(name),
        List.of(row("x", Optional.of("x"), 0.5)),
        Optional.empty(),
        Optional.of(millimetres),
        Optional.empty(),
        Map.of(),
        "");
  }

  @Test
  void classesOfOneResultAloneAreNamed() {
    Optional<String> patient = Optional.of("x");
    CaseRow wall = new CaseRow("x", patient, "Myo", new ClassScores(Map.of(Metric.DICE, 0.1)));

    ComparisonReport report =
        compare(
            folder("a", List.of(row("x", patient, 0.5), wall)),
            folder("b", List.of(row("x", patient, 0.6))));

    assertThat(report.notes())
        .containsExactly(
            "Only one of the results has Myo: left out, in the mean over classes too.");
    assertThat(report.rows().get(0).meanA()).isEqualTo(0.5);
  }

  @Test
  void resultsWithoutAClassInCommonAreRefused() {
    Optional<String> patient = Optional.of("x");
    CaseRow wall = new CaseRow("x", patient, "Myo", new ClassScores(Map.of(Metric.DICE, 0.1)));

    assertThatThrownBy(
            () -> compare(folder("a", List.of(row("x", patient, 0.5))), folder("b", List.of(wall))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "a has the classes RV and b has Myo, none in common; compare evaluations with the same class names.");
  }

  @Test
  void theBestOfOneValidationWasNotChosen() {
    assertThat(chosen("validation_dice", 1).isOnScoredCases()).isFalse();
    assertThat(chosen("validation_dice", 2).isOnScoredCases()).isTrue();
    assertThat(chosen("mixed", null))
        .hasToString(
            "in part the best of several validations, chosen on patients of 20 of the 20 cases it was scored on");
  }

  private static ChosenNetwork chosen(String by, Integer candidates) {
    return ChosenNetwork.in(new ScoredSummary.Selection(by, candidates, 20, 20)).orElseThrow();
  }

  @Test
  void theConfigurationsRuleOfPatientsCountsWhereTheFilesDoNotTell() {
    List<CaseRow> rows =
        List.of(row("x-1", Optional.empty(), 0.5), row("x-2", Optional.empty(), 0.6));

    ComparisonReport report =
        compare(folder("a", rows, "^([^-]+)-", Map.of()), folder("b", rows, "", Map.of()));

    assertThat(report.patients()).isEqualTo(1);
    assertThat(report.notes())
        .singleElement()
        .asString()
        .contains("data.patient_pattern ^([^-]+)-");
  }

  @Test
  void resultsThatDisagreeOnAPatientAreRefused() {
    ResultFolder one = folder("a", List.of(row("x", Optional.of("p"), 0.5)));
    ResultFolder other = folder("b", List.of(row("x", Optional.of("q"), 0.5)));

    assertThatThrownBy(() -> compare(one, other))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s says that the case x is of the patient p, and %s says of q; evaluate both with the same data.patient_pattern."
                .formatted(one.cases(), other.cases()));
  }

  @Test
  void aFileThatContradictsItselfIsRefused() {
    List<CaseRow> rows =
        List.of(
            row("x", Optional.of("p"), 0.5),
            new CaseRow("x", Optional.of("q"), "LV", new ClassScores(Map.of(Metric.DICE, 0.5))));

    assertThatThrownBy(() -> compare(folder("a", rows), folder("b", rows)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the case x is of the patients p and q; write it anew");
  }

  /**
   * Two results that differ by nothing but chance, 10 patients of two scans each whose differences
   * correlate: at the level 0.05 at most that share may be called different. The test counts signs
   * of ranks, of which 10 have the p-value 0.0488 or 0.0645, so 0.049 is what is to be expected.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9})
  void chanceAloneIsCalledADifferenceInNoMoreThanFivePercent(double correlation) {
    assertThat(shareShown(700, correlation, true)).isBetween(0.02, 0.06);
  }

  /** The simulation finds the mistake: every scan for a patient of its own. */
  @Test
  void scansTakenForPatientsWouldBeCalledDifferentTooOften() {
    assertThat(shareShown(250, 0.9, false)).isGreaterThan(0.09);
  }

  private static double shareShown(int simulations, double correlation, boolean clustered) {
    UniformRandomProvider random = RandomKey.of(20).child((long) (100 * correlation)).generator();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    int shown = 0;
    for (int i = 0; i < simulations; i++) {
      List<CaseRow> a = new ArrayList<>();
      List<CaseRow> b = new ArrayList<>();
      for (int p = 0; p < 10; p++) {
        double ofPatient = normal.sample();
        for (String frame : List.of("_frame01", "_frame02")) {
          String name = "p" + p + frame;
          String patient = clustered ? "p" + p : name;
          double difference =
              Math.sqrt(correlation) * ofPatient + Math.sqrt(1 - correlation) * normal.sample();
          a.add(row(name, Optional.of(patient), 0.8));
          b.add(row(name, Optional.of(patient), 0.8 + 0.01 * difference));
        }
      }
      String verdict = compare(folder("a", a), folder("b", b)).rows().get(0).verdict();
      shown += verdict.equals("better") || verdict.equals("worse") ? 1 : 0;
    }
    return (double) shown / simulations;
  }

  private static ResultFolder frames(String name, double better, boolean told) {
    List<CaseRow> rows = new ArrayList<>();
    for (int p = 1; p <= 3; p++) {
      for (String frame : List.of("_frame01", "_frame12")) {
        Optional<String> patient = told ? Optional.of("patient00" + p) : Optional.empty();
        double dice = 0.7 + 0.01 * p + (better == 0 ? 0 : better + 0.002 * rows.size());
        rows.add(row("patient00" + p + frame, patient, dice));
      }
    }
    return folder(name, rows);
  }

  /** As two hospitals' scans are, or two phantoms of other seeds. */
  @Test
  void casesOfOneNameThatAreOtherScansAreRefused() {
    List<CaseRow> a = List.of(printed("x", "aa"), printed("y", "bb"), printed("z", "cc"));
    List<CaseRow> b = List.of(printed("x", "aa"), printed("y", "dd"), printed("w", "ee"));

    assertThatThrownBy(() -> compare(folder("a", a), folder("b", b)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "a and b were scored against different reference label maps in 1 of 2 common cases, such"
                + " as y, so these are other scans or other label maps; compare evaluations of the same data.");
  }

  @Test
  void oneResultOfAnEarlierReleaseTellsNoReferencesAndIsComparedAsBefore() {
    List<CaseRow> earlier = frames("a", 0, true).rows();
    List<CaseRow> told =
        earlier.stream()
            .map(
                row ->
                    new CaseRow(
                        row.name(), row.patient(), row.label(), row.scores(), Optional.of("aa")))
            .toList();

    assertThat(compare(folder("a", earlier), folder("b", told)).cases()).isEqualTo(6);
    assertThat(compare(folder("a", told), folder("b", earlier)).notes()).isEmpty();
    assertThat(compare(folder("a", told), folder("b", told)).cases()).isEqualTo(6);
  }

  private static CaseRow printed(String name, String reference) {
    return new CaseRow(
        name,
        Optional.of(name),
        "RV",
        new ClassScores(Map.of(Metric.DICE, 0.5)),
        Optional.of(reference));
  }

  private static ComparisonReport compare(ResultFolder a, ResultFolder b) {
    return ResultComparison.of(a, b, List.of(Metric.DICE));
  }

  private static ResultFolder folder(String name, List<CaseRow> rows) {
    return folder(name, rows, "", Map.of());
  }

  private static ResultFolder folder(
      String name, List<CaseRow> rows, String pattern, Map<String, Object> inference) {
    return new ResultFolder(
        Path.of(name),
        rows,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        inference,
        pattern);
  }

  private static CaseRow row(String name, Optional<String> patient, double dice) {
    return new CaseRow(name, patient, "RV", new ClassScores(Map.of(Metric.DICE, dice)));
  }
}
